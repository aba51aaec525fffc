"""The same values in the browser, in numpy, in mpmath and in sympy at 50 digits."""

import math

import numpy as np
import pytest
import sympy as sp
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from mpmath import mp
from sympy.core.evalf import PrecisionExhausted

from dlnotes.explore.arrays import ARRAY_OPERATIONS, evaluate_arrays
from dlnotes.symbolic.export.tree import to_tree
from tests.symbolic.export.values import OPERATIONS, _evaluate, evaluate_tree

X, Y = sp.symbols("x y", real=True)
UNARY = [
    sp.exp, sp.log, sp.sin, sp.cos, sp.tan, sp.asin, sp.acos, sp.atan, sp.sinh, sp.cosh, sp.tanh,
    sp.asinh, sp.acosh, sp.atanh, sp.erf, sp.Abs, sp.sign, sp.floor, sp.ceiling, sp.sqrt,
]  # fmt: skip
SIZES = [0.0, 5e-324, 1e-308, 1e-20, 1e-9, 0.3, 0.5, 1.0, math.nextafter(1, 2), 2.0, 2.5, 3.7]
SIZES += [math.pi / 2, 5.9, 6.1, 30.0, 710.0, 1e9, 1e16, 1e200, 1.7e308]
ARGUMENTS = SIZES + [-value for value in SIZES]
TWO = ("add", "mul", "pow", "atan2", "min", "max", "mod", "and", "or")
TWO += ("eq", "ne", "lt", "le", "gt", "ge")
SMALLEST, LARGEST = mp.mpf("1e-60"), mp.mpf("1e60")


def grown(inner):
    two = st.tuples(inner, inner)
    return st.one_of(
        st.builds(lambda f, a: f(a), st.sampled_from(UNARY), inner),
        two.map(lambda p: p[0] + p[1]),
        two.map(lambda p: p[0] - p[1]),
        two.map(lambda p: p[0] * p[1]),
        two.map(lambda p: p[0] / p[1] if p[1] != 0 else p[0]),
        st.tuples(inner, st.sampled_from([-2, -1, 2, 3, sp.Rational(1, 3)])).map(
            lambda p: p[0] ** p[1] if p[0] != 0 else p[0]
        ),
        two.map(lambda p: sp.Min(*p) if all(q.is_real for q in p) else p[0]),
        two.map(lambda p: sp.Max(*p) if all(q.is_real for q in p) else p[0]),
        two.map(lambda p: sp.Piecewise((p[0], X < Y), (p[1], True))),
        st.tuples(inner, st.sampled_from([2, 3, sp.Rational(1, 2)])).map(lambda p: sp.Mod(*p)),
        two.map(lambda p: sp.atan2(*p) if all(q.is_real for q in p) else p[1]),
    )


LEAVES = st.sampled_from([X, Y, sp.Integer(2), sp.Rational(1, 3), sp.pi, sp.Integer(-1)])
EXPRESSIONS = st.recursive(LEAVES, grown, max_leaves=6)
POINTS = st.one_of(
    st.floats(-4, 4),
    st.sampled_from(ARGUMENTS),
    st.floats(allow_nan=False, allow_infinity=False),
)


def trees_of(expressions):
    """(expression, tree) for those that have a tree: random ones may hold zoo or i."""
    for expression in expressions:
        try:
            yield expression, to_tree(expression)
        except (ValueError, TypeError):
            continue


def subtrees(tree):
    yield tree
    for argument in tree[1:] if isinstance(tree, list) else []:
        yield from subtrees(argument)


def cancels(sum_, value, scope):
    """Whether a sum of three or more is so small beside its terms that their order decides it."""
    terms = [_evaluate(term, scope) for term in sum_[1:]]
    return len(terms) > 2 and sum(map(abs, terms)) > 1e5 * abs(value)


def fits(tree, point):
    """Whether every value on the way is moderate: no product of five overflows, no sum cancels."""
    scope = {name: mp.mpf(value) for name, value in point.items()}
    for name, part in [*tree["parts"], ("_", tree["results"][0])]:
        for piece in subtrees(part):
            value = _evaluate(piece, scope)
            if isinstance(value, mp.mpf) and not (value == 0 or SMALLEST < abs(value) < LARGEST):
                return False
            if isinstance(piece, list) and piece[0] == "add" and cancels(piece, value, scope):
                return False
        scope[name] = _evaluate(part, scope)
    return True


def at_precision(tree, point, bits):
    with mp.workprec(bits):
        return evaluate_tree(tree, point)[0]


def well_conditioned(tree, point, exact):
    """Whether arithmetic of about 53 bits, with rounded numbers, can give it to 1e-10 at all."""
    shifts = (0, 1e-14, -1e-14, 3e-14, -7e-14)
    places = ({name: value * (1 + shift) for name, value in point.items()} for shift in shifts)
    moved = (evaluate_tree(nudged(tree), place)[0] for place in places)
    return all(close(value, exact, 1e-10) for value in moved) and all(
        close(at_precision(tree, point, bits), exact, 1e-10) for bits in (45, 48, 50, 53, 57)
    )


def nudged(tree):
    """The tree with every constant that is not whole a little larger."""
    if isinstance(tree, dict):
        return {name: nudged(value) for name, value in tree.items()}
    if isinstance(tree, list):
        return [nudged(value) for value in tree]
    return tree * (1 + 1e-14) if isinstance(tree, float) else tree


