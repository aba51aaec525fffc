"""The book without solutions, for a course: `make student` writes it to `_build/student`.

It is a copy of what git tracks in which every solution has become one line. The site built there
and the notebooks in it are what a teacher hands out. Two things stay: the answers to questions,
which a page has to know in some form, and the functions that `check` compares with, which stand in
`dlnotes/<part>/exercises.py` of the installed package.
"""

import shutil
import subprocess
import sys

from tools.model import notebook
from tools.model.chapter import ROOT, find, on_disk
from tools.model.exercises import OPENED, SOLUTION

FOLDER = ROOT / "_build" / "student"
LINE = "*The solution is left out in this edition.*"


def without_solutions(nb):
    """Replace the solutions in the Markdown cells of `nb` by one line; return how many there were.

    Raises:
        ValueError: a solution is opened and not closed.
    """
    replaced = 0
    for position, cell in enumerate(nb.cells, 1):
        if cell.cell_type == "markdown":
            cell.source, count = SOLUTION.subn(LINE, cell.source)
            replaced += count
            if OPENED in cell.source:
                raise ValueError(f"cell {position}: a solution without its </details>")
    return replaced


def tracked(root):
    """Paths of the files that git tracks and that exist, relative to `root`."""
    command = ["git", "ls-files", "-z"]
    names = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout.decode()
    return [name for name in names.split("\0") if name and (root / name).is_file()]


def write(folder=FOLDER, root=ROOT):
    """Write the edition without solutions to `folder`, anew; return {chapter: solutions left out}.

    Raises:
        ValueError: no chapter has a solution, or one is not closed.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for name in tracked(root):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, target)
    left_out = {}
    for name in on_disk(folder):
        chapter = find(name, folder)
        nb = chapter.editable()
        left_out[name] = without_solutions(nb)
        notebook.write(nb, chapter.path)
    if not any(left_out.values()):
        raise ValueError("no solution was found in notebooks/: nothing was left out")
    return left_out


def main():
    """Write the edition and say where; the exit status says whether it worked."""
    try:
        left_out = write()
    except ValueError as error:
        print(f"student: {error}", file=sys.stderr)
        return 1
    for name, count in left_out.items():
        print(f"{name}: {count} solutions left out")
    print(f"student: {FOLDER.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
