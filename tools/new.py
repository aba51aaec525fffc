"""Start a chapter: `python -m tools.new part/name`.

The skeleton has the order in which every chapter of the book answers its question. It runs, and it
passes the lints as a draft; what it says is filler, marked by the word "Draft".
"""

import sys

import nbformat

from tools.bootstrap import refresh
from tools.lints.fields import SHAPE
from tools.model.catalogue import catalogue
from tools.model.chapter import ROOT, notebook_path
from tools.model.notebook import write
from tools.run import RunError, run
from tools.skeleton import CELLS, OPENING, TEXTS


def skeleton(name, root=ROOT):
    """The notebook of the new chapter `name`, not yet run.

    Raises:
        ValueError: the book has no chapter of that name.
    """
    entry = catalogue(root).entries.get(name)
    if entry is None:
        file = f"book/parts/{name.split('/')[0]}.yml"
        raise ValueError(f"CHAPTER={name!r}: not in {file}: add it there, in its place")
    opening = OPENING.format(title=entry.title, question=entry.question)
    cells = [nbformat.v4.new_markdown_cell(opening)]
    cells += [CELLS[kind](source) for kind, source in TEXTS]
    for number, cell in enumerate(cells, 1):
        cell.id = f"cell-{number}"
    nb = nbformat.v4.new_notebook(cells=cells)
    nb.metadata["dlnotes"] = {
        "status": "draft",
        "shape": SHAPE,
        "part": entry.part,
        "summary": "Draft: the answer in one sentence.",
        "summary_zh": "草稿：一句话概括本章。",
        "minutes": 45,
        "level": "intermediate",
        "papers": [],
        "source": {"note": "Draft: which note this chapter grew from, and what was cut."},
    }
    refresh(nb)
    return nb


def new(name, root=ROOT, say=print):
    """Write the skeleton of the chapter `name` and run it.

    Raises:
        ValueError: there is such a notebook already, or the book has no chapter of that name.
        RunError: the skeleton does not run here.
    """
    path = notebook_path(name, root)
    nb = skeleton(name, root)
    if path.exists():
        raise ValueError(f"CHAPTER={name!r}: the notebook is there already")
    write(nb, path)
    try:
        run(name, root, say)
    except RunError:
        path.unlink()
        raise


def main(names):
    """Start the one chapter in `names`; the exit status says whether it worked."""
    if len(names) != 1:
        print("name one chapter: make new CHAPTER=part/name", file=sys.stderr)
        return 2
    try:
        new(names[0])
    except (ValueError, RunError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"notebooks/{names[0]}.ipynb is a draft; CONTRIBUTING.md says how to go on")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
