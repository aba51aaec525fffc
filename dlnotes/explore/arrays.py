"""Expression trees over float64 arrays, as the browser evaluates them.

This is what writes the static picture and finds formulas that are nan everywhere. The tests have a
precise twin with mpmath, and compare both with the browser.
"""

import math

import numpy as np


def evaluate_arrays(parts, trees, values):
    """Values of trees; nan outside a function's real domain and at a pole of a power.

    Args:
        parts: the shared parts, [[name, tree], ...].
        trees: a list of trees.
        values: {name: number or array}; arrays broadcast against one another.

    Returns:
        A list of float64 arrays.
    """
    scope = dict(values)
    with np.errstate(all="ignore"):
        for name, tree in parts:
            if needed(tree, scope):
                scope[name] = evaluate(tree, scope)
        return [np.asarray(evaluate(tree, scope), dtype=float) for tree in trees]


def needed(tree, scope):
    """Whether every name in a part has a value: another panel's parts have none here."""
    if isinstance(tree, str):
        return tree in scope
    return not isinstance(tree, list) or all(needed(t, scope) for t in tree[1:])


def evaluate(tree, scope):
    if isinstance(tree, str):
        return scope[tree]
    if not isinstance(tree, list):
        return float(tree)
    operation, *args = tree
    values = [evaluate(a, scope) for a in args]
    if operation == "piecewise":
        return np.select(
            [np.asarray(c, dtype=bool) for c in np.broadcast_arrays(*values)[::2]],
            np.broadcast_arrays(*values)[1::2],
            default=math.nan,
        )
    return ARRAY_OPERATIONS[operation](*values)


def power(base, exponent):
    base = np.asarray(base, dtype=float)
    result = np.power(base, exponent)
    return np.where((base == 0) & (np.asarray(exponent) < 0), math.nan, result)


def fold(function):
    """A function of two arguments as one of many."""

    def folded(first, *rest):
        for value in rest:
            first = function(first, value)
        return first

    return folded


ARRAY_OPERATIONS = {
    "add": fold(np.add),
    "mul": fold(np.multiply),
    "pow": power,
    "exp": np.exp,
    "log": np.log,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "atan2": lambda a, b: np.arctan2(np.add(a, 0.0), np.add(b, 0.0)),
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "asinh": np.arcsinh,
    "acosh": np.arccosh,
    "atanh": np.arctanh,
    "erf": np.vectorize(math.erf, otypes=[float]),
    "abs": np.abs,
    "sign": np.sign,
    "floor": np.floor,
    "ceil": np.ceil,
    "min": fold(np.minimum),
    "max": fold(np.maximum),
    "mod": np.mod,
    "eq": np.equal,
    "ne": np.not_equal,
    "lt": np.less,
    "le": np.less_equal,
    "gt": np.greater,
    "ge": np.greater_equal,
    "and": fold(np.logical_and),
    "or": fold(np.logical_or),
    "not": np.logical_not,
    "true": lambda: True,
    "false": lambda: False,
}
