"""The extension refuses what it cannot show, in one line that names the notebook and the remedy."""

import doctest
import filecmp
import json
from importlib import import_module

import pytest
from docutils import nodes

from tests.book.site import sample
from tests.book.site.site import ROOT, build
from tools.model import references


@pytest.fixture
def root(tmp_path):
    """The source of the sample, to be spoiled."""
    sample.write_sample(ROOT, tmp_path / "sample")
    return tmp_path / "sample"


def pages_of(root):
    return {p.relative_to(root).with_suffix("").as_posix() for p in root.glob("notebooks/*/*")}


def refusal(root):
    """The message with which the catalogue of the sample is refused."""
    from dlnotes_site.catalogue import read_catalogue
    from dlnotes_site.refusal import Refusal

    with pytest.raises(Refusal) as caught:
        read_catalogue(root, pages_of(root))
    return str(caught.value)


def respoil(root, metadata, cells=None):
    cells = sample.adam_cells() if cells is None else cells
    return sample.write_notebook(root, "adam_vs_adamw", metadata, cells)


def test_the_sample_itself_is_accepted(root):
    from dlnotes_site.catalogue import read_catalogue

    written = read_catalogue(root, pages_of(root)).written
    assert [chapter.name for chapter in written] == ["autograd", "adam_vs_adamw"]


@pytest.mark.parametrize("field", sample.METADATA)
def test_missing_metadata(root, field):
    respoil(root, {name: v for name, v in sample.METADATA.items() if name != field})
    message = refusal(root)
    assert message.startswith("notebooks/foundations/adam_vs_adamw.ipynb: ")
    assert f"dlnotes.{field} is missing" in message and "\n" not in message
    assert ("make run" in message) == (field == "ran")


def test_metadata_of_the_wrong_type(root):
    respoil(root, sample.METADATA | {"minutes": "40"})
    assert "dlnotes.minutes is '40': write a whole number" in refusal(root)


def test_an_unknown_citation_in_the_metadata(root):
    respoil(root, sample.METADATA | {"papers": ["nobody1900"]})
    assert "cites 'nobody1900', which book/references.bib lacks" in refusal(root)


def test_an_unknown_citation_in_the_text(root):
    link = sample.prose("[Nobody 1900](../../book/references.md#nobody1900)")
    respoil(root, sample.METADATA, [*sample.adam_cells(), link])
    assert "cites 'nobody1900'" in refusal(root)


def test_a_finding_is_shown_with_its_measured_value():
    from dlnotes_site.evidence import caption, take_record

    found = next(r for r in sample.RECORDS if r["verdict"] == "found")
    records = [take_record(dict(sample.display(found)["data"]))]
    assert records[0]["measured"] == r"0.819 \in "
    old = {
        k: v.replace(r"\text{measured }0.819 \in ", "") if isinstance(v, str) else v
        for k, v in sample.display(found)["data"].items()
    }
    records.append(take_record(old))
    shown = [caption_math(caption, record) for record in records]
    assert shown == [[r"0.819 \in \left[0.8,\ 0.84\right]"], [r"\left[0.8,\ 0.84\right]"]]


def caption_math(caption, record):
    from dlnotes_site import evidence

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evidence, "badge", lambda env, verdict: nodes.inline(verdict, verdict))
        words = record | {"text": "share left"}
        return [node.astext() for node in caption(None, words, "x").findall(nodes.math)]


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ("computed by ema", "Computed by ema."),
        ("no code computes it: a name", "No code computes it: a name."),
        ("", ""),
    ],
)
def test_a_definition_says_which_code_computes_it(method, said):
    from dlnotes_site.evidence import how

    assert how(sample.record("definition", "definition", "a := b", method=method)) == said


def test_two_equations_with_one_label(root):
    again = sample.code("claim(a, b)", sample.display(sample.RECORDS[1]))
    respoil(root, sample.METADATA, [*sample.adam_cells(), again])
    assert "two equations are labelled 'unrolled-sum'" in refusal(root)


def test_an_unknown_verdict(root):
    odd = sample.code("claim(a, b)", sample.display(sample.record("claim", "believed", "a = b")))
    respoil(root, sample.METADATA, [*sample.adam_cells(), odd])
    assert "unknown verdict 'believed'" in refusal(root)


