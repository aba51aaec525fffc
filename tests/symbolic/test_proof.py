"""Proofs of zero: each strategy settles its kind, and none settles what is not zero."""

import pytest
import sympy as sp

from dlnotes.symbolic.attempts import attempt
from dlnotes.symbolic.branches import by_regions, decide
from dlnotes.symbolic.domains import check_domains
from dlnotes.symbolic.proof import prove_zero, unbounded
from dlnotes.symbolic.strategies import CHEAP, THOROUGH
from dlnotes.symbolic.sums import by_closed_forms, by_reversed_sums, by_sums

x, y, z = sp.symbols("x y z", real=True)
a, b, beta = sp.symbols("a b beta", positive=True)
p = sp.Symbol("p")
k, j = sp.symbols("k j", integer=True)
n, t = sp.symbols("n t", integer=True, positive=True)
f, g = sp.Function("f"), sp.Function("g")
h = sp.Symbol("h", positive=True)


@pytest.mark.parametrize(
    ("expr", "method"),
    [
        ((x + y) ** 2 - x**2 - 2 * x * y - y**2, "expand"),
        (sp.Derivative(x**2, x) - 2 * x, "doit, expand"),
        (
            sp.exp(x) / (1 + sp.exp(x)) - 1 / (1 + sp.exp(-x)),
            "merge exponentials",
        ),
        (sp.tanh(x) - (sp.exp(2 * x) - 1) / (sp.exp(2 * x) + 1), "merge exponentials"),
        (1 / (x * (x + 1)) - 1 / x + 1 / (x + 1), "cancel"),
        (sp.sin(x + y) - sp.sin(x) * sp.cos(y) - sp.cos(x) * sp.sin(y), "expand functions"),
        (sp.log(a * b) - sp.log(a) - sp.log(b), "expand"),
        (
            sp.sqrt((sp.cos(x) - 1) ** 2 + sp.sin(x) ** 2) - 2 * sp.Abs(sp.sin(x / 2)),
            "square both sides",
        ),
        (sp.Sum(f(k), (k, 0, n)) - sp.Sum(f(k), (k, 0, n - 1)) - f(n), "normal form of sums"),
        (
            sp.Sum(a**k * g(n - k), (k, 0, n)) - sp.Sum(a ** (n - k) * g(k), (k, 0, n)),
            "reversed sums",
        ),
        (
            sp.Limit((f(x + h) - f(x - h)) / (2 * h), h, 0) - f(x).diff(x),
            "Taylor polynomials",
        ),
        (sp.sin(x) ** 4 - sp.cos(x) ** 4 + sp.cos(2 * x), "trigsimp"),
        (sp.factorial(n + 1) - (n + 1) * sp.factorial(n), "simplify"),
        (sp.sqrt(3 + 2 * sp.sqrt(2)) - 1 - sp.sqrt(2), "radsimp"),
    ],
    ids=str,
)
def test_each_kind_is_settled(expr, method):
    found = prove_zero(expr, {})
    assert found is not None
    names = [name for name, *_ in CHEAP + THOROUGH]
    assert names.index(found) <= names.index(method)


NOT_ZERO = [
    x,
    x - y,
    (x + y) ** 2 - x**2 - y**2,
    sp.sqrt(x**2) - x,
    sp.log(x**2) - 2 * sp.log(x),
    sp.sqrt(p**2) - p,
    sp.Abs(x) - x,
    sp.sin(x + y) - sp.sin(x) - sp.sin(y),
    sp.Sum(f(k), (k, 0, n)) - sp.Sum(f(k), (k, 1, n)),
    sp.Sum(f(k), (k, 0, n)) - sp.Sum(f(k), (k, 0, n - 1)) - f(n - 1),
    sp.Limit((f(x + h) - f(x - h)) / h, h, 0) - f(x).diff(x),
    sp.Piecewise((1, x > 0), (0, True)),
    sp.Piecewise((1, sp.Eq(x, 2)), (0, True)),
    sp.exp(x) * sp.exp(y) - sp.exp(x * y),
    sp.atan(x) + sp.atan(1 / x) - sp.pi / 2,
    sp.acos(sp.cos(x)) - x,
]


@pytest.mark.parametrize("expr", NOT_ZERO, ids=str)
def test_what_is_not_zero_is_not_proved(expr):
    assert prove_zero(expr, {}) is None


@pytest.mark.parametrize("name", [n for n, *_ in CHEAP + THOROUGH])
def test_no_strategy_makes_a_zero(name):
    strategy = next(s for n, _, s in CHEAP + THOROUGH if n == name)
    assert all(attempt(strategy, expr) != 0 for expr in NOT_ZERO)


@pytest.mark.parametrize(
    ("expr", "where"),
    [
        (sp.sqrt(p**2) - p, {p: (0, 1)}),
        (sp.Sum(p**k, (k, 0, sp.oo)) - 1 / (1 - p), {p: (0, 1)}),
        (sp.Sum(k * p ** (k - 1), (k, 1, sp.oo)) - 1 / (1 - p) ** 2, {p: (0, 1)}),
        (sp.Abs(p - 2) - p + 2, {p: (2, sp.oo)}),
        (sp.Abs(p - 2) + p - 2, {p: (-sp.oo, 2)}),
        (sp.Derivative(sp.sqrt(1 - p**2), p) + p / sp.sqrt(1 - p**2), {p: (-1, 1)}),
    ],
    ids=str,
)
def test_a_domain_makes_the_proof(expr, where):
    domains = check_domains(where, expr.free_symbols)
    assert prove_zero(expr, {}) is None or expr.has(sp.Derivative)
    assert prove_zero(expr, domains) is not None


