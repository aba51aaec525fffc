"""Formulas as the source of the call writes them: order of terms and factors, and grouping.

What is shown has the value that was checked; else sympy's order is used.
"""

import ast

import sympy as sp

from dlnotes.symbolic.printing import source
from dlnotes.symbolic.printing.calls import matrix_piece
from dlnotes.symbolic.printing.latex import PRINTER
from dlnotes.symbolic.printing.source import Names
from dlnotes.symbolic.printing.walk import FOLLOWING, Walk, same


def as_written(frame, place, name, checked):
    """The piece of an argument of the running call, as its source writes it.

    Args:
        frame: the frame that makes the call.
        place, name: of the argument.
        checked: the expression that it was.
    """
    call = source.running_call(frame)
    node = call and source.argument(call, place, name)
    return _shown(node, frame, checked)


def with_values(frame, place, name, checked):
    r"""The piece of an argument, and `\text{with}\ a = 1` where the source puts numbers in.

    A formula with its symbols says more than the same with their numbers multiplied out.
    """
    call = source.running_call(frame)
    node = call and source.argument(call, place, name)
    found = _followed(node, frame)
    if found and found.op == "with" and same(found.value, checked):
        return found.parts
    if found and found.op == "tuple" and same(sp.Matrix(found.value), checked):
        column = matrix_piece([found], None)
        return (column or PRINTER.piece(checked)), ""
    return _shown(node, frame, checked), ""


def sides_as_written(frame, lhs, rhs):
    """The pieces of both sides of the inequality that is the first argument of the running call."""
    call = source.running_call(frame)
    relation = call and source.argument(call, 0, "lhs")
    nodes = relation.args[:2] if isinstance(relation, ast.Call) else ()
    left, right = nodes if len(nodes) == 2 else (None, None)
    return _shown(left, frame, lhs), _shown(right, frame, rhs)


def _shown(node, frame, checked):
    """The piece of a node whose value is seen to be what was checked, else in sympy's order."""
    found = _followed(node, frame)
    if found and found.piece is not None and same(found.value, checked):
        return found.piece
    return PRINTER.piece(checked)


def _followed(node, frame):
    """A node as it is written, or None where the source cannot be followed."""
    try:
        return node and Walk(Names.of_frame(frame)).written(node)
    except FOLLOWING:
        return None