def close(found, expected, tolerance):
    if mp.isnan(expected):
        return mp.isnan(found)
    if mp.isinf(expected) or mp.isinf(found):
        return found == expected
    return abs(mp.mpf(found) - expected) <= tolerance * abs(expected)


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # a failure names its formula: shrinking takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.lists(EXPRESSIONS, min_size=30, max_size=40), st.lists(POINTS, min_size=8, max_size=8))
def test_random_formulas_agree_everywhere(module, expressions, numbers):
    points = {"x": numbers[:4], "y": numbers[4:]}
    pairs = list(trees_of(expressions))
    results = module.evaluate(
        "([trees, points]) => trees.map((tree) => dlx.evaluate(tree, points)[0])",
        [[tree for _, tree in pairs], points],
    )
    for (expression, tree), found in zip(pairs, results, strict=True):
        numpy_found = evaluate_arrays(
            tree["parts"], tree["results"], {k: np.array(v) for k, v in points.items()}
        )[0]
        numpy_found = np.broadcast_to(numpy_found, (4,))
        for index in range(4):
            point = {name: values[index] for name, values in points.items()}
            compare(expression, tree, point, found[index], float(numpy_found[index]))


def compare(expression, tree, point, found, numpy_found):
    with mp.workdps(50):
        exact = evaluate_tree(tree, point)[0]
        if not fits(tree, point) or not well_conditioned(tree, point, exact):
            return
        told = f"{expression} at {point}: {exact}, browser {found}, numpy {numpy_found}"
        assert close(found, exact, 1e-9), told
        assert close(numpy_found, exact, 1e-9), told
        value = sympy_value(expression, point)
        if value is not None and not mp.isnan(exact):
            assert close(value, exact, 1e-9), told


def sympy_value(expression, point):
    """sympy's value where it has one with 30 good digits."""
    precise = {s: sp.Float(point[s.name], 50) for s in expression.free_symbols}
    try:
        value = expression.evalf(50, subs=precise)
    except PrecisionExhausted:  # sympy cannot tell a whole number from its neighbours
        return None
    return mp.mpf(value) if value.is_Float and value._prec > 99 else None


@pytest.mark.parametrize("operation", sorted(OPERATIONS.keys() - {"true", "false"}))
def test_branch_cuts_poles_huge_and_tiny_arguments(module, operation):
    two = operation in TWO
    pairs = [(a, b) for a in ARGUMENTS for b in (ARGUMENTS if two else [0.0])]
    if operation == "mod":
        pairs = [(a, b) for a, b in pairs if b != 0 and abs(a) < 1e15 * abs(b)]
    tree = {"parts": [], "results": [[operation, "x", "y"] if two else [operation, "x"]]}
    tree["symbols"] = ["x", "y"]
    xs, ys = zip(*pairs, strict=True)
    found = module.evaluate(
        "([tree, x, y]) => dlx.evaluate(tree, { x, y })[0]", [tree, list(xs), list(ys)]
    )
    with np.errstate(all="ignore"):
        arrays = evaluate_arrays([], tree["results"], {"x": np.array(xs), "y": np.array(ys)})[0]
    tolerance = 1e-12 if operation == "erf" else 1e-9
    for x, y, browser, numpy_value in zip(xs, ys, found, arrays, strict=True):
        with mp.workdps(60):
            exact = mp.mpf(evaluate_tree(tree, {"x": x, "y": y})[0])
            if abs(exact) > mp.mpf("1.79e308"):
                exact = mp.inf * mp.sign(exact)
            if 0 < abs(exact) < mp.mpf("1e-307"):
                assert abs(browser) < 1e-306, (operation, x, y)
                continue
            for value in (browser, numpy_value):
                assert close(mp.mpf(value), exact, tolerance), (operation, x, y, exact, value)


@pytest.mark.parametrize("exponent", [2, 3, 0.5, -1, -0.5, -2])
def test_powers_that_are_written_out_are_powers_and_a_pole_is_a_gap(module, exponent):
    xs = [-2.5, -1.0, -0.0, 0.0, 0.25, 3.0]
    tree = {"parts": [], "results": [["pow", "x", exponent]]}
    found = module.evaluate("([tree, x]) => dlx.evaluate(tree, { x })[0]", [tree, xs])
    with np.errstate(all="ignore"):
        wanted = np.power(xs, exponent)
    wanted[~np.isfinite(wanted)] = math.nan
    np.testing.assert_allclose(found, wanted, rtol=1e-12)
    assert math.isnan(found[2]) == (exponent < 0)


def test_every_operation_has_its_array_twin():
    assert OPERATIONS.keys() == ARRAY_OPERATIONS.keys()


def test_error_function_is_accurate_to_a_trillionth(module):
    xs = [k / 97 for k in range(-700, 701)]
    tree = {"parts": [], "results": [["erf", "x"]]}
    found = module.evaluate("([tree, x]) => dlx.evaluate(tree, { x })[0]", [tree, xs])
    with mp.workdps(40):
        assert all(close(f, mp.erf(x), 1e-12) for f, x in zip(found, xs, strict=True))


def test_piecewise_takes_the_first_true_branch_and_is_nan_without(module):
    tree = to_tree(sp.Piecewise((X**2, X < 0), (2 * X, X < 1)))
    found = module.evaluate("(tree) => dlx.evaluate(tree, { x: [-2, 0.5, 3] })[0]", tree)
    assert found[:2] == [4, 1] and math.isnan(found[2])


@pytest.mark.parametrize(
    ("tree", "message"),
    [("nowhere", "nowhere, which has no value"), (["eval", "x"], "eval, which is not an operation"),
     (["constructor", "x"], "not an operation"), (None, "a formula holds null")],
)  # fmt: skip
def test_malformed_trees_are_refused_by_name(module, tree, message):
    told = module.evaluate(
        "(tree) => { try { dlx.evaluate({ parts: [], results: [tree] }, { x: [1] }) } "
        "catch (error) { return error.message } }",
        tree,
    )
    assert message in told
