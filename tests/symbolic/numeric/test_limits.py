"""Limits, derivatives and substitutions."""

import pytest
import sympy as sp
from mpmath import mp

from dlnotes.symbolic.errors import EvaluationError
from dlnotes.symbolic.numeric.evaluate import evaluate

x, y = sp.symbols("x y", real=True)
n, k = sp.symbols("n k", integer=True, positive=True)
oo = sp.oo


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (sp.Limit(sp.sin(x) / x, x, 0), 1),
        (sp.Limit((1 + 2 / x) ** x, x, oo), sp.exp(2)),
        (sp.Limit((1 + 2 / n) ** n, n, oo), sp.exp(2)),
        (sp.Limit(x * sp.log(x), x, 0), 0),
        (sp.Limit(sp.sqrt(x), x, 0), 0),
        (sp.Limit(sp.log(x) / x, x, oo), 0),
        (sp.Limit(sp.exp(x), x, -oo), 0),
        (sp.Limit(sp.Abs(x) / x, x, 0, "+"), 1),
        (sp.Limit(sp.Abs(x) / x, x, 0, "-"), -1),
        (sp.Limit((x**2 - 1) / (x - 1), x, 1, "+-"), 2),
        (sp.Limit(sp.floor(x), x, 1, "-"), 0),
        (sp.Limit(sp.floor(10 * x) / x, x, oo), 10),
        (sp.Limit(x * sp.sin(1 / x), x, 0), 0),
        (sp.Limit(sp.Limit(sp.sin(x * y) / (x * y), x, 0), y, 0), 1),
        (sp.Limit(sp.Sum(1 / k**2, (k, 1, n)), n, oo), sp.pi**2 / 6),
        (sp.Limit(sp.Sum(k / n**2, (k, 1, n)), n, oo), sp.Rational(1, 2)),
        (sp.Limit(sp.Integral(sp.exp(-y), (y, x, 1)), x, 0), 1 - sp.exp(-1)),
    ],
    ids=str,
)
def test_limits(expr, expected):
    value, _ = evaluate(expr, {})
    with mp.workdps(50):
        assert abs(value - mp.mpf(sp.N(expected, 60))) < mp.mpf(10) ** -30


@pytest.mark.parametrize(
    "expr",
    [
        *(sp.Limit(sp.sin(1 / x), x, 0), sp.Limit(sp.sin(x), x, oo)),
        *(sp.Limit(1 / x, x, 0), sp.Limit(sp.log(x), x, oo), sp.Limit(sp.log(sp.log(x)), x, oo)),
        *(sp.Limit((-1) ** n, n, oo), sp.Limit(sp.cos(sp.pi * n / 5), n, oo)),
        *(sp.Limit(sp.floor(x) - x, x, oo), sp.Limit(sp.cos(x) * sp.sqrt(x), x, oo)),
        *(sp.Limit(sp.Abs(x) / x, x, 0, "+-"), sp.Limit(sp.exp(1 / x), x, 0, "+-")),
        *(sp.Limit(sp.Sum(1 / k, (k, 1, n)), n, oo), sp.Limit(sp.Sum((-1) ** k, (k, 1, n)), n, oo)),
        sp.Limit(sp.Rational(1, 10**100) / x, x, 0),
    ],
    ids=str,
)
def test_limits_that_do_not_exist_are_errors(expr):
    with pytest.raises(EvaluationError):
        evaluate(expr, {})


def test_sin_of_pi_x_has_no_limit():
    """It vanishes at every integer, so round steps would see the limit 0."""
    with pytest.raises(EvaluationError):
        evaluate(sp.Limit(sp.sin(sp.pi * x), x, oo), {})


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (sp.Derivative(sp.sin(x), x), sp.cos(sp.Rational(1, 3))),
        (sp.Derivative(x**5, x, 3), sp.Rational(60, 9)),
        (sp.Derivative(sp.exp(x * y), x, y), sp.exp(sp.Rational(2, 3)) * sp.Rational(5, 3)),
        (sp.Derivative(sp.Abs(x), x), 1),
        (sp.Derivative(sp.Integral(y**2, (y, 0, x)), x), sp.Rational(1, 9)),
        (sp.Subs(sp.Derivative(y**3, y), y, x + 1), sp.Rational(16, 3)),
        (sp.Subs(x + y, (x, y), (y, 3)), 5),
    ],
    ids=str,
)
def test_derivatives_and_substitutions(expr, expected):
    value, _ = evaluate(expr, {x: sp.Rational(1, 3), y: sp.Integer(2)})
    with mp.workdps(50):
        assert abs(value - mp.mpf(sp.N(expected, 60))) < mp.mpf(10) ** -30


@pytest.mark.parametrize(
    "expr", [sp.Derivative(sp.Abs(x), x), sp.Derivative(sp.Max(0, x), x)], ids=str
)
def test_a_kink_has_no_derivative(expr):
    with pytest.raises(EvaluationError, match="slopes to both sides differ"):
        evaluate(expr, {x: sp.Integer(0)})
