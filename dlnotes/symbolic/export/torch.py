"""`to_torch` turns a checked sympy formula into a torch function, without generating source."""

import math
import operator
from functools import reduce

import sympy as sp
import torch
from sympy.functions.elementary.piecewise import ExprCondPair


def to_torch(expr, *symbols):
    """A function of tensors, one argument a symbol, that computes `expr`.

    The result follows the arguments' device, dtype and shape (they broadcast), and gradients flow.
    Parts that occur twice are computed once.

    Args:
        expr: a scalar sympy expression.
        symbols: the arguments, in order; they hold every free symbol of `expr`.

    Returns:
        A function of `len(symbols)` tensors (or numbers, at least one tensor).

    Raises:
        ValueError: a free symbol is not among the arguments.
        TypeError: `expr` holds something that torch cannot compute; the message names it.

    >>> x = sp.Symbol("x")
    >>> to_torch(x**2 + 1, x)(torch.tensor([1.0, 2.0]))
    tensor([2., 5.])
    """
    expr = sp.sympify(expr)
    missing = expr.free_symbols - set(symbols)
    if missing:
        names = ", ".join(sorted(map(str, missing)))
        raise ValueError(f"expr={expr}: the arguments {symbols} lack the symbols {names}")
    _refuse_unknown(expr)
    parts, (result,) = sp.cse([expr], order="canonical")
    constants = _constants([result, *(part for _, part in parts)])

    def function(*arguments):
        if len(arguments) != len(symbols):
            raise TypeError(f"expected {len(symbols)} arguments {symbols}, got {len(arguments)}")
        tensors = _as_tensors(arguments)
        scope = constants | dict(zip(symbols, tensors, strict=True))
        zero = sum(torch.zeros_like(t) for t in tensors)
        for name, part in parts:
            scope[name] = _value(part, scope, zero)
        return zero + _value(result, scope, zero)

    function.__name__ = "formula"
    function.__doc__ = f"Computes {expr} of {', '.join(map(str, symbols))}."
    return function


def _as_tensors(arguments):
    """Numbers become tensors beside the given ones."""
    like = next((a for a in arguments if isinstance(a, torch.Tensor)), None)
    if like is None:
        raise TypeError(f"arguments={arguments}: expected at least one torch.Tensor")
    return [a if isinstance(a, torch.Tensor) else like.new_tensor(float(a)) for a in arguments]


def _refuse_unknown(expr):
    if expr.is_Symbol or _is_constant(expr):
        return
    if type(expr) not in OPERATIONS:
        raise TypeError(f"torch cannot compute {type(expr).__name__} in {expr}: evaluate it first")
    for argument in expr.args:
        _refuse_unknown(argument)


def _is_constant(expr):
    truth = expr in (sp.true, sp.false)
    return truth or bool(getattr(expr, "is_number", False) and expr.is_real)


def _constants(exprs):
    """{expression: its Python number or truth} for all parts without symbols."""
    nodes = {n for e in exprs for n in sp.preorder_traversal(e) if _is_constant(n)}
    return {n: bool(n) if n in (sp.true, sp.false) else _number(n) for n in nodes}


def _number(constant):
    exact = constant.is_Integer and abs(constant) < 2**53
    return int(constant) if exact else float(constant)


def _value(expr, scope, zero):
    """A tensor, or a number or truth where no symbol occurs; `zero` has the result's shape."""
    if expr in scope:
        return scope[expr]
    values = [_value(a, scope, zero) for a in expr.args]
    if isinstance(expr, sp.Piecewise):
        return _piecewise(values, zero)
    if isinstance(expr, NEED_TENSORS):
        values = [v + zero for v in values]
    return OPERATIONS[type(expr)](*values)


def _piecewise(pairs, zero):
    """The first value whose condition holds, nan where none does."""
    result = zero + math.nan
    for value, condition in reversed(pairs):
        chosen = value + zero
        result = chosen if condition is True else torch.where(condition, chosen, result)
    return result


def _power(base, exponent):
    if isinstance(exponent, float) and abs(exponent) == 0.5:
        return torch.sqrt(base) if exponent > 0 else 1 / torch.sqrt(base)
    return base**exponent


def _fold(function):
    return lambda *values: reduce(function, values)


NEED_TENSORS = (sp.Max, sp.Min, sp.atan2, sp.Mod)

OPERATIONS = {
    sp.Add: _fold(operator.add),
    sp.Mul: _fold(operator.mul),
    sp.Pow: _power,
    sp.Max: _fold(torch.maximum),
    sp.Min: _fold(torch.minimum),
    sp.Piecewise: _piecewise,
    ExprCondPair: lambda value, condition: (value, condition),
    sp.And: _fold(operator.and_),
    sp.Or: _fold(operator.or_),
    sp.Not: operator.invert,
    sp.Eq: operator.eq,
    sp.Ne: operator.ne,
    sp.Lt: operator.lt,
    sp.Le: operator.le,
    sp.Gt: operator.gt,
    sp.Ge: operator.ge,
    sp.Abs: torch.abs,
    sp.ceiling: torch.ceil,
    sp.Mod: torch.remainder,
    sp.loggamma: torch.lgamma,
    sp.UnevaluatedExpr: lambda value: value,
} | {
    getattr(sp, name): getattr(torch, name)
    for name in (
        *("exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh"),
        *("tanh", "asinh", "acosh", "atanh", "erf", "erfc", "sign", "floor"),
    )
}
