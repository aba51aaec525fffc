"""Exercises: tasks, the cells that judge an answer, and solutions.

The convention: a Markdown cell tagged "exercise" with the task; a code cell that ends with
`check(...)` or with `Question(...)`; a Markdown cell `<details><summary>Solution</summary>` that,
for a stub, holds one ```python block which redefines what the stub left open.
"""

import ast
import re
from typing import NamedTuple

from tools.model.notebook import tags

TAG = "exercise"
JUDGES = ("check", "Question")
OPENED = "<summary>Solution"
SOLUTION = re.compile(r"<details>\s*<summary>Solution</summary>.*?</details>", re.DOTALL)
BLOCK = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


class Exercise(NamedTuple):
    """A cell that judges an answer.

    Attributes:
        position: of the code cell in the notebook, from 1.
        cell: the code cell.
        solution: the source of the Markdown cell behind it, or "".
        setup: sources of the code cells ahead of it.
    """

    position: int
    cell: object
    solution: str
    setup: list


def tasks(nb):
    """Positions, from 1, of the cells with a task."""
    return [position for position, cell in enumerate(nb.cells, 1) if TAG in tags(cell)]


def exercises(nb):
    """The cells that end with `check(...)` or `Question(...)`, in order."""
    found, setup = [], []
    for position, cell in enumerate(nb.cells, 1):
        if cell.cell_type != "code":
            continue
        if verb(cell.source):
            behind = nb.cells[position : position + 1]
            text = behind[0].source if behind and behind[0].cell_type == "markdown" else ""
            found.append(Exercise(position, cell, text, list(setup)))
        setup.append(cell.source)
    return found


def verb(source):
    """The name, check or Question, of the call that a cell ends with, else an empty text."""
    body = ast.parse(source).body
    last = body[-1].value if body and isinstance(body[-1], ast.Expr) else None
    name = last.func.id if isinstance(last, ast.Call) and isinstance(last.func, ast.Name) else ""
    return name if name in JUDGES else ""
