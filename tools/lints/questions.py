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
        if (answer := answer_of(call)) is not None and is_typed(answer, assigned(chapter))
    ]


def is_typed(answer, assignments):
    """Whether an answer holds no name of the chapter, or is a name for a typed number.

    Args:
        answer: its node.
        assignments: {name: nodes that it was assigned}.
    """
    if isinstance(answer, ast.Name):
        found = assignments.get(answer.id, [])
        return bool(found) and not any(own_names(node) for node in found)
    return not own_names(answer)


def assigned(chapter):
    """{name: nodes} of what the chapter's code assigns to single names."""
    found = {}
    for _, tree in trees(chapter):
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                found.setdefault(node.targets[0].id, []).append(node.value)
    return found


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
