"""Evaluation to 50 digits: right values, honest errors, no silent junk."""

import pytest
import sympy as sp
from mpmath import mp

from dlnotes.symbolic.errors import EvaluationError, PoleError
from dlnotes.symbolic.numeric.evaluate import evaluate, show_point

x, y = sp.symbols("x y", real=True)
n = sp.Symbol("n", integer=True, positive=True)
point = {x: sp.Rational(3, 7), y: sp.Rational(-5, 4)}


def assert_value(expr, expected, at=point, digits=45):
    """Value to the given digits, and an error bound that is true."""
    value, error = evaluate(sp.sympify(expr), at)
    with mp.workdps(80):
        difference = abs(value - expected)
        assert difference <= mp.mpf(10) ** -digits * max(1, abs(expected))
        assert difference <= max(error, mp.mpf(10) ** -60 * max(1, abs(expected)))


@pytest.mark.parametrize(
    "name",
    [
        *("exp", "log", "sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan"),
        *("sinh", "cosh", "tanh", "coth", "asinh", "atanh", "erf", "erfc", "erfi", "gamma"),
        *("loggamma", "digamma", "zeta", "sqrt", "cbrt", "factorial", "LambertW"),
    ],
)
def test_functions_have_mpmath_values(name):
    with mp.workdps(90):
        t = mp.mpf(3) / 7
        other = {"LambertW": "lambertw"}.get(name, name)
        expected = getattr(mp, other)(t)
    assert_value(getattr(sp, name)(x), expected)


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (sp.Abs(y), "1.25"),
        (sp.sign(y), "-1"),
        (sp.floor(y), "-2"),
        (sp.ceiling(y), "-1"),
        (sp.Mod(y, 1), "0.75"),
        (7 * sp.Max(x, y, 0) - 4 * sp.Min(x, y), "8"),
        (sp.Heaviside(x), "1"),
        (sp.Piecewise((1, x > 1), (2, y < 0), (3, True)), "2"),
        (sp.Piecewise((1, (x > 0) & (y > 0)), (2, (x > 0) | (y > 0))), "2"),
        (sp.Piecewise((1, ~(x > 0)), (2, sp.Ne(x, y))), "2"),
        (sp.binomial(n, 2), "10"),
        (sp.KroneckerDelta(n, 5), "1"),
        (sp.factorial(n), "120"),
        (sp.UnevaluatedExpr(x - x), "0"),
        (sp.re(sp.I * x) + sp.im(3 * sp.I), "3"),
        (sp.conjugate(sp.I) * sp.I, "1"),
        (sp.chebyshevt(3, y), "-4.0625"),
    ],
    ids=str,
)
def test_other_functions(expr, expected):
    with mp.workdps(90):
        assert_value(expr, mp.mpf(expected), {**point, n: sp.Integer(5)})


def test_complex_numbers():
    z = sp.Symbol("z")
    value, _ = evaluate(sp.exp(z) + sp.sqrt(-1 + z * 0), {z: sp.I})
    with mp.workdps(60):
        assert mp.almosteq(value, mp.mpc(mp.cos(1), mp.sin(1) + 1), rel_eps=mp.mpf(10) ** -48)


def test_roots_are_principal():
    value, _ = evaluate(x ** sp.Rational(1, 3), {x: sp.Integer(-8)})
    with mp.workdps(60):
        assert mp.almosteq(value, mp.mpc(1, mp.sqrt(3)), rel_eps=mp.mpf(10) ** -48)


@pytest.mark.parametrize("power", [20, 60, 200])
def test_cancelled_digits_are_computed_again(power):
    h = sp.Rational(1, 10**power)
    value, _ = evaluate((sp.exp(x) - 1 - x) / x**2, {x: h})
    assert abs(value - 0.5) < 1e-15


def test_a_value_of_zero_has_an_absolute_error():
    value, error = evaluate(sp.cosh(x) ** 2 - sp.sinh(x) ** 2 - 1, point)
    assert value == 0
    assert 0 < error < mp.mpf(10) ** -700


def test_a_very_small_value_is_not_zero():
    value, error = evaluate(sp.log(1 + sp.exp(-x)), {x: sp.Integer(400)})
    assert error < value
    assert mp.almosteq(value, mp.exp(-400), rel_eps=1e-12)


def test_what_even_many_digits_do_not_show_is_zero_within_its_error():
    tiny = sp.Rational(1, 10**900)
    value, error = evaluate(sp.exp(x) - 1, {x: tiny})
    assert value == 0
    assert error > mp.mpf(10) ** -900


def test_exact_numbers_have_no_error():
    third, error = evaluate(sp.Rational(1, 3), {})
    assert error == 0
    with mp.workdps(60):
        assert abs(third - mp.mpf(1) / 3) < mp.mpf(10) ** -58


@pytest.mark.parametrize(
    ("expr", "value"),
    [(1 / x, 0), (sp.log(x), 0), (sp.cot(x), 0), (sp.gamma(x), -2), (sp.zoo * x, 1)],
    ids=str,
)
def test_poles_are_errors(expr, value):
    with pytest.raises(EvaluationError) as caught:
        evaluate(expr, {x: sp.Integer(value)})
    assert isinstance(caught.value, PoleError) or expr.has(sp.gamma)


@pytest.mark.parametrize(
    "expr",
    [
        sp.Function("f")(x),
        sp.IndexedBase("w")[1] * x,
        sp.MatrixSymbol("A", 2, 2)[0, 0],
        sp.DiracDelta(x),
        sp.Piecewise((1, x > 10)),
        sp.Derivative(x**2, y),
        sp.Symbol("missing"),
    ],
    ids=str,
)
def test_what_has_no_value_is_an_error(expr):
    at = {x: point[x]}
    with pytest.raises(EvaluationError, match="cannot evaluate"):
        evaluate(expr, at)


@pytest.mark.parametrize(
    "expr",
    [
        sp.floor((sp.sqrt(2) + sp.sqrt(3)) ** 2 - 2 * sp.sqrt(6) + 0 * x),
        sp.ceiling(sp.log(8) / sp.log(2) * sp.UnevaluatedExpr(1)),
        sp.Piecewise((1, sp.sin(x) ** 2 + sp.cos(x) ** 2 <= 1), (2, True)),
        sp.Mod(sp.sin(x) ** 2 + sp.cos(x) ** 2, 1),
    ],
    ids=["floor", "ceiling", "condition", "modulus"],
)
def test_rounding_does_not_choose_the_side_of_a_jump(expr):
    try:
        value, _ = evaluate(expr, point)
    except EvaluationError as error:
        assert "jump" in str(error)
    else:
        assert value in (5, 3, 1, 0)


def test_points_in_messages():
    assert show_point({y: sp.Rational(1, 3), x: sp.Integer(2)}) == "x = 2, y = 0.333333"
    assert show_point({}) == "(no symbols)"


def test_a_lost_part_of_a_complex_number_is_computed_again():
    z = sp.Symbol("z")
    at = {z: sp.Rational(6762, 10) + sp.I * sp.Rational(66, 100)}
    value, _ = evaluate(1 - 1 / (1 + sp.exp(-z)), at)
    with mp.workdps(50):
        wanted = 1 / (1 + mp.exp(mp.mpc("676.2", "0.66")))
        assert abs(value.real - wanted.real) < mp.mpf(10) ** -30 * abs(wanted.real)
        assert abs(value.imag - wanted.imag) < mp.mpf(10) ** -30 * abs(wanted.imag)
    value, _ = evaluate(sp.exp(sp.I * x) + sp.exp(-sp.I * x), point)
    assert value.imag == 0