def test_a_bounded_variable_becomes_a_positive_one():
    for bounds, at_one in (((0, 1), sp.Rational(1, 2)), ((2, sp.oo), 3), ((-sp.oo, 2), 1)):
        domains = check_domains({p: bounds}, {p})
        expr = unbounded(p, domains)
        (u,) = expr.free_symbols
        assert u.is_positive
        assert expr.subs(u, 1) == at_one
    assert unbounded(p, check_domains({p: (-sp.oo, sp.oo)}, {p})).is_real


@pytest.mark.parametrize(
    ("condition", "where", "truth"),
    [
        (p < 2, {p: (0, 1)}, True),
        (p >= 2, {p: (0, 1)}, False),
        (p < sp.Rational(1, 2), {p: (0, 1)}, None),
        (sp.Eq(p, 0), {p: (0, 1)}, False),
        (sp.Ne(p, 0), {p: (0, 1)}, True),
        (sp.Eq(2 * p, 1), {p: (0, 1)}, None),
        (sp.exp(-a) < 1, {}, True),
    ],
    ids=str,
)
def test_conditions_are_decided_by_the_domain(condition, where, truth):
    domains = check_domains(where, condition.free_symbols)
    decided = decide(condition, domains)
    assert decided is None if truth is None else bool(decided) is truth


REGIONS = [
    (sp.Max(x, y) + sp.Min(x, y) - x - y, True),
    (sp.Max(x, y, z) - sp.Max(x, sp.Max(y, z)), True),
    (sp.Max(x, 0) - (x + sp.Abs(x)) / 2, True),
    (sp.Max(x, 0) - sp.Max(-x, 0) - x, True),
    (sp.Max(x, 0) - sp.Piecewise((x, x > 0), (0, True)), True),
    (sp.Max(x, 0) + sp.log(1 + sp.exp(-sp.Abs(x))) - sp.log(1 + sp.exp(x)), True),
    (sp.Heaviside(x) + sp.Heaviside(-x) - 1, True),
    (sp.sign(x) * sp.Abs(x) - x, True),
    (sp.Abs(x - y) - sp.Abs(y - x), True),
    (sp.Piecewise((x - x * sp.sin(y) ** 2 - x * sp.cos(y) ** 2, x > 0), (0, True)), True),
    (sp.Piecewise((x - 2, sp.Eq(x, 2)), (0, True)), True),
    (sp.Piecewise((1 / x, sp.Eq(x, 0)), (0, True)), True),
    (sp.Max(x, y) - x, False),
    (sp.Max(x, 0) - x / 2 + sp.Abs(x) / 2, False),
    (sp.sign(x) ** 2 - 1, False),
    (sp.Heaviside(x) - sp.Piecewise((1, x >= 0), (0, True)), False),
    (sp.Piecewise((x, sp.Ne(x, 1)), (2, True)) - x, False),
    (sp.Piecewise((x - 1, sp.Eq(x, 2)), (0, True)), False),
    (sp.Piecewise((1, sp.Eq(sp.sin(x), 3)), (0, True)), False),
    (sp.Piecewise((1, x > 10**6), (0, True)), False),
    (sp.Abs(p) - p, False),
]


@pytest.mark.parametrize(("expr", "zero"), REGIONS, ids=str)
def test_every_region_and_every_edge_counts(expr, zero):
    assert (prove_zero(expr, {}) is not None) is zero
    direct = attempt(by_regions, expr, {}, lambda e: sp.simplify(e) == 0)
    assert direct != 0 or zero


def test_sums_have_a_normal_form():
    shifted = sp.Sum(beta ** (t + 1 - k) * g(k), (k, 1, t + 1))
    assert by_sums(shifted - beta * sp.Sum(beta ** (t - k) * g(k), (k, 1, t)) - g(t + 1)) == 0
    assert by_sums(shifted - beta * sp.Sum(beta ** (t - k) * g(k), (k, 1, t))) != 0
    assert (
        by_closed_forms(sp.Sum(sp.binomial(n, k) * a**k * b ** (n - k), (k, 0, n))) == (a + b) ** n
    )
    endless = sp.Sum(sp.exp(-a * k), (k, 0, sp.oo))
    assert sp.simplify(by_closed_forms(endless) * (1 - sp.exp(-a))) == 1
    assert by_closed_forms(sp.Sum(sp.binomial(n, k) * f(k), (k, 0, n))).has(sp.Sum)
    assert by_closed_forms(sp.Sum(a**k, (k, 0, sp.oo))).has(sp.Sum)
    double = sp.Sum(f(j, k), (j, 0, k), (k, 0, n))
    assert by_sums(double - double) == 0
    assert by_reversed_sums(sp.Sum(f(n - k), (k, 0, n)) - sp.Sum(f(k), (k, 0, n))) == 0
    assert by_reversed_sums(sp.Sum(f(n - k), (k, 0, n)) - sp.Sum(f(k), (k, 1, n))) != 0


@pytest.mark.parametrize("error", [ValueError, TypeError, NotImplementedError, ZeroDivisionError])
def test_errors_of_a_strategy_mean_not_settled(error):
    def strategy(_):
        raise error("not made for this")

    assert attempt(strategy, x) is None


def test_other_errors_are_not_hidden():
    def strategy(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt(strategy, x)
