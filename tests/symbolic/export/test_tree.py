"""Expression trees: plain JSON, the same values as sympy, everything else refused."""

import json

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp

from dlnotes.symbolic import to_tree
from dlnotes.symbolic.export.tree import NAMES
from tests.symbolic.export.values import OPERATIONS, evaluate_tree

x, y, z = SYMBOLS = sp.symbols("x y z", real=True)

leaves = st.sampled_from([*SYMBOLS, *map(sp.Integer, (-3, -1, 0, 1, 2)), sp.Rational(1, 4), sp.pi])
smooth = (sp.exp, sp.sin, sp.cos, sp.atan, sp.tanh, sp.sinh, sp.cosh, sp.asinh, sp.erf, sp.Abs)
partial = (sp.log, sp.sqrt, sp.tan, sp.asin, sp.acos, sp.acosh, sp.atanh)
jumps = (sp.sign, sp.floor, sp.ceiling)
pairs = (sp.Add, sp.Mul, sp.Max, sp.Min, sp.atan2, lambda a, b: a - b, lambda a, b: a / (b**2 + 1))
relations = (sp.Lt, sp.Le, sp.Gt, sp.Ge)


def made(operation, *arguments):
    """The operation's result, or its first argument where sympy refuses (complex numbers)."""
    try:
        return operation(*arguments)
    except (TypeError, ValueError):
        return arguments[0]


def choice(a, b, c, d, relation):
    return sp.Piecewise((a, relation(c, d)), (b, True))


def grow(inner):
    """One more operation on top of smaller expressions."""
    chosen = st.sampled_from
    return st.one_of(
        st.builds(made, chosen((*smooth, *partial, *jumps)), inner),
        st.builds(made, chosen(pairs), inner, inner),
        st.builds(made, st.just(sp.Pow), inner, chosen([2, 3, -1, sp.Rational(1, 2)])),
        st.builds(made, st.just(lambda a: sp.Mod(a, 3)), inner),
        st.builds(made, st.just(choice), inner, inner, leaves, leaves, chosen(relations)),
    )


no_number = (sp.zoo, sp.oo, -sp.oo, sp.nan, sp.I, sp.AccumBounds)
expressions = st.recursive(leaves, grow, max_leaves=8).filter(lambda e: not e.has(*no_number))
numbers = st.integers(-192, 192).map(lambda n: sp.Rational(n, 64))


def reference(expr, point):
    """sympy's own value with 50 digits, or None where it is no finite real number."""
    try:
        value = expr.subs(point).evalf(50)
    except (TypeError, ValueError):
        return None
    return value if value.is_Float or value.is_Rational else None


@settings(max_examples=250, deadline=None, derandomize=True)
@given(expr=expressions, values=st.tuples(numbers, numbers, numbers))
def test_a_tree_has_the_value_of_its_expression(expr, values):
    tree = to_tree(expr)
    point = dict(zip(SYMBOLS, values, strict=True))
    expected = reference(expr, point)
    if expected is None:
        return
    with mp.workdps(50):
        (found,) = evaluate_tree(tree, {s.name: mp.mpf(v.p) / v.q for s, v in point.items()})
        wanted = mp.mpf(str(expected))
        assert abs(found - wanted) <= mp.mpf(10) ** -9 * max(abs(wanted), mp.mpf(10) ** -30)


@pytest.mark.parametrize("name", sorted(set(NAMES.values()) - {"eq", "ne", "and", "or", "not"}))
def test_every_operation_is_reached_and_evaluated(name):
    kinds = [kind for kind, value in NAMES.items() if value == name]
    (kind,) = kinds
    cls = getattr(sp, kind)
    if kind.endswith("Than"):
        expr = sp.Piecewise((1, cls(x, y)), (2, True))
    elif kind in ("Add", "Mul", "Pow", "Max", "Min", "atan2", "Mod"):
        expr = cls(x, y)
    else:
        expr = cls(x)
    at = {x: sp.Rational(1, 2), y: sp.Rational(3, 2)}
    at = {x: sp.Rational(3, 2), y: sp.Rational(1, 2)} if kind == "acosh" else at
    tree = to_tree(expr)
    assert name in json.dumps(tree)
    with mp.workdps(30):
        (found,) = evaluate_tree(tree, {s.name: mp.mpf(v.p) / v.q for s, v in at.items()})
        assert abs(found - mp.mpf(str(expr.subs(at).evalf(30)))) < mp.mpf(10) ** -28


