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
    constants, parts = _constants([result, *(part for _, part in parts)]), dict(parts)

    def function(*arguments):
        if len(arguments) != len(symbols):
            raise TypeError(f"expected {len(symbols)} arguments {symbols}, got {len(arguments)}")
        tensors = dict(zip(symbols, _as_tensors(arguments), strict=True))
        scope = Scope(tensors, parts, constants)
        return scope.zero + scope.value(result)

    function.__name__ = "formula"
    function.__doc__ = f"Computes {expr} of {', '.join(map(str, symbols))}."
    return function


def _as_tensors(arguments):
    """Numbers become tensors of a dtype that holds them, beside the given ones."""
    tensors = [a for a in arguments if isinstance(a, torch.Tensor)]
    if not tensors:
        raise TypeError(f"arguments={arguments}: expected at least one torch.Tensor")
    like = next(filter(torch.is_floating_point, tensors), tensors[0])
    return [a if isinstance(a, torch.Tensor) else _beside(a, like) for a in arguments]


def _beside(number, like):
    if like.is_floating_point() or isinstance(number, int):
        return like.new_tensor(number if isinstance(number, int) else float(number))
    return like.new_tensor(float(number), dtype=torch.get_default_dtype())


def _refuse_unknown(expr):
    if expr.is_Symbol or _is_constant(expr):
        return
    if type(expr) not in (*OPERATIONS, sp.Piecewise, ExprCondPair):
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


class Scope:
    """Values of the symbols, and of the parts of a formula, each computed when first needed.

    Attributes:
        tensors: {symbol: tensor}.
        parts: {name: expression} of what occurs twice.
        constants: {expression: number or truth}.
        zero: zeros of the result's shape.
    """

    def __init__(self, tensors, parts, constants):
        self.tensors, self.parts, self.constants = tensors, parts, constants
        self.zero = sum(map(_zeros, tensors.values()))
        self._known = constants | tensors

    def value(self, expr):
        """A tensor, or a number or truth where no symbol occurs."""
        if expr in self.parts and expr not in self._known:
            self._known[expr] = self.value(self.parts[expr])
        if expr in self._known:
            return self._known[expr]
        if isinstance(expr, sp.Piecewise):
            return self._piecewise(expr)
        values = [self.value(a) for a in expr.args]
        if isinstance(expr, NEED_TENSORS):
            values = [v + self.zero for v in values]
        return OPERATIONS[type(expr)](*values)

    def _piecewise(self, expr):
        """The first branch whose condition holds, nan where none does.

        A branch is computed where it is chosen and nowhere else: a slope of infinity outside it
        would come back as nan, since autograd multiplies it by zero.
        """
        result = self.zero + math.nan
        left = torch.ones_like(self.zero, dtype=torch.bool)
        for branch, condition in expr.args:
            truth = left & self.value(condition)
            if truth.any():
                values = self._where(truth).value(branch)
                result = _filled(result, truth, values)
            left = left & ~truth
        return result

    def _where(self, truth):
        """The scope at the places where a condition holds."""
        if truth.all():
            return self
        tensors = {s: t.expand(truth.shape)[truth] for s, t in self.tensors.items()}
        return Scope(tensors, self.parts, self.constants)


def _zeros(tensor):
    """Zeros that depend on the tensor, so that a constant has the slope 0 and not none."""
    return tensor.masked_fill(torch.ones_like(tensor, dtype=torch.bool), 0)


def _filled(result, truth, values):
    """`result` with other values where the condition holds."""
    values = (result.new_zeros(()) + values).to(result.dtype)
    return result.masked_scatter(truth, values.expand(int(truth.sum())))


def _power(base, exponent):
    if isinstance(exponent, int) and exponent < 0 and not torch.is_floating_point(base):
        base = base.to(torch.get_default_dtype())  # torch refuses 1/n of integers
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
