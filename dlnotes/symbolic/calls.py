"""One call of reference code: its arguments, its result and torch's slopes of it."""

import sympy as sp
import torch

from dlnotes.symbolic.errors import AgreementError


def call(function, name, expr, symbols, reals, point):
    """Values and slopes of reference code at one point.

    Args:
        function: the code.
        name: what the page calls it.
        expr: the formula, for the shape of the result.
        symbols: the arguments, in order.
        reals: those of them in which the slopes are wanted.
        point: {symbol: sympy number}.

    Returns:
        {(entry, None): value, (entry, symbol): slope}.

    Raises:
        AgreementError: the result has another shape, type or dtype.
    """
    arguments = {s: _argument(s, point[s], s in reals) for s in symbols}
    result = _checked(function(*arguments.values()), name, expr)
    found = {}
    for k, entry in enumerate(result.reshape(-1)):
        slopes = _slopes(entry, [arguments[s] for s in reals])
        found |= {(k, None): entry.item()} | {
            (k, s): slope for s, slope in zip(reals, slopes, strict=True)
        }
    return found


def _argument(symbol, value, gradient):
    if symbol.is_integer:
        return int(value)
    return torch.tensor(float(value), dtype=torch.float64, requires_grad=gradient)


def _checked(result, name, expr):
    """The code's result as a tensor of the formula's shape and of a dtype with enough digits."""
    if isinstance(result, (bool, int, float)):
        result = torch.tensor(result, dtype=torch.float64)
    if not isinstance(result, torch.Tensor):
        raise AgreementError(f"{name} returns {type(result).__name__}, expected a tensor")
    shapes = _shapes(expr)
    if tuple(result.shape) not in shapes:
        expected = " or ".join(map(str, shapes))
        raise AgreementError(f"{name} returns shape {tuple(result.shape)}, expected {expected}")
    if result.is_complex() or (result.is_floating_point() and result.dtype != torch.float64):
        raise AgreementError(
            f"{name} returns {result.dtype} for float64 arguments: it should follow its inputs"
        )
    return result


def _shapes(expr):
    """Shapes that a result may have: a column may stand for a vector."""
    if not isinstance(expr, sp.MatrixBase):
        return [()]
    return [expr.shape, expr.shape[:1]] if expr.shape[1] == 1 else [expr.shape]


def _slopes(entry, tensors):
    """Torch's slopes of one entry; an argument it does not reach has slope 0."""
    if not tensors or not entry.requires_grad:
        return [0.0] * len(tensors)
    slopes = torch.autograd.grad(entry, tensors, retain_graph=True, allow_unused=True)
    return [0.0 if slope is None else slope.item() for slope in slopes]
