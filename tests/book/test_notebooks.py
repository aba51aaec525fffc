"""Finding, reading, normalising and writing chapters."""

import copy
import json

import nbformat
import pytest

from tests.book import samples
from tools import notebooks
from tools.normalise import alt_text, copy_alt, normalise


@pytest.fixture
def root(tmp_path):
    return samples.book(tmp_path)


def test_chapters_on_disk_are_in_reading_order_unknown_ones_last(root):
    chapter = samples.chapter(root)
    for name in ("vision/detr", "foundations/aaa", "foundations/autograd"):
        notebooks.write(chapter.nb, notebooks.notebook_path(name, root))
    notebooks.write(chapter.nb, root / "notebooks/vision/.ipynb_checkpoints/detr.ipynb")
    assert notebooks.on_disk(root) == [
        "foundations/autograd",
        samples.NAME,
        "vision/detr",
        "foundations/aaa",
    ]


def test_an_unknown_chapter_is_named_with_those_there_are(root):
    samples.chapter(root)
    with pytest.raises(ValueError, match=r"CHAPTER='vision/x': .*foundations/quadratic_forms"):
        notebooks.find("vision/x", root)


def test_normalise_drops_what_changes_from_editor_to_editor(root):
    clean = samples.chapter(root)
    messy = copy.deepcopy(clean.nb)
    messy.metadata.update(widgets={"state": {}}, kernelspec={"name": "env"}, toc={})
    messy.metadata["language_info"]["version"] = "3.12.1"
    count = 40
    for cell in messy.cells:
        cell.metadata.update(collapsed=True, execution={"t": 1}, vscode={})
        if cell.cell_type == "code":
            cell.execution_count = count = count + 3
    messy.cells[0].source += "\n\n"
    messy.cells[0].metadata["tags"] = []
    messy.nbformat_minor = 4
    assert notebooks.text(messy) != notebooks.text(clean.nb)
    assert notebooks.text(normalise(messy)) == notebooks.text(clean.nb)


def test_normalise_keeps_what_the_author_wrote(root):
    nb = samples.chapter(root).nb
    once = notebooks.text(nb)
    assert '"hide-cell"' in once and '"alt": "A straight line' in once
    assert [cell.id for cell in nb.cells][:2] == ["cell-1", "bootstrap"]
    assert notebooks.text(normalise(nb)) == once


def test_normalise_gives_every_cell_one_id():
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell() for _ in range(3)])
    for cell in nb.cells:
        cell.id = "same"
    normalise(nb)
    assert [cell.id for cell in nb.cells] == ["same", "cell-2", "cell-3"]
    assert [cell.id for cell in normalise(nb).cells] == ["same", "cell-2", "cell-3"]


def test_an_output_counts_as_its_cell():
    result = nbformat.v4.new_output("execute_result", {"text/plain": "2"}, execution_count=17)
    cell = samples.code("1 + 1", result)
    cell.execution_count = 17
    nb = normalise(nbformat.v4.new_notebook(cells=[cell]))
    assert nb.cells[0].execution_count == nb.cells[0].outputs[0].execution_count == 1


def test_a_notebook_is_stored_with_sorted_keys_and_its_own_letters(root):
    chapter = samples.chapter(root)
    raw = chapter.path.read_bytes().decode("utf-8")
    assert "极小值" in raw and raw.endswith("}\n") and "\r" not in raw
    assert raw == json.dumps(json.loads(raw), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def test_alt_text_is_read_from_the_call():
    assert alt_text('plt.plot(x)\nalt("one "\n    "two")\nplt.show()') == "one two"
    assert alt_text("plt.plot(x)") is None


@pytest.mark.parametrize(
    "source, words",
    [
        ('alt("a")\nalt("b")', "one figure a cell"),
        ('alt(f"{x} rises")', "written out"),
        ("alt(words)", "written out"),
        ("alt()", "written out"),
    ],
)
def test_an_alt_call_that_cannot_be_read_names_its_cell(source, words):
    nb = nbformat.v4.new_notebook(cells=[samples.code("1"), pictured(source)])
    with pytest.raises(ValueError, match=f"cell 2: .*{words}"):
        copy_alt(nb)


def pictured(source, about=None):
    """A code cell whose output is a picture, described by the output's metadata or not at all."""
    data, about = {"image/png": "AAAA"}, {"image/png": about or {}}
    picture = nbformat.v4.new_output("display_data", data, metadata=about)
    cell = samples.code(source)
    cell.outputs = [picture]
    return cell


def test_words_that_come_with_a_picture_are_copied():
    cell, function = pictured("live(draw)", {"alt": "A line."}), samples.code("alt(words)")
    copy_alt(nbformat.v4.new_notebook(cells=[function, cell]))
    assert cell.metadata["mystnb"] == {"image": {"alt": "A line."}}
    assert "mystnb" not in function.metadata


def test_alt_text_follows_the_call_and_goes_with_it():
    cell = pictured('alt("first")')
    nb = nbformat.v4.new_notebook(cells=[cell])
    copy_alt(nb)
    assert cell.metadata["mystnb"] == {"image": {"alt": "first"}}
    cell.source = "plt.show()"
    copy_alt(nb)
    assert "mystnb" not in cell.metadata
