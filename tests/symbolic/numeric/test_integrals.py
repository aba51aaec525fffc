"""Definite integrals: values, narrow peaks, kinks, and divergence."""

import pytest
import sympy as sp
from mpmath import mp

from dlnotes.symbolic.errors import DivergenceError, EvaluationError
from dlnotes.symbolic.numeric.evaluate import evaluate

x, y, a = sp.symbols("x y a", real=True)
line = (x, -sp.oo, sp.oo)
half = (x, 0, sp.oo)


def gauss(mean, width):
    return sp.exp(-((x - mean) ** 2) / (2 * width**2)) / (width * sp.sqrt(2 * sp.pi))


BOX = sp.Piecewise((10**6, (3 * x > 1) & (10**6 * (3 * x - 1) < 3)), (0, True))
VALUES = [
    (sp.Integral(x**2, (x, 0, 3)), 9),
    (sp.Integral(x**2, (x, 3, 0)), -9),
    (sp.Integral(x, (x, 2, 2)), 0),
    (sp.Integral(sp.log(x), (x, 0, 1)), -1),
    (sp.Integral(1 / sp.sqrt(x), (x, 0, 1)), 2),
    (sp.Integral(sp.exp(-x), half), 1),
    (sp.Integral(sp.exp(x), (x, -sp.oo, 0)), 1),
    (sp.Integral(gauss(0, 1), line), 1),
    (sp.Integral(x**2 * gauss(0, 3), line), 9),
    (sp.Integral(1 / (1 + x**2), line), sp.pi),
    (sp.Integral(1 / sp.cosh(x), line), sp.pi),
    (sp.Integral(x * gauss(0, 1), line), 0),
    (sp.Integral(gauss(0, 1) * sp.cos(20 * x), line), sp.exp(-200)),
    (sp.Integral(sp.sin(x) ** 2, (x, 0, 2 * sp.pi)), sp.pi),
    (sp.Integral(x * y, (x, 0, y), (y, 0, 2)), 2),
]


@pytest.mark.parametrize(("expr", "expected"), VALUES, ids=str)
def test_values(expr, expected):
    value, _ = evaluate(expr, {})
    with mp.workdps(50):
        assert abs(value - mp.mpf(sp.N(expected, 60))) < mp.mpf(10) ** -30


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (sp.Integral(sp.Abs(sp.sin(2 * x)), (x, 0, 2 * sp.pi)), 4),
        (sp.Integral(sp.Abs(sp.sin(2 * x)), (x, 2 * sp.pi, 0)), -4),
        (sp.Integral(sp.Abs(sp.cos(x)), (x, 0, 50 * sp.pi)), 100),
        (sp.Integral(sp.Max(sp.sin(x), sp.cos(x)), (x, 0, 2 * sp.pi)), 2 * sp.sqrt(2)),
        (sp.Integral(sp.sign(sp.sin(x)), (x, 0, 3 * sp.pi)), sp.pi),
        (sp.Integral(sp.Abs(x * sp.exp(x) - 1), (x, 0, sp.LambertW(1))), None),
        (sp.Integral(sp.floor(x), (x, 0, sp.Rational(5, 2))), 2),
        (sp.Integral(sp.ceiling(x), (x, -2, 2)), 2),
        (sp.Integral(sp.floor(x**2), (x, 0, 2)), 5 - sp.sqrt(2) - sp.sqrt(3)),
        (sp.Integral(sp.Mod(x, 2), (x, -3, 5)), 8),
        (sp.Integral(sp.Mod(x, sp.Rational(2, 7)), (x, 0, 2)), sp.Rational(2, 7)),
        (sp.Integral(sp.frac(3 * x), (x, 0, 1)), sp.Rational(1, 2)),
        (sp.Integral(sp.Abs(sp.Max(sp.sin(x), 0)), (x, 0, 4 * sp.pi)), 4),
        (sp.Integral(sp.Abs(x - y), (x, 0, 1), (y, 0, 1)), sp.Rational(1, 3)),
    ],
    ids=str,
)
def test_kinks_and_jumps_are_split_at(expr, expected):
    if expected is None:
        end = sp.LambertW(1)
        expected = end - (end - 1) * sp.exp(end) - 1
    value, _ = evaluate(expr, {})
    with mp.workdps(50):
        assert abs(value - mp.mpf(sp.N(expected, 60))) < mp.mpf(10) ** -30


