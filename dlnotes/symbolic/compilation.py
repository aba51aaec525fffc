"""`to_torch` turns a checked sympy formula into a torch function."""

import sympy as sp
import torch


def to_torch(expr, *symbols):
    """A function of tensors, one argument a symbol, that computes `expr`.

    The result follows the arguments' device, dtype and shape (they broadcast), and gradients flow.

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
    formula = sp.lambdify(symbols, _plain_numbers(expr), modules="torch", cse=True)

    def function(*arguments):
        if len(arguments) != len(symbols):
            raise TypeError(f"expected {len(symbols)} arguments {symbols}, got {len(arguments)}")
        tensors = _as_tensors(arguments)
        return formula(*tensors) + sum(torch.zeros_like(t) for t in tensors)

    function.__name__ = "formula"
    function.__doc__ = f"Computes {expr} of {', '.join(map(str, symbols))}."
    return function


def _plain_numbers(expr):
    """Constant parts such as sqrt(2) become floats: torch functions take tensors only."""
    constants = {
        node: sp.Float(node.evalf(17), 17)
        for node in sp.preorder_traversal(expr)
        if node.is_number and not node.is_Rational and node.is_real
    }
    return expr.xreplace(constants)


def _refuse_unknown(expr):
    unknown = (sp.Sum, sp.Product, sp.Integral, sp.Limit, sp.Derivative, sp.Subs)
    found = expr.atoms(*unknown) | expr.atoms(sp.core.function.AppliedUndef)
    if found:
        raise TypeError(f"torch cannot compute {sorted(found, key=str)[0]}: evaluate it first")


def _as_tensors(arguments):
    """Numbers become tensors beside the given ones."""
    like = next((a for a in arguments if isinstance(a, torch.Tensor)), None)
    if arguments and like is None:
        raise TypeError(f"arguments={arguments}: expected at least one torch.Tensor")
    return [a if isinstance(a, torch.Tensor) else like.new_tensor(float(a)) for a in arguments]
