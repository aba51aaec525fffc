"""Concrete stand-ins for undefined functions, tensors and sequences."""

import pytest
import sympy as sp

from dlnotes.symbolic import claim
from dlnotes.symbolic.errors import ClaimError, EvaluationError
from dlnotes.symbolic.numeric.undefined import FAMILIES, concrete, undefined_heads

x, y = sp.symbols("x y", real=True)
i, j = sp.symbols("i j", integer=True)
n = sp.Symbol("n", integer=True, positive=True)
f, g = sp.Function("f"), sp.Function("g")
u, v = sp.IndexedBase("u"), sp.IndexedBase("v")


def test_heads_are_found_everywhere_and_sorted():
    expr = sp.Sum(g(i) * u[i], (i, 1, n)) + sp.Derivative(f(x), x) + v[i, j] + sp.sin(x)
    assert [str(head) for head in undefined_heads(expr)] == ["f", "g", "u", "v"]


def test_nothing_undefined_is_left():
    expr = f(x) + f(x, y) * g(u[i]) + sp.Subs(f(y).diff(y), y, x) + v[i, j + 1]
    heads = undefined_heads(expr)
    for family in range(FAMILIES):
        assert undefined_heads(concrete(expr, heads, family)) == []


def test_a_name_means_the_same_on_both_sides():
    heads = undefined_heads(sp.Tuple(f(x), g(x)))
    for family in range(FAMILIES):
        both = [concrete(side, heads, family) for side in (f(x) + 1, g(x) + f(x))]
        assert both[1] - both[0] == concrete(g(x), heads, family) - 1


def test_families_and_functions_differ():
    heads = undefined_heads(sp.Tuple(f(x), g(x)))
    members = [concrete(h(x), heads, k) for h in (f, g) for k in range(FAMILIES)]
    assert len(set(members)) == 2 * FAMILIES


def test_values_of_both_signs_occur():
    values = [concrete(f(x), [f], k).subs(x, 1) for k in range(FAMILIES)]
    assert min(values) < 0 < max(values)


@pytest.mark.parametrize(
    ("assumptions", "sign"),
    [
        ({"positive": True}, 1),
        ({"nonnegative": True}, 1),
        ({"negative": True}, -1),
        ({"nonpositive": True}, -1),
    ],
)
@pytest.mark.parametrize("make", [sp.Function, sp.IndexedBase])
def test_declared_signs_are_kept(make, assumptions, sign):
    head = make("h", **assumptions)
    value = head(i) if make is sp.Function else head[i]
    for family in range(FAMILIES):
        number = concrete(value, undefined_heads(value), family).subs(i, -2)
        assert sign * number > 0


def test_the_chain_rule_of_two_unknown_functions(shown):
    claim(f(g(x)).diff(x), sp.Subs(f(y).diff(y), y, g(x)) * g(x).diff(x))
    with pytest.raises(ClaimError, match="fails at"):
        claim(f(g(x)).diff(x), sp.Subs(f(y).diff(y), y, x) * g(x).diff(x))


def test_declared_integers_have_no_stand_in():
    h = sp.Function("h", integer=True)
    with pytest.raises(EvaluationError, match=r"h\(x\) is declared an integer"):
        concrete(h(x), [h], 0)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (f(x), f(-x)),
        (f(x, y), f(y, x)),
        (f(x + y), f(x) + f(y)),
        (f(x).diff(x, 4), sp.S.Zero),
        (f(x).diff(x, 2), f(x)),
        (f(x, y).diff(x), f(x, y).diff(y)),
        (u[i, j], u[j, i]),
        (u[i + 1] - u[i], u[i] - u[i - 1]),
        (sp.Sum(u[i] ** 2, (i, 1, n)), sp.Sum(u[i], (i, 1, n)) ** 2),
        (f(x) * g(y), f(y) * g(x)),
        (sp.Sum(f(i), (i, 1, n)), n * f(1)),
        (sp.Abs(f(x)), f(x)),
    ],
    ids=str,
)
def test_what_holds_for_some_functions_only_is_false(left, right):
    with pytest.raises(ClaimError, match="with concrete functions for"):
        claim(left, right, numeric="so that the numbers alone decide")
