"""Values of expression trees with mpmath: what trees mean, for the tests of all that reads them."""

from mpmath import mp


def evaluate_tree(tree, values):
    """Values of a tree's results at one point, with mpmath at its working precision.

    As in the browser, the result is nan outside a function's real domain and at a power's pole.

    Args:
        tree: from `to_tree`.
        values: {symbol name: number}.

    Returns:
        A list of mpmath numbers, one for each result.
    """
    missing = set(tree["symbols"]) - set(values)
    if missing:
        raise ValueError(f"values={values}: no value for {', '.join(sorted(missing))}")
    scope = {name: mp.mpf(value) for name, value in values.items()}
    for name, part in tree["parts"]:
        scope[name] = _evaluate(part, scope)
    return [_evaluate(result, scope) for result in tree["results"]]


def _evaluate(node, scope):
    if isinstance(node, str):
        return scope[node]
    if not isinstance(node, list):
        return mp.mpf(node)
    operation, *args = node
    if operation == "piecewise":
        return _first_branch(args, scope)
    values = [_evaluate(a, scope) for a in args]
    try:
        result = OPERATIONS[operation](*values)
    except (ZeroDivisionError, ValueError):
        return mp.nan
    return mp.nan if isinstance(result, mp.mpc) else result


def _first_branch(args, scope):
    for condition, value in zip(args[::2], args[1::2], strict=True):
        if _evaluate(condition, scope):
            return _evaluate(value, scope)
    return mp.nan


OPERATIONS = {
    "add": lambda *a: mp.fsum(a),
    "mul": lambda *a: mp.fprod(a),
    "pow": lambda a, b: mp.nan if a == 0 and b < 0 else mp.power(a, b),
    "exp": mp.exp,
    "log": mp.log,
    "sin": mp.sin,
    "cos": mp.cos,
    "tan": mp.tan,
    "asin": mp.asin,
    "acos": mp.acos,
    "atan": mp.atan,
    "atan2": mp.atan2,
    "sinh": mp.sinh,
    "cosh": mp.cosh,
    "tanh": mp.tanh,
    "asinh": mp.asinh,
    "acosh": mp.acosh,
    "atanh": mp.atanh,
    "erf": mp.erf,
    "abs": abs,
    "sign": mp.sign,
    "floor": mp.floor,
    "ceil": mp.ceil,
    "min": lambda *a: mp.nan if any(map(mp.isnan, a)) else min(a),
    "max": lambda *a: mp.nan if any(map(mp.isnan, a)) else max(a),
    "mod": lambda a, b: a - b * mp.floor(a / b),
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
    "and": lambda *a: all(a),
    "or": lambda *a: any(a),
    "not": lambda a: not a,
    "true": lambda: True,
    "false": lambda: False,
}
