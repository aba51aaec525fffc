"""Grades the code exercises of notebooks that were handed in: `python -m tools.grade FILE ...`.

Prints a table of comma-separated values: file, chapter, exercise (the id of its cell), verdict. A
verdict is that of the chapter's own `check`: "right", "wrong", "not solved yet", "raises", or
"missing" where the cell is gone. The check call and all cells ahead of it come from this book, not
from the file; the answer has to stand in the exercise's cell.

This runs other people's code with your rights, and in the process that judges it: grade in a
container, and do not take it for proof against somebody who sets out to cheat.
"""

import ast
import csv
import sys
from pathlib import Path

import nbformat

from tools.exercises import defined, result, used
from tools.model.chapter import find, on_disk
from tools.model.exercises import exercises, verb
from tools.model.prose import headings


def answers(nb):
    """{id of a cell: its source} of the code cells of a notebook."""
    return {cell.get("id"): cell.source for cell in nb.cells if cell.cell_type == "code"}


def answer_of(submitted, own):
    """A submitted cell without its calls of `check` and without what `check` is called with.

    Args:
        submitted: the source handed in.
        own: the source of the chapter's cell, whose last line judges.

    Raises:
        SyntaxError: it is not Python.
    """
    *stub, last = ast.parse(own).body
    answered = defined(ast.unparse(ast.Module([n for n in stub if not is_import(n)], [])))
    settled = used(ast.unparse(last)) - answered
    tree = ast.parse(submitted)
    tree.body = [n for n in tree.body if not is_check(n) and not defined(ast.unparse(n)) & settled]
    return ast.unparse(tree)


def is_check(node):
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and getattr(call.func, "id", "") == "check"


def is_import(node):
    return isinstance(node, ast.Import | ast.ImportFrom)


def grades(chapter, submitted):
    """(id of the exercise's cell, verdict) for each code exercise of a chapter.

    Args:
        chapter: the book's own, as `tools.model.chapter.find` gives it.
        submitted: the notebook that was handed in.
    """
    given = answers(submitted)
    return [
        (exercise.cell["id"], verdict(exercise, given.get(exercise.cell["id"])))
        for exercise in exercises(chapter.nb)
        if verb(exercise.cell.source) == "check"
    ]


def verdict(exercise, source):
    if source is None:
        return "missing"
    try:
        outcome = result(
            exercise.setup, exercise.cell.source, answer_of(source, exercise.cell.source)
        )
    except Exception:  # whatever a submitted cell raises outside the function that is checked
        return "raises"
    return outcome.verdict


def chapter_of(submitted, path):
    """The book's chapter that a notebook was made from, by its title.

    Raises:
        ValueError: the notebook has none, or the book has no such chapter.
    """
    title = next((text for *_, text in headings(submitted)), None)
    for chapter in map(find, on_disk()):
        if chapter.entry and chapter.entry.title == title:
            return chapter
    raise ValueError(f"{path}: its first heading is {title!r}, no title of a chapter of this book")


def main(paths):
    """Print the grades of the notebooks at `paths`; the exit status says whether all were read."""
    if not paths:
        print("python -m tools.grade FILE ...", file=sys.stderr)
        return 2
    table, status = csv.writer(sys.stdout, lineterminator="\n"), 0
    table.writerow(["file", "chapter", "exercise", "verdict"])
    for path in map(Path, paths):
        try:
            submitted = nbformat.read(path, as_version=4)
            chapter = chapter_of(submitted, path)
        except (OSError, ValueError) as error:
            print(f"grade: {error}", file=sys.stderr)
            status = 1
            continue
        for exercise, found in grades(chapter, submitted):
            table.writerow([path, chapter.name, exercise, found])
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
