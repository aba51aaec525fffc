"""The edition without solutions, and the grades of what comes back."""

import nbformat
import pytest

from tools import grade, notebooks, student

CHAPTER = "foundations/adam_vs_adamw"
EXERCISE = "spike_step"
RIGHT = "def spike_step(beta1, beta2):\n    return (1 - beta1) / (1 - beta2) ** 0.5\n"


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    """(folder, {chapter: solutions left out})"""
    folder = tmp_path_factory.mktemp("student")
    return folder, student.write(folder)


def test_every_solution_is_left_out_and_nothing_else(edition):
    folder, left_out = edition
    assert set(left_out) == set(notebooks.on_disk())
    for name, count in left_out.items():
        own, copy = notebooks.find(name).nb, notebooks.find(name, folder).nb
        assert count == sum(cell.source.count("<summary>Solution") for cell in own.cells) > 0
        changed = [a for a, b in zip(own.cells, copy.cells, strict=True) if a != b]
        assert len(changed) <= count
        assert all("<summary>Solution" in cell.source for cell in changed)
        assert "<summary>Solution" not in notebooks.text(copy)


def test_the_edition_is_the_whole_repository(edition):
    folder, _ = edition
    names = student.tracked(notebooks.ROOT)
    assert all((folder / name).is_file() for name in names)
    assert {"Makefile", "_toc.yml", "dlnotes/__init__.py"} <= set(names)


def test_an_open_solution_is_refused():
    cell = nbformat.v4.new_markdown_cell("<details><summary>Solution</summary>\n\nIt is 2.")
    with pytest.raises(ValueError, match="cell 1: a solution without its </details>"):
        student.without_solutions(nbformat.v4.new_notebook(cells=[cell]))


def handed_in(answer=None, *, drop=False):
    """The chapter's notebook with another source in the exercise's cell, or without the cell."""
    nb = notebooks.find(CHAPTER).nb
    (place,) = [i for i, c in enumerate(nb.cells) if f"check({EXERCISE}," in c.source]
    if drop:
        del nb.cells[place]
    elif answer is not None:
        nb.cells[place].source = answer
    return nb


def grade_of(nb):
    chapter = notebooks.find(CHAPTER)
    (place,) = [c["id"] for c in chapter.nb.cells if f"check({EXERCISE}," in c.source]
    return dict(grade.grades(chapter, nb))[place]


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (None, "not solved yet"),
        (RIGHT, "right"),
        ("from dlnotes.explore import check\n" + RIGHT, "right"),
        (RIGHT.replace("0.5", "2"), "wrong"),
        ("def spike_step(beta1, beta2):\n    raise KeyError(1)\n", "raises"),
        ("1 / 0", "raises"),
        ("def spike_step(:", "raises"),
        ("def check(*a):\n    return 'right'\n\ndef spike_step(a, b):\n    return 7\n", "wrong"),
        (RIGHT.replace("0.5", "2") + "\nexercises = None\ncheck(spike_step, spike_step)", "wrong"),
    ],
)
def test_a_grade_is_the_chapter_s_own_verdict(answer, verdict):
    assert grade_of(handed_in(answer)) == verdict


def test_a_cell_that_is_gone_is_missing():
    assert grade_of(handed_in(drop=True)) == "missing"


def test_the_table(tmp_path, capsys):
    good, bad = tmp_path / "anna.ipynb", tmp_path / "other.ipynb"
    nbformat.write(handed_in(RIGHT), good)
    nbformat.write(nbformat.v4.new_notebook(), bad)
    assert grade.main([str(good), str(bad)]) == 1
    told = capsys.readouterr()
    head, *rows = told.out.splitlines()
    assert head == "file,chapter,exercise,verdict"
    assert any(row.startswith(f"{good},{CHAPTER},") and row.endswith(",right") for row in rows)
    assert f"{bad}: its first heading is None, no title" in told.err
    assert grade.main([]) == 2
