"""Edges of cases and steps, and the places where they are passed."""

import pytest
import sympy as sp
from mpmath import mp

from dlnotes.symbolic.errors import EvaluationError
from dlnotes.symbolic.numeric.edges import crossings, edges, integers, roots, steps, zero

x, y = sp.symbols("x y", real=True)


def test_cases_have_edges_and_steps_have_steps():
    assert edges(sp.Abs(x - 1) + sp.Max(x, y)) in ({x - 1, x - y}, {x - 1, y - x})
    assert edges(sp.Piecewise((1, x > 2), (sp.sign(y), True))) == {x - 2, y}
    assert edges(sp.floor(x) + sp.exp(x)) == set()
    assert steps(sp.floor(2 * x) + sp.Mod(y, 3)) == {2 * x, y / 3}


def test_roots_leave_out_what_is_bound_inside():
    assert roots(sp.Abs(x - 1) + sp.Integral(sp.Abs(x - y), (y, 0, 1)), x) == (1,)


def test_each_zero_is_found():
    found = crossings(lambda t: mp.sin(mp.pi * t), mp.mpf("0.5"), mp.mpf("7.5"), zero)
    assert [mp.nstr(place, 10) for place in found] == [f"{k}.0" for k in range(1, 8)]


def test_each_integer_is_found_where_there_are_values():
    found = crossings(mp.log, mp.mpf(0), mp.mpf(2), integers)
    assert len(found) == 5
    for level, place in zip(range(-4, 1), found, strict=True):
        assert abs(place - mp.exp(level)) < 1e-14
    assert crossings(mp.sqrt, mp.mpf(-2), mp.mpf(-1), zero) == []


def test_a_function_that_stays_zero_passes_nothing():
    assert crossings(lambda t: mp.zero, mp.mpf(0), mp.mpf(1), zero) == []


def test_many_edges_are_an_error():
    with pytest.raises(EvaluationError, match="more than 200 kinks or jumps"):
        crossings(lambda t: 300 * t, mp.mpf(0), mp.mpf(1), integers)
