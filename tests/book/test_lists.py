"""The lists that are computed name the finished chapters, in order, and nothing else."""

import pytest
import yaml

from tests.book import samples
from tools import lists, notebooks
from tools.lints import tree
from tools.model.chapter import ROOT
from tools.model.errors import BookError

FIRST = "foundations/autograd"


@pytest.fixture
def root(tmp_path):
    return samples.chapter(samples.book(tmp_path)).root


def add(root, name):
    nb = notebooks.find(samples.NAME, root).nb
    notebooks.write(nb, notebooks.notebook_path(name, root))


def test_the_toc_names_finished_chapters_by_part_then_the_pages_around_them(root):
    add(root, FIRST)
    add(root, "systems/tf_export")
    toc = yaml.safe_load(lists.toc(root))
    captions = {part["caption"]: [c["file"] for c in part["chapters"]] for part in toc["parts"]}
    assert list(captions) == ["Foundations", "Systems", "About the book"]
    assert captions["Foundations"] == [f"notebooks/{FIRST}", f"notebooks/{samples.NAME}"]
    assert captions["About the book"][0] == "book/map"


def test_a_book_without_chapters_has_pages(tmp_path):
    toc = yaml.safe_load(lists.toc(samples.book(tmp_path)))
    assert [part["caption"] for part in toc["parts"]] == ["About the book"]


def test_the_readme_keeps_its_words_and_gets_its_rows(root):
    add(root, FIRST)
    assert lists.write(root) == ["_toc.yml", "README.md"]
    text = (root / "README.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| [")]
    assert rows == [
        "| [Automatic differentiation](notebooks/foundations/autograd.ipynb) "
        "| How does one backward pass find every derivative of a program? |",
        "| [Minimising a quadratic form](notebooks/foundations/quadratic_forms.ipynb) "
        "| What decides how fast the minimum of a bowl is found? |",
    ]
    assert text.startswith("# Book\n") and text.endswith("\n\nWords.\n")
    assert lists.write(root) == []


def test_a_draft_is_in_no_list(root):
    chapter = notebooks.find(samples.NAME, root)
    chapter.nb.metadata["dlnotes"]["status"] = "draft"
    samples.stored(chapter)
    assert lists.stale(root) == ["_toc.yml", "README.md"]
    lists.write(root)
    assert samples.NAME not in (root / "README.md").read_text("utf-8")
    assert samples.NAME not in (root / "_toc.yml").read_text("utf-8")


def test_a_new_title_makes_the_readme_stale(root):
    file = root / "book/parts/foundations.yml"
    file.write_text(file.read_text("utf-8").replace("Minimising a", "The least of a"), "utf-8")
    (message,) = tree.lists_are_current(root)
    assert message.startswith("README.md: ") and message.endswith(": make lists")


def test_a_readme_without_a_table_is_refused(root):
    (root / "README.md").write_text("# Book\n", "utf-8")
    with pytest.raises(BookError, match=r"README.md: no table .*\| chapter \| its question \|"):
        lists.write(root)


def test_a_missing_list_is_written(root):
    (root / "_toc.yml").unlink()
    assert lists.write(root) == ["_toc.yml"]


def test_the_book_s_own_lists_are_current(capsys):
    assert lists.stale(ROOT) == []
    assert lists.main() == 0
    assert "up to date" in capsys.readouterr().out


def test_main_tells_what_it_wrote_and_what_is_wrong(root, monkeypatch, capsys):
    monkeypatch.setattr(lists, "ROOT", root)
    add(root, FIRST)
    assert lists.main() == 0
    assert "wrote _toc.yml, README.md" in capsys.readouterr().out
    (root / "book/book.yml").unlink()
    assert lists.main() == 1
    assert "book/book.yml: there is no such file" in capsys.readouterr().err
