"""Proofs of zero: each strategy settles its kind, and none settles what is not zero."""

import pytest
import sympy as sp

from dlnotes.symbolic.attempts import attempt
from dlnotes.symbolic.numeric.domains import check_domains
from dlnotes.symbolic.proof.zero import CHEAP, THOROUGH, prove_zero, unbounded

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


def test_a_domain_is_known_to_all_strategies():
    domains = check_domains({p: (0, 1)}, {p})
    assert prove_zero(sp.sqrt(p**2) - p, domains) == "expand"
