"""Steps of a formula: a value, how it was written, and how arithmetic joins two of them."""

import ast
import operator
from typing import NamedTuple

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.functions.elementary.trigonometric import TrigonometricFunction

from dlnotes.symbolic.printing.latex import PRINTER, broken_power
from dlnotes.symbolic.printing.pieces import (
    Level,
    Piece,
    add,
    bracketed,
    divide,
    multiply,
    negative,
    power,
)
from dlnotes.symbolic.printing.source import UnwrittenError

NUMBERS = (int, sp.Rational)


class Written(NamedTuple):
    """A value and how it was written.

    Attributes:
        value: what Python gives.
        piece: its LaTeX, or None where it cannot be shown, such as a tuple.
        op: what it is: "+", "*", "/", "-", "call", "tuple"; "named sum" for a sum that has a name
            in the source, "given" for a number that has one; "with" for numbers put in; or "".
        parts: pieces of terms, of factors, above and below a line, behind a minus; LaTeX of a
            function and of its arguments; the `Written` members of a tuple; a piece, and the LaTeX
            of the numbers put in.
    """

    value: object
    piece: Piece | None
    op: str = ""
    parts: tuple = ()


def leaf(value):
    """A value that the source only names."""
    if isinstance(value, (bool, float, complex)):
        raise UnwrittenError(value)
    if isinstance(value, int):
        return Written(value, PRINTER.piece(sp.Integer(value)))
    if isinstance(value, sp.MatrixBase):
        return Written(value, PRINTER.piece(value.as_immutable()))
    if isinstance(value, sp.Add):
        terms = tuple(PRINTER.terms(value))
        return Written(value, add(terms), "named sum", terms)
    if isinstance(value, (AppliedUndef, TrigonometricFunction)):
        name, opening, arguments = PRINTER.piece(value).tex.partition(r"{\left(")
        return Written(value, PRINTER.piece(value), "call", (name, opening + arguments))
    shows = isinstance(value, (sp.Expr, sp.MatrixExpr))
    return Written(value, PRINTER.piece(value) if shows else None)


def given(value):
    """A value that has a name: a number that is not written out is marked as such."""
    found = leaf(value)
    return found._replace(op="given") if isinstance(value, NUMBERS) else found


def joined(op, left, right):
    """The step `left op right`; `op` is the class of the operator in the source.

    Raises:
        UnwrittenError: one of them has no LaTeX, or it is no arithmetic.
    """
    if left.piece is None or right.piece is None or op not in ARITHMETIC:
        raise UnwrittenError(op)
    value = ARITHMETIC[op](left.value, right.value)
    if is_number(left) and is_number(right):
        return leaf(value)._replace(op="given" if "given" in (left.op, right.op) else "")
    kept = without_given(op, left, right)
    return RULES[op](value, left, right) if kept is None else kept._replace(value=value)


def is_number(written):
    return isinstance(written.value, NUMBERS)


def without_given(op, left, right):
    """What is left of a step with a 0 or a 1 that only has a name; None where there is neither.

    `normal(z, 0, 1)` is not shown with its mean of 0 taken off.
    """
    left_is, right_is = (side.value if side.op == "given" else None for side in (left, right))
    if op in (ast.Add, ast.Sub) and right_is == 0:
        return left
    if op is ast.Add and left_is == 0:
        return right
    if op is ast.Mult and 0 in (left_is, right_is):
        return left if left_is == 0 else right
    if op in (ast.Mult, ast.Div, ast.Pow) and right_is == 1:
        return left
    return right if op is ast.Mult and left_is == 1 else None


def _sum(value, left, right):
    """Terms go on from the left. A sum on the right was put in brackets, unless it has a name."""
    if right.op == "named sum":
        return _terms(value, left, right.parts)
    signed = right.piece.level == Level.SIGNED
    return _terms(value, left, (bracketed(right.piece) if signed else right.piece,))


def _terms(value, left, more):
    terms = (left.parts if left.op in ("+", "named sum") else (left.piece,)) + more
    return Written(value, add(terms), "+", terms)


def _difference(value, left, right):
    return _terms(value, left, (negative(right.piece),))


def _product(value, left, right):
    factors = left.parts if left.op == "*" else (left.piece,)
    factors += right.parts if right.op == "*" else (right.piece,)
    commute = sp.sympify(value).is_commutative
    return Written(value, multiply(factors, commute), "*", factors)


def _quotient(value, left, right):
    """`a / b / c` is one fraction."""
    if left.op == "-":
        inner = _quotient(-value, Written(-left.value, *left.parts), right)
        return Written(value, negative(inner.piece), "-", (inner.piece,))
    if left.op == "/":
        above, below = left.parts
        right = _product(right.value, *sorted((Written(1, below), right), key=_is_letter))
        left = Written(left.value, above)
    parts = (left.piece, right.piece)
    return Written(value, divide(*parts), "/", parts)


def _is_letter(written):
    """Numbers stand first below the line too."""
    return not written.piece.tex.isdigit()


def _power(value, left, right):
    exponent = sp.sympify(right.value)
    if exponent.is_Rational and exponent.q != 1:
        return Written(value, broken_power(left.piece, exponent))
    if left.op == "call" and left.parts and exponent.is_Integer and exponent > 1:
        (name, arguments) = left.parts
        return Written(value, Piece(f"{name}^{{{exponent}}}{arguments}", Level.FRACTION))
    return Written(value, power(left.piece, right.piece))


RULES = {
    ast.Add: _sum,
    ast.Sub: _difference,
    ast.Mult: _product,
    ast.MatMult: _product,
    ast.Div: _quotient,
    ast.Pow: _power,
}
ARITHMETIC = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.MatMult: operator.matmul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
