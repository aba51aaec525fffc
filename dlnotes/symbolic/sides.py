"""The sides of a statement: shapes, entries, free symbols, and whether anything is claimed."""

import sympy as sp
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.matrices.expressions.matexpr import MatrixElement

from dlnotes.symbolic.errors import ShapeError, VacuousClaimError
from dlnotes.symbolic.printing import latex


def expression(side, name):
    """A sympy scalar or matrix, or a `TypeError` naming the argument."""
    if isinstance(side, (str, float)):
        raise TypeError(f"{name}={side!r}: expected a sympy expression or matrix")
    side = sp.sympify(side)
    side = side.as_immutable() if isinstance(side, sp.MatrixBase) else side
    if isinstance(side, (Relational, bool)) or not isinstance(side, (sp.Expr, sp.MatrixBase)):
        raise TypeError(f"{name}={side!r}: expected a sympy expression or matrix")
    floats = side.atoms(sp.Float)
    if floats:
        raise ValueError(
            f"{name}={side} holds the rounded number {min(floats)}: write an exact one, "
            "such as Rational(1, 10)"
        )
    return side


def one_line(side):
    """A side as one line of plain text."""
    text = str(side.tolist() if isinstance(side, sp.MatrixBase) else side)
    return " ".join(text.split())


def entries(lhs, rhs):
    """Pairs of scalar expressions to compare, with the index of each (None for scalars).

    Args:
        lhs, rhs: both scalars, or both matrices of the same shape (concrete numbers of rows and
            columns; a `MatrixSymbol` is taken entry by entry).

    Raises:
        ShapeError: shapes differ, or are not concrete.
    """
    shapes = [_shape(side) for side in (lhs, rhs)]
    if shapes[0] != shapes[1]:
        raise ShapeError(
            f"the left side has shape {_words(shapes[0])}, the right side {_words(shapes[1])}"
        )
    if shapes[0] is None:
        return [(None, lhs, rhs)]
    left, right = (_explicit(side) for side in (lhs, rhs))
    rows, columns = shapes[0]
    return [((i, j), left[i, j], right[i, j]) for i in range(rows) for j in range(columns)]


def _shape(side):
    if not isinstance(side, (sp.MatrixBase, sp.MatrixExpr)):
        return None
    shape = side.shape
    if not all(getattr(n, "is_Integer", isinstance(n, int)) for n in shape):
        raise ShapeError(f"{side} has shape {shape}: expected concrete numbers of rows and columns")
    return tuple(int(n) for n in shape)


def _words(shape):
    return "of a scalar" if shape is None else f"{shape[0]} x {shape[1]}"


def _explicit(side):
    return side.doit().as_explicit() if isinstance(side, sp.MatrixExpr) else side


def without_matrices(expr):
    """A scalar with its traces, determinants and matrix entries written out.

    Entries of a `MatrixSymbol` become real symbols named after their place.
    """
    matrices = {m: m.as_explicit() for m in expr.atoms(sp.MatrixSymbol)}
    nodes = expr.atoms(sp.Trace, sp.Determinant, MatrixElement)
    outer = {n: n.xreplace(matrices).doit() for n in nodes if not n.is_Symbol}
    expr = expr.xreplace(outer)
    entries_left = expr.atoms(MatrixElement)
    return expr.xreplace({e: sp.Symbol(str(e), real=True) for e in entries_left})


def refuse_vacuous(lhs, rhs):
    """Raises `VacuousClaimError` if the sides are one expression but for bound names.

    Sides that print alike are refused too: a reader would see `a = a`.
    """
    if lhs == rhs or _canonical(lhs) == _canonical(rhs) or latex(lhs) == latex(rhs):
        raise VacuousClaimError(
            f"both sides are {lhs} before any simplification, so nothing would be checked. "
            "sympy merges some true steps on construction: keep a side as written with "
            "evaluate=False, sympy.UnevaluatedExpr or sympy.MatMul"
        )


def _canonical(side):
    """The side with bound variables renamed; sympy's `as_dummy` leaves those of limits alone."""
    return side.replace(sp.Limit, _canonical_limit).as_dummy()


def _canonical_limit(body, variable, target, direction):
    name = sp.Symbol(f"_limit_{len(body.atoms(sp.Limit))}")
    return sp.Limit(body.xreplace({variable: name}), name, target, str(direction))


def without_heads(part):
    """An expression with a plain symbol for each `v[t]` and `f(x)`, named as it prints.

    Tuples are taken part by part, and what is no expression of sympy stays as it is.

    Raises:
        ValueError: a bound variable stands in one of them, so that no single number is meant.
    """
    if isinstance(part, (tuple, list)):
        return tuple(map(without_heads, part))
    if not isinstance(part, (sp.Basic, sp.MatrixBase)):
        return part
    bound = {s for node in part.atoms(ExprWithLimits, sp.Limit) for s in _bound(node)}
    nodes = part.atoms(sp.Indexed, AppliedUndef)
    for node in sorted(nodes, key=str):
        if node.free_symbols & bound:
            raise ValueError(f"{node} in {part} stands for many numbers, not for one")
    return part.xreplace({node: _plain_symbol(node) for node in nodes})


def _bound(node):
    return {node.args[1]} if isinstance(node, sp.Limit) else set(node.variables)


def _plain_symbol(node):
    assumed = [name for name in ("integer", "positive", "real") if getattr(node, f"is_{name}")]
    return sp.Symbol(str(node), **dict.fromkeys(assumed, True))
