"""Every chapter on disk, and the repository, keep to every rule."""

import pytest
import yaml

import dlnotes
from tools import exercises, notebooks
from tools.lints import tree
from tools.lints.__main__ import CHAPTER_LINTS


def tell(messages):
    """Fails with the messages alone: an author needs no traceback of the tests."""
    if messages:
        pytest.fail("\n".join(messages), pytrace=False)


@pytest.mark.parametrize("lint", CHAPTER_LINTS, ids=lambda lint: lint.__name__)
@pytest.mark.parametrize("name", notebooks.on_disk())
def test_chapter(name, lint):
    tell(lint(notebooks.find(name)))


@pytest.mark.parametrize("name", notebooks.on_disk())
def test_solutions_pass_and_stubs_do_not(name):
    tell([f"{name}: {problem}" for problem in exercises.problems(notebooks.find(name).nb)])


@pytest.mark.parametrize("lint", tree.LINTS, ids=lambda lint: lint.__name__)
def test_repository(lint):
    tell(lint(notebooks.ROOT))


def test_there_are_chapters():
    assert notebooks.on_disk(), "notebooks/ holds no chapter: nothing would be checked"


def test_the_version_is_the_same_everywhere():
    citation = yaml.safe_load((notebooks.ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == dlnotes.__version__
    assert f"\n## {dlnotes.__version__}" in (notebooks.ROOT / "CHANGELOG.md").read_text("utf-8")
