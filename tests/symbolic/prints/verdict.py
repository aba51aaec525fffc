"""Whether a print says what was checked."""

import numpy as np

from tests.symbolic.prints.checked import checked
from tests.symbolic.prints.nodes import Node, free
from tests.symbolic.prints.reader import read
from tests.symbolic.prints.tokens import PrintError
from tests.symbolic.prints.values import Point


class NoPointError(PrintError):
    """What was checked has no finite value at the points tried."""


POINTS = 6
CLOSE = 1e-8


def compare_print(tex, text):
    """Reads a print and compares it with the exact text of what was checked.

    Args:
        tex: LaTeX of the statement.
        text: from `dlnotes.symbolic.printing.exact`.

    Raises:
        PrintError: it cannot be read, has two readings, or says something else.
    """
    known, head, sides = checked(text)
    sign, left, right = read(tex, known)
    if sign != {"agrees": "="}.get(head, head):
        raise PrintError(f"printed {sign}, checked {head}")
    if head == "agrees":
        _same_arguments(left, sides[0], known)
        left = sides[0] = Node("number", (0,))
    for name, printed, wanted in (("left", left, sides[0]), ("right", right, sides[1])):
        try:
            same_values(printed, wanted, known)
        except PrintError as error:
            raise PrintError(f"{name} side: {error}") from None


def _same_arguments(printed, wanted, known):
    if printed is None:
        return
    if len(printed) != len(wanted.args):
        raise PrintError(f"printed the arguments {printed}, checked {wanted.args}")
    for one, other in zip(printed, wanted.args, strict=True):
        try:
            same_values(one, other, known)
        except PrintError as error:
            raise PrintError(f"arguments: {error}") from None


def same_values(printed, wanted, known):
    """Raises a `PrintError` where two trees have different values at a random point."""
    good = 0
    for turn in range(4 * POINTS):
        point = Point(known, turn)
        try:
            expected = point.value(with_ends(wanted))
        except (OverflowError, ZeroDivisionError, ValueError, PrintError):
            continue
        if not np.all(np.abs(expected) < 1e12):
            continue
        try:
            found = point.value(with_ends(printed))
        except (OverflowError, ZeroDivisionError, ValueError) as error:
            raise PrintError(f"false: has no value where it should: {printed}") from error
        if np.shape(found) != np.shape(expected):
            raise PrintError(f"shape {np.shape(found)}, expected {np.shape(expected)}")
        if not np.all(np.abs(found - expected) <= CLOSE * (1 + np.abs(expected))):
            raise PrintError(f"false: reads as {printed}")
        good += 1
        if good == POINTS:
            return
    raise NoPointError("cannot be computed at enough points")


def with_ends(node):
    """`O(...)` without a point is meant at zero, in every name of it."""
    if not isinstance(node, (Node, tuple)):
        return node
    if isinstance(node, Node) and node.op == "order" and len(node.args) == 1:
        zero = Node("number", (0,))
        ends = tuple((name, zero) for name in sorted(free(node)))
        return Node("order", (node.args[0], *ends))
    parts = tuple(map(with_ends, node.args if isinstance(node, Node) else node))
    return Node(node.op, parts) if isinstance(node, Node) else parts
