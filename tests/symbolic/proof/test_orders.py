"""Remainders Order(...): the right order passes, one too good does not."""

import pytest
import sympy as sp

from dlnotes.symbolic.errors import ClaimError, EvaluationError
from dlnotes.symbolic.proof.orders import check_order, prove_order, split

x, y = sp.symbols("x y", real=True)
h, a = sp.symbols("h a", positive=True)
f, Order = sp.Function("f"), sp.Order

TRUE = [
    (sp.exp(x), 1 + x + Order(x**2)),
    (sp.exp(x), 1 + Order(x)),
    (sp.cos(x), 1 - x**2 / 2 + Order(x**4)),
    (sp.exp(x), sum(x**k / sp.factorial(k) for k in range(10)) + Order(x**10)),
    (sp.sqrt(1 - a * h), 1 - a * h / 2 + Order(h**2)),
    (f(x + h), f(x) + h * f(x).diff(x) + h**2 * f(x).diff(x, 2) / 2 + Order(h**3)),
    ((f(x + h) - f(x)) / h, f(x).diff(x) + Order(h)),
    ((f(x + h) - f(x - h)) / (2 * h), f(x).diff(x) + Order(h**2)),
    (sp.sqrt(h + h**2), sp.sqrt(h) + Order(h ** sp.Rational(3, 2))),
    (h * sp.log(h), Order(sp.sqrt(h), h)),
    (1 / (1 + a), 1 / a + Order(1 / a**2, (a, sp.oo))),
    (sp.log(x), (x - 1) + Order((x - 1) ** 2, (x, 1))),
    (sp.exp(-1 / h), Order(h**5)),
]
FALSE = [
    (sp.exp(x), 1 + x + Order(x**3)),
    (sp.exp(x), 1 + 2 * x + Order(x**2)),
    (sp.cos(x), 1 - x**2 / 2 + Order(x**5)),
    (sp.exp(x), sum(x**k / sp.factorial(k) for k in range(10)) + Order(x**11)),
    (sp.sqrt(1 - a * h), 1 - a * h / 2 + Order(h**3)),
    (f(x + h), f(x) + h * f(x).diff(x) + Order(h**3)),
    ((f(x + h) - f(x)) / h, f(x).diff(x) + Order(h**2)),
    (h ** sp.Rational(5, 2), Order(h**3)),
    (h * sp.log(h), Order(h)),
    (sp.Abs(x), x + Order(x**2)),
    (sp.exp(-1 / x), Order(x**2)),
    (1 / h**2, Order(1 / h)),
    (sp.sin(1 / h), Order(h)),
    (1 / (1 + a), 1 / a + Order(1 / a**3, (a, sp.oo))),
    (sp.log(x), 2 * (x - 1) + Order((x - 1) ** 2, (x, 1))),
]


@pytest.mark.parametrize(("left", "right"), TRUE, ids=str)
def test_the_right_order_passes_both_checks(left, right):
    parts = split(left, right)
    assert check_order(*parts, {}) == 8
    assert prove_order(*parts, {}) in ("Taylor's theorem", "limit of the ratio")


@pytest.mark.parametrize(("left", "right"), FALSE, ids=str)
def test_an_order_too_good_passes_neither(left, right):
    parts = split(left, right)
    with pytest.raises(ClaimError, match=r"the remainder is not O\(.*\): at .* its ratio to"):
        check_order(*parts, {})
    assert prove_order(*parts, {}) is None


def test_the_remainder_may_stand_on_either_side():
    assert split(1 + x + Order(x**2), sp.exp(x))[1] == Order(x**2)


@pytest.mark.parametrize(
    ("left", "right"),
    [(sp.exp(x) + Order(x), 1 + Order(x)), (x * y, Order(x * y)), (x + y, Order(x) + Order(y))],
)
def test_one_remainder_in_one_variable(left, right):
    with pytest.raises(EvaluationError, match=r"expected one O\(\.\.\.\) term in one variable"):
        split(left, right)
