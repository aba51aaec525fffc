"""Proves a chapter's exercises: solutions pass, stubs do not, questions know their answer.

`tools.model.exercises` finds them and says what form they have.

Only the earlier cells that an exercise needs are run: those that define a name it uses. A name that
a cell changes without assigning to it, such as `values.append(1)`, is not followed.
"""

import ast
import contextlib
import io
import symtable
import warnings

from dlnotes.exercise.outcome import UNSOLVED, Outcome
from dlnotes.exercise.questions import Question
from tools.model.exercises import BLOCK, exercises, verb
from tools.model.notebook import tags


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
        told.append("its source tells the answer and is not folded: make run")
    return told


JUDGES = {"check": judge_check, "Question": judge_question}  # those of the model
NAMED = ("Question", "Explorer")


def hidden(cell):
    """Whether the site and JupyterLab fold the cell's source away."""
    folded = cell.metadata.get("jupyter", {}).get("source_hidden", False)
    return bool({"hide-input", "remove-input"} & set(tags(cell))) and folded


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