def test_zeros_without_a_formula_are_found():
    value, _ = evaluate(sp.Integral(sp.Abs(x**5 + a * x - 1), (x, 0, 2)), {a: sp.Integer(1)})
    with mp.workdps(50):
        root = mp.findroot(lambda t: t**5 + t - 1, 0.75)
        below = root**6 / 6 + root**2 / 2 - root
        assert abs(value - (mp.mpf(64) / 6 - 2 * below)) < mp.mpf(10) ** -30


def test_too_many_jumps_are_an_error():
    with pytest.raises(EvaluationError, match="more than 200 kinks or jumps"):
        evaluate(sp.Integral(sp.floor(100 * x), (x, 0, 5)), {})


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (sp.Integral(gauss(100, sp.Rational(1, 1000)), line), 1),
        (sp.Integral(gauss(sp.Rational(1, 3), sp.Rational(1, 10**4)), (x, 0, 1)), 1),
        (sp.Integral(gauss(5000, 1), (x, 0, 10000)), 1),
        (sp.Integral(gauss(0, 1) + gauss(30, sp.Rational(1, 10)), line), 2),
    ],
    ids=["line", "interval", "far", "two"],
)
def test_narrow_peaks_are_found(expr, expected):
    value, _ = evaluate(expr, {})
    assert abs(value - expected) < mp.mpf(10) ** -30


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (sp.Integral(sp.Abs(x - 1), (x, 0, 3)), "2.5"),
        (sp.Integral(sp.Max(x, x**2), (x, 0, 2)), "2.8333333333333333333333333333333333"),
        (sp.Integral(sp.Piecewise((1, 7 * x < 1), (0, True)), (x, 0, 1)), sp.Rational(1, 7)),
        (sp.Integral(BOX, (x, 0, 1)), 1),
        (sp.Integral(sp.Heaviside(x - 1) * sp.exp(-x), half), sp.exp(-1)),
        (sp.Integral(sp.sign(x) * gauss(0, 1) * x, line), sp.sqrt(2 / sp.pi)),
    ],
    ids=["absolute", "maximum", "step", "box", "Heaviside", "sign"],
)
def test_kinks_and_jumps_split_the_range(expr, expected):
    value, _ = evaluate(expr, {})
    assert abs(value - mp.mpf(sp.N(expected, 30))) < 1e-14


@pytest.mark.parametrize(
    "expr",
    [
        *(sp.Integral(1 / x, (x, 0, 1)), sp.Integral(1 / x, (x, -1, 1))),
        *(sp.Integral(1 / x**2, (x, -1, 1)), sp.Integral(1 / (x - a), (x, 0, 1))),
        *(sp.Integral(1 / x, (x, 1, sp.oo)), sp.Integral(x, line)),
        *(sp.Integral(sp.sin(x), half), sp.Integral(sp.sin(x) / x, half)),
        *(sp.Integral(sp.exp(x), half), sp.Integral(sp.S.One, line)),
    ],
    ids=str,
)
def test_what_does_not_converge_is_an_error(expr):
    with pytest.raises(EvaluationError):
        evaluate(expr, {a: sp.Rational(1, 3)} if expr.has(a) else {})


def test_divergence_is_named():
    with pytest.raises(DivergenceError, match="does not converge"):
        evaluate(sp.Integral(1 / x, (x, 0, 1)), {})


def test_indefinite_integrals_are_refused():
    for expr in (sp.Integral(x, x), sp.Integral(x, (x, 1))):
        with pytest.raises(EvaluationError, match="claim the derivative"):
            evaluate(expr, {x: sp.Integer(1)})


def test_an_oscillation_that_fits_the_nodes_is_not_missed():
    expr = sp.Integral(gauss(0, 1) * sp.cos(16 * sp.pi * x), line)
    try:
        value, _ = evaluate(expr, {})
    except EvaluationError:
        return
    assert abs(value) < 1e-30
