"""Reference code, and what it is called with in terms of a formula's symbols."""

import inspect

import sympy as sp
import torch

from dlnotes.symbolic.export import to_torch
from dlnotes.symbolic.names_of_code import called, name_of


class Code:
    """A function with its arguments.

    Args:
        function: the reference code.
        arguments: in order, each as the function takes it. A symbol is passed as a float64 tensor
            without dimensions, an integer symbol as a Python int; an expression as its value; a
            tuple as a tuple; a matrix as one tensor (a column as a vector); everything else that is
            no text as it is.

    Attributes:
        symbols: the free symbols of the arguments, in order.
    """

    def __init__(self, function, arguments):
        if not callable(function):
            raise TypeError(f"function={function!r}: expected something that can be called")
        self.function, self.arguments = function, arguments
        leaves = [leaf for leaf in _leaves(arguments) if isinstance(leaf, sp.Expr)]
        found = [sorted(leaf.free_symbols, key=sp.default_sort_key) for leaf in leaves]
        self.symbols = tuple(dict.fromkeys(s for some in found for s in some))

    @property
    def name(self):
        """What the page calls it; empty for a lambda that calls nothing."""
        found = [name_of(self.function), *called(self.function)]
        return next(filter(None, found), "")

    def shown(self):
        """The arguments one by one as sympy prints them; what has no name is left out."""
        found = map(_named, _leaves(self.arguments))
        return [leaf for leaf in found if leaf is not None]

    def called(self, point, reals=()):
        """(what the function returns, {symbol: what was passed for it}) at a point.

        Args:
            point: {symbol: sympy number}.
            reals: the symbols whose tensors require gradients.
        """
        passed = {s: _passed(s, point[s], s in reals) for s in self.symbols}
        return self.function(*(_value(a, passed, point) for a in self.arguments)), passed


def computed(function, *arguments):
    """The reference code that computes a formula, with its arguments in the formula's symbols.

    For `define(..., by=...)` and for `shows=` of an explorer. Where the arguments of a function
    have the names of the symbols, the function itself will do.
    """
    return Code(function, arguments)


def by_names(function, symbols):
    """`Code` that passes each argument of a function the symbol of that name.

    Raises:
        ValueError: an argument without a default has the name of no symbol.
    """
    named, arguments, last = {s.name: s for s in symbols}, [], 0
    for name, parameter in inspect.signature(function).parameters.items():
        optional = parameter.default is not parameter.empty
        if parameter.kind is parameter.KEYWORD_ONLY and optional:
            continue
        if name not in named and not optional:
            raise ValueError(
                f"{name_of(function) or 'lambda'} has the argument {name}, which no symbol is "
                f"called (known: {', '.join(sorted(named))}): write computed(...) with the "
                "arguments in order"
            )
        arguments.append(named.get(name, parameter.default))
        last = len(arguments) if name in named else last
    return Code(function, tuple(arguments[:last]))


def _leaves(argument):
    if isinstance(argument, str):
        raise TypeError(f"symbols={argument!r}: expected sympy symbols or expressions, no text")
    if isinstance(argument, (tuple, list)):
        for part in argument:
            yield from _leaves(part)
    elif isinstance(argument, sp.MatrixBase):
        yield from argument
    elif isinstance(argument, (sp.Expr, int, float)) and not isinstance(argument, bool):
        yield sp.sympify(argument)
    else:
        yield argument


def _named(thing):
    """An expression as it is, a function as its name."""
    if isinstance(thing, sp.Expr):
        return thing
    name = getattr(thing, "__name__", None)
    return sp.Symbol(name) if name else None


def _passed(symbol, value, gradient):
    if symbol.is_integer:
        return int(value)
    return torch.tensor(float(value), dtype=torch.float64, requires_grad=gradient)


def _value(argument, passed, point):
    """One argument as the function gets it."""
    if isinstance(argument, (tuple, list)):
        return tuple(_value(part, passed, point) for part in argument)
    if isinstance(argument, sp.MatrixBase):
        parts = [_tensor(_value(part, passed, point)) for part in argument]
        shape = argument.shape[:1] if argument.shape[1] == 1 else argument.shape
        return torch.stack(parts).reshape(shape)
    if not isinstance(argument, sp.Basic):
        return argument
    if argument in passed:
        return passed[argument]
    if argument.is_integer:
        return int(argument.xreplace(point))
    symbols = sorted(argument.free_symbols, key=sp.default_sort_key)
    if not symbols:
        return float(argument)
    return to_torch(argument, *symbols)(*(_tensor(passed[s]) for s in symbols))


def _tensor(value):
    return value if isinstance(value, torch.Tensor) else torch.tensor(value, dtype=torch.float64)
