"""The checker's functions are those of the notation: sympy's, at integers, zeros and edges too."""

from itertools import product

import pytest
import sympy as sp
from mpmath import mp

from dlnotes.symbolic import claim
from dlnotes.symbolic.errors import ClaimError, EvaluationError
from dlnotes.symbolic.numeric.evaluate import approximate, evaluate

HALF = sp.Rational(1, 2)
REAL = [*map(sp.Integer, range(-3, 5)), HALF, -HALF, 5 * HALF, -5 * HALF, sp.Rational(1, 3)]
COMPLEX = [sp.I, -sp.I, 1 + sp.I, -1 - sp.I, -1 + sp.I / 2, 2 * sp.I]
ONE = [
    *("exp", "log", "sqrt", "cbrt", "sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos"),
    *("atan", "sinh", "cosh", "tanh", "coth", "asinh", "acosh", "atanh", "erf", "erfc", "erfi"),
    *("erfinv", "gamma", "digamma", "trigamma", "loggamma", "factorial", "factorial2"),
    *("subfactorial", "re", "im", "arg", "sign", "Abs", "conjugate", "floor", "ceiling", "frac"),
    *("Heaviside", "zeta", "dirichlet_eta", "LambertW", "sinc", "Ei", "Si", "Ci", "elliptic_k"),
    *("harmonic", "fibonacci", "lucas", "bernoulli", "airyai", "acot", "asec"),
]
TWO = [
    *("binomial", "atan2", "Mod", "Max", "Min", "KroneckerDelta", "Pow", "beta", "polygamma"),
    *("zeta", "lowergamma", "uppergamma", "rf", "ff", "besselj", "harmonic", "legendre"),
    *("hermite", "laguerre", "chebyshevt", "log", "LambertW"),
]
POINTS = [(name, (a,)) for name in ONE for a in REAL + COMPLEX]
POINTS += [(name, pair) for name in TWO for pair in product(REAL, REAL)]
POINTS += [
    (name, pair)
    for name in ("binomial", "atan2", "Mod", "Max", "KroneckerDelta", "Pow", "beta", "log")
    for pair in (*product(COMPLEX, REAL[:8]), *product(REAL[:8], COMPLEX))
]
# Where sympy gives a value by a rule of its own, the checker has none.
REFUSED = {
    "log": lambda x, base=1: base == 0,
    "LambertW": lambda x, branch=0: not branch.is_Integer,
    "Mod": lambda a, b: not (a.is_real and b.is_real),
    "atan2": lambda y, x: y == 0 and not x.is_real,
}
x, y, z, w = sp.symbols("x y z w")
k, n = sp.symbols("k n", integer=True)
t = sp.Symbol("t", real=True)


def in_print(name, arguments):
    """sympy's own value as an mpmath number, or None where it has no finite one."""
    try:
        number = sp.N(getattr(sp, name)(*arguments), 40)
    except (TypeError, ValueError, ZeroDivisionError):  # Max of complex numbers, Mod by 0
        return None
    if number.has(sp.nan, sp.zoo, sp.oo, -sp.oo, sp.Function):
        return None
    return mp.mpc(*(mp.mpf(str(part)) for part in number.as_real_imag()))


@pytest.mark.parametrize("name", sorted({*ONE, *TWO}))
def test_functions_have_the_value_in_print(name):
    computed = 0
    for arguments in (a for other, a in POINTS if other == name):
        with mp.workdps(40):
            wanted = in_print(name, arguments)
            symbols = (x, y)[: len(arguments)]
            try:
                expr = getattr(sp, name)(*symbols)
                found = approximate(expr, dict(zip(symbols, arguments, strict=True)), 40)
            except EvaluationError:
                assert wanted is None or REFUSED[name](*arguments), arguments
                continue
            assert wanted is not None, (arguments, found)
            assert abs(found - wanted) <= mp.mpf(10) ** -30 * max(1, abs(wanted)), arguments
            computed += 1
    assert computed >= 4


@pytest.mark.parametrize(
    ("lhs", "rhs", "point"),
    [
        (sp.binomial(k, k), 1, "k = -1"),
        (sp.binomial(n, k), sp.binomial(n, n - k), "n = -"),
        (sp.sign(t) ** 2, 1, "t = 0"),
        (sp.Heaviside(t), sp.Piecewise((1, t >= 0), (0, True)), "t = 0"),
        (sp.Mod(-t, 2), 2 - sp.Mod(t, 2), "t = "),
        (0 ** sp.Abs(k), 0, "k = 0"),
        (sp.ceiling(t), sp.floor(t) + 1, "t = "),
        (sp.KroneckerDelta(k, n), 0, " = "),
    ],
    ids=str,
)
def test_edges_and_integers_count(lhs, rhs, point):
    with pytest.raises(ClaimError, match=f"fails at .*{point}"):
        claim(lhs, rhs, numeric="the numbers must refuse it")


@pytest.mark.parametrize(
    ("lhs", "rhs"),
    [
        (sp.log(sp.exp(z)), z),
        (sp.log(sp.exp(z / 3)), z / 3),
        (sp.arg(sp.exp(z)), sp.im(z)),
        (sp.exp(z) ** w, sp.exp(w * z)),
        (sp.sqrt(sp.exp(z)), sp.exp(z / 2)),
        (sp.log(z * w), sp.log(z) + sp.log(w)),
        (sp.sqrt(z**2), z),
        (sp.asin(sp.sin(z)), z),
        (sp.acosh(sp.cosh(z)), z),
    ],
    ids=str,
)
def test_branches_are_reached(lhs, rhs):
    with pytest.raises(ClaimError, match="fails at"):
        claim(lhs, rhs, numeric="the numbers must refuse it")


@pytest.mark.parametrize(
    "expr",
    [
        *(sp.floor(x), sp.sign(x - 1), sp.Heaviside(x - 1), sp.frac(x), sp.Mod(x, 1)),
        *(sp.KroneckerDelta(x, 1), sp.log(sp.I * (x - 1) - 1), sp.arg(sp.I * (x - 1) - 1)),
        sp.sqrt(sp.I * (x - 1) - 1),
    ],
    ids=str,
)
def test_no_side_of_a_jump_is_chosen_by_rounding(expr):
    with pytest.raises(EvaluationError, match="a jump lies within the rounding error"):
        approximate(expr, {x: 1 - sp.Rational(1, 10**48)}, 40)
    approximate(expr, {x: 1 - sp.Rational(1, 10**20)}, 40)


def test_two_forms_of_the_logistic_function_are_one(shown):
    claim(1 - 1 / (1 + sp.exp(-z)), 1 / (1 + sp.exp(z)))
    assert [record.verdict for record in shown] == ["proved"]


def test_hypergeometric_functions_have_values(shown):
    (value, _) = evaluate(sp.hyper([1, 2], [3], x), {x: HALF})
    with mp.workdps(50):
        assert abs(value - 8 * (mp.log(2) - mp.mpf(1) / 2)) < mp.mpf(10) ** -45
    claim(sp.hyper([1], [2], t), (sp.exp(t) - 1) / t, where={t: (0, sp.oo)})
    with pytest.raises(ClaimError, match="fails at"):
        claim(sp.hyper([1], [2], t), (sp.exp(t) + 1) / t, numeric="the numbers must refuse it")
    assert [record.verdict for record in shown] == ["proved"]


def test_what_is_no_number_is_an_error():
    with pytest.raises(EvaluationError, match="has no value"):
        evaluate(sp.meijerg([[1], []], [[1], []], x), {x: HALF})
