"""Walks downhill: they end at minima and stay inside the domain."""

import pytest
import sympy as sp

from dlnotes.symbolic.numeric.descent import tightest
from dlnotes.symbolic.numeric.domains import check_domains
from dlnotes.symbolic.numeric.evaluate import approximate

x, y = sp.symbols("x y", real=True)
a = sp.Symbol("a", positive=True)
n = sp.Symbol("n", integer=True, positive=True)
p = sp.Symbol("p")


def value_of(gap):
    return lambda point: approximate(gap, point, 25).real


@pytest.mark.parametrize(
    ("gap", "where", "lowest"),
    [
        ((x - 1) ** 2, None, {x: 1}),
        ((x - 1) ** 2 + (y + 2) ** 2 + x * y + 3, None, None),
        (sp.exp(x) - x - 1, None, {x: 0}),
        (a + 1 / a - 2, None, {a: 1}),
        ((n - 5) ** 2, None, {n: 5}),
    ],
    ids=str,
)
def test_a_walk_downhill_ends_at_the_minimum(gap, where, lowest):
    domains = check_domains(where, gap.free_symbols)
    start = {s: sp.Integer(3) if s is n else sp.Rational(22, 7) for s in gap.free_symbols}
    *_, end = tightest(value_of(gap), start, domains)
    assert all(type(value).is_Rational for value in end.values())
    if lowest is None:
        assert gap.subs(end) < gap.subs(start)
    else:
        assert end == lowest


def test_a_walk_stays_inside_the_domain():
    domains = check_domains({p: (0, 1)}, {p})
    ends = tightest(value_of(p), {p: sp.Rational(1, 2)}, domains)
    assert all(0 < end[p] < sp.Rational(1, 1000) for end in ends)
