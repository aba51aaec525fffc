"""Calls of sympy's functions in LaTeX, with their arguments as the source writes them."""

import sympy as sp
from sympy.core.function import FunctionClass

from dlnotes.symbolic.printing import operators
from dlnotes.symbolic.printing.latex import PRINTER
from dlnotes.symbolic.printing.pieces import (
    Level,
    Piece,
    bracketed,
    operate,
    operate_tightly,
    power,
    radical,
)

FENCED = (sp.Abs, sp.floor, sp.ceiling, sp.Max, sp.Min)
SLOT = r"\slot{}"  # stands for an argument while the function is printed
E = Piece("e", Level.ATOM)


def written_call(function, args, value):
    """(piece, (name, arguments)) of a call; the piece is None where sympy's printer knows better.

    Args:
        function: what is called.
        args: `Written` arguments.
        value: what it gave.
    """
    rule = RULES.get(function)
    if rule is not None:
        return rule(args, value), ()
    pieces = [arg.piece for arg in args]
    if isinstance(function, FunctionClass) and None not in pieces:
        return _applied(function, pieces)
    return None, ()


def _applied(function, pieces):
    """A function before its arguments in brackets; (name, arguments) for `\\sin^2(x)`."""
    slots = [sp.Symbol(SLOT.replace("}", f"{k}}}")) for k in range(len(pieces))]
    tex = PRINTER.piece(function(*slots, evaluate=False)).tex
    ending = rf"{{\left({','.join(slot.name for slot in slots)} \right)}}"
    if tex.endswith(ending):
        name = tex.removesuffix(ending)
        arguments = rf"{{\left({','.join(piece.tex for piece in pieces)} \right)}}"
        return Piece(name + arguments, Level.ATOM), (name, arguments)
    if function not in FENCED:
        return None, ()
    for slot, piece in zip(slots, pieces, strict=True):
        tex = tex.replace(slot.name, piece.tex)
    return Piece(tex, Level.ATOM), ()


def _kept(args, value):
    (inner,) = args
    return bracketed(inner.piece) if inner.piece.level == Level.SIGNED else inner.piece


def _derivative(args, value):
    body, *_ = args
    if not (isinstance(value, sp.Derivative) and value.expr == body.value):
        return None
    return operate_tightly(operators.derivative_sign(value, PRINTER.piece), body.piece)


def _limits(args, value):
    """The LaTeX of every limit of a sum or an integral, as its source writes it."""
    shown = operators.shown_limits(value.limits, PRINTER.piece)
    for place, arg in enumerate(args[1:]):
        if arg.op == "tuple" and all(part.piece for part in arg.parts):
            shown[place] = [part.piece.tex for part in arg.parts]
    return shown


def _is_whole(value, kind, args):
    """Whether sympy kept the operator and its body as they were given."""
    return isinstance(value, kind) and value.args[0] == args[0].value


def _series(kind, sign):
    def rule(args, value):
        if not _is_whole(value, kind, args):
            return None
        return operate(operators.series_sign(sign, _limits(args, value)), args[0].piece)

    return rule


def _integral(args, value):
    if not _is_whole(value, sp.Integral, args):
        return None
    return operators.integral(_limits(args, value), args[0].piece)


def _limit(args, value):
    if not _is_whole(value, sp.Limit, args):
        return None
    return operators.limit_of(value, args[0].piece, PRINTER.piece)


def _place(args, value):
    if not _is_whole(value, sp.Subs, args):
        return None
    return operators.place_of(value, args[0].piece, PRINTER.piece)


def matrix_piece(args, value):
    """A matrix whose rows, or a column whose entries, are written out."""
    if len(args) != 1 or args[0].op != "tuple":
        return None
    rows = [row.parts if row.op == "tuple" else (row,) for row in args[0].parts]
    if any(entry.piece is None for row in rows for entry in row):
        return None
    lines = r"\\".join(" & ".join(entry.piece.tex for entry in row) for row in rows)
    return Piece(rf"\left[\begin{{matrix}}{lines}\end{{matrix}}\right]", Level.ATOM)


RULES = {
    sp.sqrt: lambda args, value: radical(args[0].piece, 2) if len(args) == 1 else None,
    sp.cbrt: lambda args, value: radical(args[0].piece, 3) if len(args) == 1 else None,
    sp.exp: lambda args, value: power(E, args[0].piece),
    sp.UnevaluatedExpr: _kept,
    sp.Derivative: _derivative,
    sp.Sum: _series(sp.Sum, r"\sum"),
    sp.Product: _series(sp.Product, r"\prod"),
    sp.Integral: _integral,
    sp.Limit: _limit,
    sp.Subs: _place,
    sp.Matrix: matrix_piece,
}
