"""Expressions with cases: every region and every edge between regions counts."""

import pytest
import sympy as sp

from dlnotes.symbolic.attempts import attempt
from dlnotes.symbolic.numeric.domains import check_domains
from dlnotes.symbolic.proof.cases import by_regions, decide
from dlnotes.symbolic.proof.zero import prove_zero

x, y, z = sp.symbols("x y z", real=True)
a = sp.Symbol("a", positive=True)
p = sp.Symbol("p")


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
