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

OPENING = """\
# {title}

{question} Draft: why that matters.

After this chapter you will be able to do these things:

- Draft: something that can be checked"""

CELLS = [
    (
        "code",
        """\
import matplotlib.pyplot as plt
import sympy as sp
import torch

from dlnotes.plotting import alt, figure, use_style
from dlnotes.symbolic import claim, define, finding

use_style()""",
    ),
    (
        "markdown",
        """\
## What is given

Draft: the assumptions, each stated once. A displayed equation in the text is a goal, a definition
or an assumption; what follows from it is printed by a claim.""",
    ),
    (
        "code",
        """\
a, b = sp.symbols("a b", real=True)
mean = (a + b) / 2
define(sp.Symbol("m"), mean, "Draft: what the symbol means",
       only="Draft: why no code computes it, or by=function")""",
    ),
    (
        "markdown",
        """\
## Derivation

Draft: one step, one sentence that says why, one claim.""",
    ),
    (
        "code",
        'claim((a - mean) ** 2, (b - mean) ** 2, "Draft: why the step holds")',
    ),
    (
        "markdown",
        """\
## Code

Draft: show the reference code with `show_source`, then prove with `agree` that it computes the
formula above.

## Experiment

Draft: what the formula predicts, on real data where there are any.""",
    ),
    (
        "code",
        """\
x = torch.linspace(-1, 1, 101)
fig, ax = figure()
ax.plot(x, x**2)
ax.set(xlabel="x", ylabel="square of x")
alt("Draft: what the picture shows, and what the reader should see in it.")
plt.show()""",
    ),
    (
        "code",
        """\
finding("Draft: the mean of the squares", (x**2).mean(), 0.30, 0.36,
        against=0.5, label="mean-square")""",
    ),
    (
        "markdown",
        """\
## What this settles

Draft: the answer to the question at the top, and where it does not hold. A number is a link to what
holds it: the mean is [0.34](#mean-square).

## Exercises""",
    ),
    ("exercise", "**1.** Draft: a task with one right answer."),
    (
        "markdown",
        """\
<details><summary>Solution</summary>

Draft: the solution, step by step.

</details>""",
    ),
    (
        "markdown",
        """\
## Sources

Draft: the papers, as links like `[Authors year](../../book/references.md#key)`, and what the note
that this chapter grew from leaves open.""",
    ),
]


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
    for kind, source in CELLS:
        cell = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
        tags = {"tags": ["exercise"]} if kind == "exercise" else {}
        cells.append(cell(source, metadata=tags))
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