def test_a_notebook_that_is_not_in_the_list_of_chapters(root):
    sample.write_notebook(root, "alchemy", sample.METADATA, sample.adam_cells())
    assert "alchemy.ipynb: not in book/parts/foundations.yml" in refusal(root)


def spoil_metadata(root):
    respoil(root, {})
    return "notebooks/foundations/adam_vs_adamw.ipynb: metadata dlnotes.part is missing"


def spoil_label(root):
    clash = sample.record("claim", "proved", "a = b", "the-moving-average")
    cell = sample.code("claim(a, b)", sample.display(clash))
    respoil(root, sample.METADATA, [*sample.adam_cells(), cell])
    return "the label 'the-moving-average' is also the anchor of a heading"


def spoil_link(root):
    respoil(root, sample.METADATA, [sample.prose("# Adam\n\n[gone](#no-such-equation)")])
    return "no-such-equation"


def spoil_data(root):
    file = root / "book/parts/vision.yml"
    file.write_text(file.read_text("utf-8").replace("prerequisites: [autograd]", ""), "utf-8")
    return "book/parts/vision.yml: chapters.receptive_field.prerequisites is missing"


def spoil_placeholder(root):
    (root / "book/health.md").write_text("# Health\n\n<!-- site: weather -->\n")
    return "unknown part 'weather'"


SPOILERS = [spoil_metadata, spoil_label, spoil_link, spoil_data, spoil_placeholder]


@pytest.mark.parametrize("spoil", SPOILERS)
def test_a_spoilt_book_is_not_built(root, spoil):
    words = spoil(root)
    done = build(root)
    assert done.returncode != 0
    assert words in done.stderr and "Traceback" not in done.stderr


def test_two_builds_are_equal_byte_by_byte(built, tmp_path):
    again = tmp_path / "again"
    sample.write_sample(ROOT, again)
    assert build(again).returncode == 0
    different = list(differences(filecmp.dircmp(built / "_build/html", again / "_build/html")))
    assert not different


def differences(pair):
    """Files that are in one folder only, or not equal, here and in all folders below."""
    yield from [*pair.left_only, *pair.right_only]
    _, unequal, unread = filecmp.cmpfiles(pair.left, pair.right, pair.common_files, shallow=False)
    yield from [*unequal, *unread]
    for below in pair.subdirs.values():
        yield from differences(below)


def test_words_keep_mathematics():
    from dlnotes_site.tag import words

    kinds = [type(node) for node in words("a bias $b$ of $c$")]
    assert kinds == [nodes.Text, nodes.math, nodes.Text, nodes.math]


@pytest.mark.parametrize("name", ["dlnotes_site.tag", "tools.model.evidence"])
def test_the_examples_in_docstrings_hold(name):
    result = doctest.testmod(import_module(name))
    assert result.attempted and not result.failed


def test_the_downloaded_notebook_is_the_stored_one(built):
    name = "notebooks/foundations/adam_vs_adamw.ipynb"
    offered = json.loads((built / "_build/html/_sources" / name).read_text())
    assert offered == json.loads((built / name).read_text())


@pytest.mark.parametrize(
    ("field", "ends", "address"),
    [
        ("eprint = {1412.6980}", "A note. arXiv:1412.6980. ", "https://arxiv.org/abs/1412.6980"),
        ("doi = {10.1000/182}", "A note. doi:10.1000/182. ", "https://doi.org/10.1000/182"),
        ("pages = {1}", "A note. ", None),
    ],
)
def test_a_reference_has_an_arxiv_number_a_doi_or_neither(tmp_path, field, ends, address):
    from dlnotes_site.references import entry_node
    from dlnotes_site.tag import Tag

    fields = "author = {B, A}, title = {T}, year = {1900}, note = {A note}"
    (tmp_path / "book").mkdir()
    (tmp_path / references.FILE).write_text(f"@book{{b1900, {fields}, {field}}}")
    (entry,) = references.bibliography(tmp_path).values()
    node = entry_node(entry)
    assert node.astext() == f"B 1900. A B. T. {ends}"
    links = [tag["html"]["href"] for tag in node.findall(Tag) if tag["element"] == "a"]
    assert links == ([address] if address else [])
