"""Sums and products: finite, endless, divergent."""

import pytest
import sympy as sp
from mpmath import mp

from dlnotes.symbolic.errors import DivergenceError, EvaluationError, PoleError
from dlnotes.symbolic.numeric.evaluate import evaluate

k, j = sp.symbols("k j", integer=True)
n = sp.Symbol("n", integer=True)
q = sp.Symbol("q", real=True)
oo = sp.oo


def value_at(expr, **numbers):
    symbols = {s.name: s for s in expr.free_symbols}
    return evaluate(expr, {symbols[name]: sp.sympify(v) for name, v in numbers.items()})[0]


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (sp.Sum(k**2, (k, 3, 6)), 86),
        (sp.Sum(k, (k, 1, 0)), 0),
        (sp.Sum(k, (k, -2, 2)), 0),
        (sp.Product(k, (k, 2, 5)), 120),
        (sp.Product(k, (k, 1, 0)), 1),
        (sp.Sum(k * j, (k, 1, j), (j, 1, 3)), 25),
        (sp.Sum(sp.Product(j, (j, 1, k)), (k, 1, 4)), 33),
        (sp.Sum(sp.Piecewise((1, sp.Eq(k, 100)), (0, True)), (k, 0, oo)), 1),
    ],
    ids=str,
)
def test_finite(expr, expected):
    assert value_at(expr) == expected


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (sp.Sum(1 / k**2, (k, 1, oo)), sp.pi**2 / 6),
        (sp.Sum((-1) ** k / (2 * k + 1), (k, 0, oo)), sp.pi / 4),
        (sp.Sum(1 / sp.factorial(k), (k, 0, oo)), sp.E),
        (sp.Sum(sp.Rational(1, 2) ** k * k**2, (k, 0, oo)), sp.Integer(6)),
        (sp.Sum(sp.Rational(999, 1000) ** k, (k, 0, oo)), sp.Integer(1000)),
        (sp.Sum(sp.Rational(1, 3) ** sp.Abs(k), (k, -oo, oo)), sp.Integer(2)),
        (sp.Sum(2**k, (k, -oo, 3)), sp.Integer(16)),
        (sp.Sum(sp.Sum(sp.Rational(1, 3) ** k, (j, 0, k)), (k, 0, oo)), sp.Rational(9, 4)),
        (sp.Product(1 - 1 / k**2, (k, 2, oo)), sp.Rational(1, 2)),
        (sp.Product(1 + sp.Rational(1, 2) ** (2**k), (k, 0, 8)), 2 - sp.Rational(1, 2**511)),
    ],
    ids=str,
)
def test_endless(expr, expected):
    value = value_at(expr)
    with mp.workdps(50):
        assert abs(value - mp.mpf(sp.N(expected, 60))) < mp.mpf(10) ** -40


@pytest.mark.parametrize(
    "term",
    [
        *(1 / k, (-1) ** k, (-1) ** k * k, 2**k, (-2) ** k, sp.S.One),
        *(1 / sp.sqrt(k), sp.sin(k), 1 / (k * sp.log(k + 1)), sp.cos(sp.pi * k) ** 2),
        *(k / (k**2 + 1), (-1) ** k * k / (k + 1)),
    ],
    ids=str,
)
def test_divergent_sums_are_errors(term):
    with pytest.raises(DivergenceError, match="diverges"):
        value_at(sp.Sum(term, (k, 1, oo)))


@pytest.mark.parametrize("factor", [1 + 1 / k, 2 + 0 * k, 1 - 1 / sp.sqrt(k + 1)], ids=str)
def test_divergent_products_are_errors(factor):
    with pytest.raises(DivergenceError, match="diverges"):
        value_at(sp.Product(factor, (k, 1, oo)))


def test_a_geometric_series_depends_on_its_ratio():
    series = sp.Sum(q**k, (k, 0, oo))
    assert abs(value_at(series, q="-1/2") - mp.mpf(2) / 3) < 1e-15
    with pytest.raises(DivergenceError):
        value_at(series, q="3/2")


def test_slow_series_are_not_guessed():
    with pytest.raises(EvaluationError):
        value_at(sp.Sum(1 / (k * sp.log(k) ** 2), (k, 2, oo)))


def test_a_sum_that_runs_backwards_has_no_value():
    with pytest.raises(PoleError, match="runs backwards"):
        value_at(sp.Sum(k, (k, 1, n)), n=-3)
    assert value_at(sp.Sum(k, (k, 1, n)), n=0) == 0


def test_ends_are_integers():
    with pytest.raises(EvaluationError, match="not integers"):
        value_at(sp.Sum(k, (k, 0, q)), q="1/2")


def test_too_many_terms_are_refused():
    with pytest.raises(EvaluationError, match="too many"):
        value_at(sp.Sum(sp.sin(k), (k, 1, 10**6)))
