"""Expression trees: a formula as plain JSON data, evaluated alike in Python and in the browser.

A tree is a number, the name of a symbol or of an earlier part, or a list whose first item names an
operation, one of the values of `NAMES`. Nothing is ever compiled or evaluated as source text.
"""

import sympy as sp
from sympy.logic.boolalg import BooleanAtom


def to_tree(expr):
    """The JSON tree of one expression or of several that share their common parts.

    Args:
        expr: a scalar sympy expression, or a sequence of them.

    Returns:
        {"symbols": [names], "parts": [[name, tree], ...], "results": [tree, ...]}: parts may use
        symbols and earlier parts; one result for each expression.

    Raises:
        ValueError: there is no operation for a part of it; the message names the part.

    >>> x = sp.Symbol("x")
    >>> to_tree(x**2 + 1)["results"]
    [['add', ['pow', 'x', 2], 1]]
    """
    exprs = [sp.sympify(e) for e in (expr if isinstance(expr, (list, tuple, sp.Tuple)) else [expr])]
    symbols = sorted({s for e in exprs for s in e.free_symbols}, key=sp.default_sort_key)
    names = [s.name for s in symbols]
    if len(set(names)) < len(names):
        raise ValueError(f"two different symbols share a name: {', '.join(sorted(names))}")
    fresh = (s for s in sp.numbered_symbols("_") if s.name not in names)
    parts, results = sp.cse(exprs, symbols=fresh, order="canonical")
    return {
        "symbols": names,
        "parts": [[name.name, _tree(part)] for name, part in parts],
        "results": [_tree(result) for result in results],
    }


def _tree(expr):
    if expr.is_Symbol:
        return expr.name
    if isinstance(expr, BooleanAtom):
        return ["true"] if expr else ["false"]
    if (expr.is_number and not expr.args) or expr.is_Rational:
        return _constant(expr)
    if isinstance(expr, sp.Piecewise):
        return ["piecewise", *(_tree(a) for pair in expr.args for a in reversed(pair.args))]
    name = NAMES.get(type(expr).__name__)
    if name is None:
        raise ValueError(
            f"{type(expr).__name__} in {expr} is not an operation of an expression tree; "
            f"known are: {', '.join(sorted(set(NAMES.values())))}"
        )
    return [name, *(_tree(a) for a in _ordered(expr))]


def _ordered(expr):
    """Arguments as sympy prints them, so that a tree is stable."""
    if isinstance(expr, sp.Add):
        return expr.as_ordered_terms()
    return expr.as_ordered_factors() if isinstance(expr, sp.Mul) else expr.args


def _constant(number):
    if not number.is_real:
        raise ValueError(f"the constant {number} is not a finite real number")
    return int(number) if number.is_Integer and abs(number) < 2**53 else float(number)


NAMES = {
    "Add": "add",
    "Mul": "mul",
    "Pow": "pow",
    "exp": "exp",
    "log": "log",
    "sin": "sin",
    "cos": "cos",
    "tan": "tan",
    "asin": "asin",
    "acos": "acos",
    "atan": "atan",
    "atan2": "atan2",
    "sinh": "sinh",
    "cosh": "cosh",
    "tanh": "tanh",
    "asinh": "asinh",
    "acosh": "acosh",
    "atanh": "atanh",
    "erf": "erf",
    "Abs": "abs",
    "sign": "sign",
    "floor": "floor",
    "ceiling": "ceil",
    "Min": "min",
    "Max": "max",
    "Mod": "mod",
    "Equality": "eq",
    "Unequality": "ne",
    "StrictLessThan": "lt",
    "LessThan": "le",
    "StrictGreaterThan": "gt",
    "GreaterThan": "ge",
    "And": "and",
    "Or": "or",
    "Not": "not",
}
