"""The inside of a sum, integral or limit as a Python function of its bound variable."""

from functools import lru_cache

import sympy as sp

ELEMENTARY = (
    *(sp.Symbol, sp.Integer, sp.Rational, sp.NumberSymbol, sp.Add, sp.Mul, sp.Pow),
    *(sp.exp, sp.log, sp.sin, sp.cos, sp.tanh, sp.sinh, sp.cosh, sp.erf, sp.factorial),
    *(sp.Abs, sp.Max, sp.Min),
)


def peel(expr):
    """The outermost bound variable of a Sum, Product or Integral, and what stands inside.

    Returns:
        (inside, variable, low, high), where `inside` keeps the inner limits.
    """
    *inner, (variable, low, high) = expr.limits
    inside = expr.func(expr.function, *inner) if inner else expr.function
    return inside, variable, low, high


def function_of(variable, body, env, value):
    """`body` as a function of one mpmath number, compiled where it is elementary.

    Args:
        variable: the bound symbol.
        body: a scalar expression.
        env: {symbol: mpmath number} for the other free symbols.
        value: evaluates (expression, env).
    """
    if not _is_elementary(body):
        return lambda number: value(body, {**env, variable: number})
    others = tuple(sorted(body.free_symbols - {variable}, key=sp.default_sort_key))
    function = _compiled(body, (variable, *others))
    numbers = [value(symbol, env) for symbol in others]
    return lambda number: function(number, *numbers)


@lru_cache(maxsize=256)
def _is_elementary(body):
    return all(isinstance(node, ELEMENTARY) for node in sp.preorder_traversal(body))


@lru_cache(maxsize=256)
def _compiled(body, symbols):
    return sp.lambdify(symbols, body, modules="mpmath", cse=True)
