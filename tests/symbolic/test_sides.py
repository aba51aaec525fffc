"""Sides of a statement: shapes, entries and vacuous claims."""

import pytest
import sympy as sp

from dlnotes.symbolic.errors import ShapeError, VacuousClaimError
from dlnotes.symbolic.sides import entries, refuse_vacuous, without_matrices

x, y, t, s = sp.symbols("x y t s", real=True)
k, j = sp.symbols("k j", integer=True)
n = sp.Symbol("n", integer=True, positive=True)
f = sp.Function("f")
A, B = sp.MatrixSymbol("A", 2, 2), sp.MatrixSymbol("B", 2, 2)


def test_scalars_are_one_pair():
    assert entries(x, y) == [(None, x, y)]
    w = sp.IndexedBase("w")
    assert entries(w[k, j], w[j, k]) == [(None, w[k, j], w[j, k])]


def test_matrices_are_pairs_in_reading_order():
    pairs = entries(sp.Matrix([[1, 2], [3, 4]]), sp.Matrix([[5, 6], [7, 8]]))
    assert pairs == [((0, 0), 1, 5), ((0, 1), 2, 6), ((1, 0), 3, 7), ((1, 1), 4, 8)]


def test_matrix_products_are_written_out():
    (pair, *_) = entries(A * B, B * A)
    index, left, right = pair
    assert index == (0, 0)
    assert sp.expand(left - right) == A[0, 1] * B[1, 0] - A[1, 0] * B[0, 1]


@pytest.mark.parametrize(
    ("left", "right"),
    [(sp.eye(2), sp.eye(3)), (sp.eye(2), x), (x, A), (sp.ones(1, 2), sp.ones(2, 1))],
)
def test_shapes_must_match(left, right):
    with pytest.raises(ShapeError, match="left side has shape"):
        entries(left, right)


def test_shapes_must_be_numbers():
    C = sp.MatrixSymbol("C", n, n)
    with pytest.raises(ShapeError, match="concrete numbers"):
        entries(C, C.T)


def test_traces_and_determinants_become_real_numbers():
    trace = without_matrices(sp.Trace(A * B) + sp.Determinant(A))
    assert not trace.has(sp.MatrixSymbol, sp.Trace, sp.Determinant)
    assert all(symbol.is_real for symbol in trace.free_symbols)
    assert len(trace.free_symbols) == 8


VACUOUS = [
    (x + y, y + x),
    (sp.Sum(f(k), (k, 1, n)), sp.Sum(f(j), (j, 1, n))),
    (sp.Product(k * x, (k, 1, n)), sp.Product(j * x, (j, 1, n))),
    (sp.Integral(f(t), (t, 0, 1)), sp.Integral(f(s), (s, 0, 1))),
    (sp.Limit(sp.sin(t) / t, t, 0), sp.Limit(sp.sin(s) / s, s, 0)),
    (
        sp.Limit(sp.Limit(x * t * s, t, 0), s, 0),
        sp.Limit(sp.Limit(x * y * t, y, 0), t, 0),
    ),
    (sp.Subs(f(t).diff(t), t, x), sp.Subs(f(s).diff(s), s, x)),
    (
        sp.Sum(sp.Sum(f(k, j), (k, 1, j)), (j, 1, n)),
        sp.Sum(sp.Sum(f(j, k), (j, 1, k)), (k, 1, n)),
    ),
    (
        sp.ImmutableMatrix([[sp.Sum(f(k), (k, 1, n)), 1]]),
        sp.ImmutableMatrix([[sp.Sum(f(j), (j, 1, n)), 1]]),
    ),
    (sp.UnevaluatedExpr(x + 1), x + 1),
    (sp.Add(x, y, evaluate=False), sp.Add(y, x, evaluate=False)),
    ((A * B).T, B.T * A.T),
]


@pytest.mark.parametrize(("left", "right"), VACUOUS, ids=lambda side: str(side))
def test_the_same_expression_twice_is_vacuous(left, right):
    with pytest.raises(VacuousClaimError, match=r"evaluate=False, sympy\.UnevaluatedExpr"):
        refuse_vacuous(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (x, y),
        (sp.Sum(f(k), (k, 1, n)), sp.Sum(f(j), (j, 0, n))),
        (sp.Limit(sp.sin(t) / t, t, 0), sp.Limit(sp.sin(2 * s) / s, s, 0)),
        (sp.Mul(2, x + y, evaluate=False), 2 * x + 2 * y),
        (x - sp.UnevaluatedExpr(y + t), x - y - t),
    ],
)
def test_different_expressions_are_not_vacuous(left, right):
    refuse_vacuous(left, right)
