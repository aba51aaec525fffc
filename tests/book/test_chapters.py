"""Every chapter on disk, and the repository, keep to every rule."""

import pytest
import yaml

import dlnotes
from tools import exercises, notebooks
from tools.lints import tree
from tools.lints.__main__ import CHAPTER_LINTS


@pytest.mark.parametrize("lint", CHAPTER_LINTS, ids=lambda lint: lint.__name__)
@pytest.mark.parametrize("name", notebooks.on_disk())
def test_chapter(name, lint):
    found = lint(notebooks.find(name))
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("name", notebooks.on_disk())
def test_solutions_pass_and_stubs_do_not(name):
    found = exercises.problems(notebooks.find(name).nb)
    assert not found, f"{name}:\n" + "\n".join(found)


@pytest.mark.parametrize("lint", tree.LINTS, ids=lambda lint: lint.__name__)
def test_repository(lint):
    found = lint(notebooks.ROOT)
    assert not found, "\n" + "\n".join(found)


def test_there_are_chapters():
    assert notebooks.on_disk(), "notebooks/ holds no chapter: nothing would be checked"


def test_the_version_is_the_same_everywhere():
    citation = yaml.safe_load((notebooks.ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == dlnotes.__version__
    assert f"\n## {dlnotes.__version__}" in (notebooks.ROOT / "CHANGELOG.md").read_text("utf-8")
