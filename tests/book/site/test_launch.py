"""Links out of a published chapter: where it runs, and where an error is reported."""

from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import nbformat
import pytest
from dlnotes_site.launch import binder_link, colab_link, report_link

from dlnotes import __version__
from tests.book.site.sample import PUBLISHED, code, notebook
from tools.bootstrap import bootstrap_source
from tools.model.published import Place, published_place

SHA = PUBLISHED[1]
PATH = "notebooks/foundations/autograd.ipynb"
PAGES = "notebooks/foundations/"
CHAPTER = SimpleNamespace(part="foundations", name="autograd")


def stored(source):
    return nbformat.from_dict(notebook({}, [code(source)]))


@pytest.mark.parametrize("ending", ["", "/", ".git"])
def test_repository_and_commit_come_from_the_first_cell(ending):
    found = published_place(stored(bootstrap_source(PUBLISHED[0] + ending, SHA)))
    assert found == Place("https://github.com/someone/book", SHA)


def test_an_unpublished_chapter_has_no_place():
    assert published_place(stored(bootstrap_source())) is None
    assert published_place(stored("x = 1")) is None


@pytest.mark.parametrize(
    ("repository", "colab", "binder"),
    [
        (
            "https://github.com/someone/book",
            f"https://colab.research.google.com/github/someone/book/blob/published/{PATH}",
            f"https://mybinder.org/v2/gh/someone/book/published?urlpath=lab/tree/{PATH}",
        ),
        (
            "https://gitlab.com/group/sub/book",
            None,
            f"https://mybinder.org/v2/gl/group%2Fsub%2Fbook/published?urlpath=lab/tree/{PATH}",
        ),
        (
            "https://git.example.org/a/book",
            None,
            "https://mybinder.org/v2/git/https%3A%2F%2Fgit.example.org%2Fa%2Fbook/published"
            f"?urlpath=lab/tree/{PATH}",
        ),
        ("file:///srv/book", None, None),
    ],
)
def test_links_that_run_a_chapter(repository, colab, binder):
    place = Place(repository, SHA)
    assert colab_link(place, PATH) == colab
    assert binder_link(place, PATH) == binder


@pytest.mark.parametrize(
    ("repository", "path", "body"),
    [
        ("https://github.com/someone/book", "/someone/book/issues/new", "body"),
        ("https://gitlab.com/someone/book", "/someone/book/-/issues/new", "issue[description]"),
    ],
)
def test_a_report_carries_chapter_version_and_commit(repository, path, body):
    link = urlsplit(report_link(Place(repository, SHA), CHAPTER, "1.2.3"))
    text = parse_qs(link.query)[body][0]
    assert link.path == path
    assert all(words in text for words in ("foundations/autograd", "1.2.3", SHA))


def test_hosts_without_a_known_form_get_no_report_link():
    assert report_link(Place("https://git.example.org/a/book", SHA), CHAPTER, "1") is None


def test_a_published_page_has_the_buttons_and_the_report(serve):
    page = (serve("sample").html / PAGES / "autograd.html").read_text("utf-8")
    assert f"colab.research.google.com/github/someone/book/blob/published/{PATH}" in page
    assert f"mybinder.org/v2/gh/someone/book/published?urlpath=lab/tree/{PATH}" in page
    assert "https://github.com/someone/book/issues/new?title=foundations%2Fautograd" in page
    assert f"foundations/autograd, version {__version__}, commit {SHA[:10]}" in page


def test_an_unpublished_page_has_words_instead(serve):
    page = (serve("sample").html / PAGES / "adam_vs_adamw.html").read_text("utf-8")
    assert "launch-buttons" not in page and "issues/new" not in page
    assert f"name the chapter and version: foundations/adam_vs_adamw, version {__version__}" in page
