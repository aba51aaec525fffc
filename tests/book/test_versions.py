"""Which versions `make versions` asks for, and what it runs with them."""

import re

import pytest

from tests.book import samples
from tools import versions
from tools.model.chapter import ROOT


def test_lowest_is_exactly_what_the_package_allows():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    asked = versions.requirements("lowest")
    for name, oldest in re.findall(r'^    "([\w-]+)>=([\d.]+)",$', text, re.MULTILINE):
        assert f"{name}=={oldest}" in asked
        assert name in versions.requirements("newest")


def test_another_kind_is_refused():
    with pytest.raises(ValueError, match="'middle': expected one of lowest, newest"):
        versions.requirements("middle")
    assert versions.main(["middle"]) == versions.main([]) == 2


@pytest.mark.parametrize("line", ["numpy", "numpy==2", "numpy>=2,<3"])
def test_only_lower_bounds_are_understood(tmp_path, line):
    (tmp_path / "pyproject.toml").write_text(f'[project]\ndependencies = ["{line}"]\n')
    with pytest.raises(ValueError, match=r"expected name>=version, nothing else"):
        versions.dependencies(tmp_path)


def test_a_chapter_that_raises_is_named(tmp_path, capsys):
    chapter = samples.chapter(samples.book(tmp_path))
    assert versions.execute_all(tmp_path) == []
    chapter.nb.cells.append(samples.code("1 / 0"))
    samples.stored(chapter)
    assert versions.execute_all(tmp_path) == [samples.NAME]
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_tests_that_need_the_site_s_tools_exist_and_are_left_out():
    (_, command), _ = versions.commands("python")
    for path in versions.LEFT_OUT:
        assert (ROOT / path).exists()
        assert f"--ignore={path}" in command