@pytest.mark.parametrize(
    ("condition", "truth"),
    [
        (sp.Eq(x, 2, evaluate=False), True),
        (sp.Ne(x, 2, evaluate=False), False),
        ((x > 1) & (y > 1), False),
        ((x > 1) | (y > 1), True),
        (~((x > 1) & (y > 1)), True),
    ],
    ids=str,
)
def test_conditions(condition, truth):
    tree = to_tree(sp.Piecewise((1, condition), (0, True)))
    assert evaluate_tree(tree, {"x": 2, "y": 0}) == [int(truth)]


def test_a_tree_is_json():
    tree = to_tree([sp.sqrt(x) * sp.pi + x / 3, sp.Piecewise((x, x > y), (sp.erf(y), True))])
    assert json.loads(json.dumps(tree)) == tree
    assert tree["symbols"] == ["x", "y"]
    assert len(tree["results"]) == 2


def test_common_parts_are_stored_once():
    tree = to_tree([sp.exp(x * y) + 1, sp.exp(x * y) * 2])
    assert json.dumps(tree).count('"exp"') == 1
    assert len(tree["parts"]) == 1


def test_parts_do_not_clash_with_symbols():
    clash = sp.Symbol("_0", real=True)
    tree = to_tree(sp.exp(x * y) + sp.sin(x * y) + clash)
    assert "_0" not in [name for name, _ in tree["parts"]]
    (value,) = evaluate_tree(tree, {"x": 0, "y": 0, "_0": 5})
    assert value == 6


def test_operations_are_known_and_nothing_is_source():
    assert set(NAMES.values()) <= set(OPERATIONS)
    assert all(callable(operation) for operation in OPERATIONS.values())


class Unknown(sp.Function):
    """Not in the list of operations."""


@pytest.mark.parametrize(
    "expr",
    [
        *(sp.gamma(x), Unknown(x), sp.Function("f")(x), sp.zeta(x), sp.Heaviside(x)),
        *(sp.Sum(x, (y, 0, 3)), sp.Integral(x, (y, 0, 1)), sp.Derivative(sp.sin(x), x)),
        *(sp.IndexedBase("w")[1], sp.Limit(x, y, 0), sp.conjugate(sp.Symbol("c"))),
    ],
    ids=str,
)
def test_unknown_operations_are_named(expr):
    with pytest.raises(ValueError, match=f"{type(expr).__name__} in .* is not an operation"):
        to_tree(expr + 1)


@pytest.mark.parametrize("expr", [x + sp.I, sp.oo * sp.sign(x), sp.zoo + x, sp.nan], ids=str)
def test_only_finite_real_constants(expr):
    with pytest.raises(ValueError, match="is not a finite real number"):
        to_tree(expr)


def test_names_are_unique():
    with pytest.raises(ValueError, match="share a name: x, x"):
        to_tree(x + sp.Symbol("x"))


def test_all_values_are_needed():
    with pytest.raises(ValueError, match=r"values=\{'x': 1\}: no value for y"):
        evaluate_tree(to_tree(x + y), {"x": 1})


@pytest.mark.parametrize(
    ("expr", "at"),
    [(sp.log(x), -1), (sp.sqrt(x), -1), (sp.asin(x), 2), (sp.Piecewise((1, x > 0)), -1)],
    ids=str,
)
def test_outside_of_a_domain_is_nan(expr, at):
    (value,) = evaluate_tree(to_tree(expr), {"x": at})
    assert mp.isnan(value)


def test_nan_spreads_through_minimum_and_maximum():
    for outer in (sp.Max, sp.Min):
        for order in ((sp.sqrt(x), 5), (5, sp.sqrt(x))):
            (value,) = evaluate_tree(to_tree(outer(*order)), {"x": -1})
            assert mp.isnan(value)


def test_a_pole_of_a_power_is_nan():
    (value,) = evaluate_tree(to_tree(1 / x), {"x": 0})
    assert mp.isnan(value)
