"""Sampled points lie in the domain, meet the assumptions and repeat from run to run."""

import random

import pytest
import sympy as sp

from dlnotes.symbolic.errors import DomainError
from dlnotes.symbolic.numeric.domains import check_domains
from dlnotes.symbolic.numeric.sampling import far_point, is_inside, near_point, simple_point

ASSUMPTIONS = {
    "plain": {},
    "real": {"real": True},
    "positive": {"positive": True},
    "nonnegative": {"nonnegative": True},
    "negative": {"negative": True},
    "nonzero": {"real": True, "nonzero": True},
    "imaginary": {"imaginary": True},
    "integer": {"integer": True},
    "natural": {"integer": True, "positive": True},
    "even": {"integer": True, "even": True},
    "odd below zero": {"integer": True, "odd": True, "negative": True},
    "prime": {"prime": True},
}
SYMBOLS = {name: sp.Symbol(name, **kinds) for name, kinds in ASSUMPTIONS.items()}
SAMPLERS = [near_point, far_point, simple_point]


@pytest.mark.parametrize("sample", SAMPLERS)
@pytest.mark.parametrize("name", ASSUMPTIONS)
def test_points_meet_the_assumptions(name, sample):
    symbol, rng = SYMBOLS[name], random.Random(1)
    values = {sample({symbol}, {}, rng)[symbol] for _ in range(50)}
    assert all(is_inside(value, symbol) for value in values)
    assert all(v.is_rational or v.as_real_imag()[1].is_rational for v in values)
    assert len(values) > 1 or sample is simple_point


@pytest.mark.parametrize("sample", SAMPLERS)
@pytest.mark.parametrize(
    "bounds",
    [(0, 1), (-3, 0), (2, sp.oo), (-sp.oo, -2), (-sp.oo, sp.oo), (0, sp.pi)],
    ids=str,
)
def test_points_are_strictly_inside(bounds, sample):
    x = sp.Symbol("x", real=True)
    domains, rng = check_domains({x: bounds}, {x}), random.Random(2)
    values = [sample({x}, domains, rng)[x] for _ in range(100)]
    low, high = domains[x]
    assert all(low < value < high for value in values)


@pytest.mark.parametrize("bounds", [(0, 4), (-2, 2), (3, sp.oo), (-sp.oo, 5), (7, 7)], ids=str)
def test_integers_reach_both_ends(bounds):
    n = sp.Symbol("n", integer=True)
    domains, rng = check_domains({n: bounds}, {n}), random.Random(3)
    values = {near_point({n}, domains, rng)[n] for _ in range(200)}
    finite = [end for end in domains[n] if end.is_finite]
    assert set(finite) <= values
    assert min(values) >= bounds[0] and max(values) <= bounds[1]


def test_far_points_are_large_and_small_and_close_to_the_ends():
    x, p = sp.Symbol("x", real=True), sp.Symbol("p")
    rng = random.Random(4)
    sizes = [abs(far_point({x}, {}, rng)[x]) for _ in range(100)]
    assert min(sizes) < sp.Rational(1, 100) and max(sizes) > 100
    domains = check_domains({p: (0, 1)}, {p})
    shares = [far_point({p}, domains, rng)[p] for _ in range(100)]
    assert min(shares) < sp.Rational(1, 1000) and max(shares) > sp.Rational(999, 1000)


def test_a_half_open_domain_is_sampled_far_out():
    p = sp.Symbol("p")
    domains, rng = check_domains({p: (5, sp.oo)}, {p}), random.Random(5)
    assert max(far_point({p}, domains, rng)[p] for _ in range(50)) > 500


def test_near_points_go_through_all_signs():
    x, y = sp.symbols("x y", real=True)
    rng = random.Random(6)
    points = [near_point({x, y}, {}, rng, turn) for turn in range(4)]
    assert {(bool(q[x] > 0), bool(q[y] > 0)) for q in points} == {
        (a, b) for a in (True, False) for b in (True, False)
    }


def test_simple_points_go_through_the_small_numbers():
    x = sp.Symbol("x", real=True)
    rng = random.Random(7)
    values = {simple_point({x}, {}, rng, turn)[x] for turn in range(9)}
    assert {0, 1, -1, 2, sp.Rational(1, 2)} <= values


def test_points_repeat_and_do_not_depend_on_the_order_of_a_set():
    x, y, z = sp.symbols("x y z", real=True)
    first = near_point({x, y, z}, {}, random.Random(8))
    second = near_point({z, y, x}, {}, random.Random(8))
    assert first == second
    assert list(first) == list(second)


def test_impossible_symbols_are_named():
    class Never(sp.Symbol):
        """A symbol whose assumption no rational number has."""

    never = Never("never", transcendental=True)
    with pytest.raises(DomainError, match="no number found that meets the assumptions of never"):
        near_point({never}, {}, random.Random(9))
