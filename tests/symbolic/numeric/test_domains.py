"""Domains: what `where` may say, and the assumptions that follow."""

import pytest
import sympy as sp

from dlnotes.symbolic.errors import DomainError
from dlnotes.symbolic.numeric.domains import check_domains, strengthen

p = sp.Symbol("p")
x = sp.Symbol("x", real=True)
a = sp.Symbol("a", positive=True)
m = sp.Symbol("m", negative=True)
n = sp.Symbol("n", integer=True)
j = sp.Symbol("j", imaginary=True)
symbols = {p, x, a, m, n, j}


def test_no_domain_is_an_empty_one():
    assert check_domains(None, symbols) == {}
    assert check_domains({}, symbols) == {}


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ((0, 1), (0, 1)),
        ((-sp.oo, 0), (-sp.oo, 0)),
        ((0, sp.pi), (0, sp.pi)),
        ((0.1, 0.9), (sp.Rational(1, 10), sp.Rational(9, 10))),
        ((0, float("inf")), (0, sp.oo)),
    ],
)
def test_bounds_become_exact(bounds, expected):
    assert check_domains({x: bounds}, symbols) == {x: expected}


@pytest.mark.parametrize("where", [[(p, 0, 1)], (p, 0, 1), "p", 3])
def test_where_is_a_dict(where):
    with pytest.raises(DomainError, match="expected a dict"):
        check_domains(where, symbols)


@pytest.mark.parametrize("bounds", [1, (0,), (0, 1, 2), [0, 1], None])
def test_bounds_are_a_pair(bounds):
    with pytest.raises(DomainError, match=r"where\[p\]=.*: expected a pair"):
        check_domains({p: bounds}, symbols)


@pytest.mark.parametrize("bounds", [(0, x), (0, sp.I), (sp.nan, 1), (None, 1), ("a", 1)])
def test_bounds_are_real_numbers(bounds):
    with pytest.raises(DomainError, match=r"where\[p\]=.*: expected two real numbers"):
        check_domains({p: bounds}, symbols)


@pytest.mark.parametrize(
    ("symbol", "bounds"),
    [
        *((x, (1, 0)), (x, (1, 1)), (x, (sp.oo, sp.oo)), (n, (2, 1))),
        *((n, (sp.Rational(1, 3), sp.Rational(1, 2))), (n, (sp.oo, sp.oo))),
    ],
)
def test_empty_intervals_are_refused(symbol, bounds):
    with pytest.raises(DomainError, match="the interval is empty"):
        check_domains({symbol: bounds}, symbols)


def test_an_integer_may_have_a_single_value():
    assert check_domains({n: (2, 2)}, symbols) == {n: (2, 2)}


def test_only_symbols_of_the_claim_have_a_domain():
    with pytest.raises(DomainError, match="the symbols of the claim are: a, j, m, n, p, x"):
        check_domains({sp.Symbol("q"): (0, 1)}, symbols)
    with pytest.raises(DomainError, match="the symbols of the claim are: none"):
        check_domains({p: (0, 1)}, set())
    with pytest.raises(DomainError, match="'p'"):
        check_domains({"p": (0, 1)}, symbols)


@pytest.mark.parametrize(
    ("symbol", "bounds"), [(a, (-1, 1)), (m, (-1, 1)), (m, (0, 1)), (a, (-2, -1)), (j, (0, 1))]
)
def test_a_domain_does_not_contradict_an_assumption(symbol, bounds):
    with pytest.raises(DomainError, match="contradicts what is assumed"):
        check_domains({symbol: bounds}, symbols)


@pytest.mark.parametrize(
    ("symbol", "bounds", "true", "unknown"),
    [
        (p, (0, 1), "positive real", "integer"),
        (p, (-1, 0), "negative", "integer"),
        (p, (-1, 1), "real", "positive nonnegative zero"),
        (p, (2, sp.oo), "positive", "integer"),
        (n, (0, 3), "integer nonnegative", "positive"),
        (n, (1, 3), "integer positive", "even"),
        (n, (-3, 0), "integer", "negative"),
        (n, (-3, -1), "integer negative", "even"),
    ],
)
def test_assumptions_that_follow(symbol, bounds, true, unknown):
    dummy = strengthen(symbol, *map(sp.sympify, bounds))
    assert all(getattr(dummy, f"is_{name}") is True for name in true.split())
    assert all(getattr(dummy, f"is_{name}") is None for name in unknown.split())
