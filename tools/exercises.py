"""Proves a chapter's exercises: solutions pass, stubs do not, questions know their answer.

The convention: a Markdown cell tagged "exercise" with the task; a code cell that ends with
`check(...)` or with `Question(...)`; a Markdown cell `<details><summary>Solution</summary>` that,
for a stub, holds one ```python block which redefines what the stub left open.

Only the earlier cells that an exercise needs are run: those that define a name it uses. A name that
a cell changes without assigning to it, such as `values.append(1)`, is not followed.
"""

import ast
import contextlib
import io
import re
import symtable
import warnings
from typing import NamedTuple

from dlnotes.exercise.outcome import UNSOLVED, Outcome
from dlnotes.exercise.questions import Question

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


def problems(nb):
    """What is wrong with the exercises of a notebook, one line each; an empty list if nothing is.

    Args:
        nb: a notebook, as nbformat reads it.
    """
    return misplaced(nb) + [
        f"cell {exercise.position}: {message}"
        for exercise in exercises(nb)
        for message in JUDGES[verb(exercise.cell.source)](exercise)
    ]


def misplaced(nb):
    """Calls that would not be judged, because they are not the last line of their cell; names that
    two widgets of a page share."""
    told, names = [], set()
    for position, cell in enumerate(nb.cells, 1):
        found = calls(cell.source) if cell.cell_type == "code" else []
        judged = sum(call.func.id in JUDGES for call in found)
        if judged > 1 or (judged and not verb(cell.source)):
            told.append(f"cell {position}: call check or Question once, as the cell's last line")
        for call in found:
            name = getattr(call.args[0], "value", None) if call.args else None
            if call.func.id in NAMED and name in names:
                told.append(f"cell {position}: another widget of this chapter is named {name!r}")
            names |= {name} if call.func.id in NAMED else set()
    return told


def calls(source):
    """Calls of `check` and of the widgets that have a name."""
    return [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (*JUDGES, *NAMED)
    ]


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


def judge_check(exercise):
    """The stub is not solved, the solution behind it is."""
    blocks = BLOCK.findall(exercise.solution)
    if len(blocks) != 1:
        return [f"{len(blocks)} python blocks in the solution behind it: expected one"]
    stub, solution = exercise.cell.source, blocks[0]
    if not defined(solution) & defined(stub):
        names = ", ".join(sorted(defined(stub)))
        return [f"the solution defines none of the stub's names: {names}"]
    before = result(exercise.setup, stub)
    after = result(exercise.setup, stub, solution)
    if not isinstance(before, Outcome):
        return [f"the cell ends with {before!r}, which is no outcome of check"]
    told = []
    if before.verdict != UNSOLVED:
        told.append(f'the stub is not "{UNSOLVED}": {before}')
    if not after.solved:
        told.append(f"the solution does not pass: {after}")
    return told


def judge_question(exercise):
    """It accepts its own answer, no other, and its source is folded away."""
    question = result(exercise.setup, exercise.cell.source)
    if not isinstance(question, Question):
        return [f"the cell ends with {question!r}, which is no question"]
    right, wrong = question.examples()
    told = [] if question.accepts(right) else [f"it refuses its own answer {right!r}"]
    told += [f"it accepts {wrong!r}"] if question.accepts(wrong) else []
    if not hidden(exercise.cell):
        told.append(
            "its source tells the answer: tag it 'hide-input' and set jupyter.source_hidden"
        )
    return told


JUDGES = {"check": judge_check, "Question": judge_question}
NAMED = ("Question", "Explorer")


def hidden(cell):
    """Whether the site and JupyterLab fold the cell's source away."""
    tags = cell.metadata.get("tags", [])
    folded = cell.metadata.get("jupyter", {}).get("source_hidden", False)
    return bool({"hide-input", "remove-input"} & set(tags)) and folded


def result(setup, source, solution=""):
    """Value of the last line of a cell; `solution` runs just ahead of that line."""
    *body, last = ast.parse(source).body
    body += ast.parse(solution).body
    space = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the chapter's own run is judged elsewhere
        for piece in needed(setup, used(source) | used(solution)):
            exec(compile(piece, "<setup>", "exec"), space)
        exec(compile(ast.Module(body, []), "<exercise>", "exec"), space)
        return eval(compile(ast.Expression(last.value), "<exercise>", "eval"), space)


def needed(sources, names):
    """Those of the sources, in order, that define a name used behind them."""
    kept, wanted = [], set(names)
    for source in reversed(sources):
        if defined(source) & wanted:
            kept.append(source)
            wanted |= used(source)
    return kept[::-1]


def defined(source):
    """Names that a cell binds for the cells behind it."""
    symbols = symtable.symtable(source, "<cell>", "exec").get_symbols()
    return {s.get_name() for s in symbols if s.is_assigned() or s.is_imported()}


def used(source):
    """Names of the notebook that a cell reads, those inside its functions included."""
    return read_by(symtable.symtable(source, "<cell>", "exec"))


def read_by(table):
    outermost = table.get_type() == "module"
    names = {s.get_name() for s in table.get_symbols() if s.is_global() or outermost}
    return names.union(*map(read_by, table.get_children()))
