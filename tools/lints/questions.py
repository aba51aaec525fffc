"""Lint of questions: a number that is the right answer is computed in the chapter, not typed."""

import ast
import builtins

from tools.lints.code import trees
from tools.lints.fields import shaped

LIBRARIES = {"sp", "sympy", "torch", "np", "numpy", "math"}


def answers(chapter):
    """The answer of a question for a number holds a name of the chapter.

    The answer of a choice may be typed: it is one of the texts that stand beside it.
    """
    return [
        f"{chapter.at(n)}: the answer {ast.unparse(answer)} is typed: compute it from what the "
        "chapter claimed or measured"
        for n, tree in (trees(chapter) if shaped(chapter) else [])
        for call in ast.walk(tree)
        if (answer := answer_of(call)) is not None and not own_names(answer)
    ]


def answer_of(call):
    """The node of the answer of a question for a number, or None."""
    if not isinstance(call, ast.Call) or getattr(call.func, "id", None) != "Question":
        return None
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    if "choices" in named:
        return None
    return named.get("answer", call.args[2] if len(call.args) > 2 else None)


def own_names(node):
    """The names of the chapter in an expression: neither libraries nor builtins."""
    names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return {name for name in names - LIBRARIES if not hasattr(builtins, name)}


LINTS = [answers]
