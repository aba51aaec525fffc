"""Derivatives, limits, sums and integrals in LaTeX: the operator, and how far it reaches."""

from sympy import S
from sympy.printing.conventions import requires_partial

from dlnotes.symbolic.printing.pieces import Level, Piece, at_least, operate_tightly


def derivative(expr, show):
    r"""`\frac{d^2}{d x^2}` before its body.

    Args:
        expr: the `Derivative`.
        show: gives the piece of an expression, as for the other functions here.
    """
    return operate_tightly(derivative_sign(expr, show), show(expr.expr))


def derivative_sign(expr, show):
    sign = r"\partial" if requires_partial(expr.expr) else "d"
    order = sum(times for _, times in expr.variable_count)
    below = "".join(
        f"{sign} {show(name).tex}" + f"^{{{times}}}" * (times != 1)
        for name, times in reversed(expr.variable_count)
    )
    return rf"\frac{{{sign}{f'^{{{order}}}' * (order != 1)}}}{{{below}}}"


def limit_sign(name, end, side, show):
    above = "" if side == "+-" or end in (S.Infinity, S.NegativeInfinity) else f"^{side}"
    return rf"\lim_{{{show(name).tex} \to {show(end).tex}{above}}}"


def shown_limits(limits, show):
    """The LaTeX of every part of every limit."""
    return [[show(part).tex for part in limit] for limit in limits]


def series_sign(sign, limits):
    r"""`\sum_{i=1}^{n}`, or the bounds of several names below each other."""
    if len(limits) == 1:
        ((name, low, high),) = limits
        return rf"{sign}_{{{name}={low}}}^{{{high}}}"
    lines = r"\\".join(rf"{low} \leq {name} \leq {high}" for name, low, high in limits)
    return rf"{sign}_{{\substack{{{lines}}}}}"


def integral(limits, body):
    r"""`\int\limits_{a}^{b} f\, dx`, from the LaTeX of the limits and the piece of the body."""
    signs, ends = "", ""
    for name, *bounds in limits:
        shown = rf"\limits_{{{bounds[0]}}}^{{{bounds[1]}}}" if len(bounds) == 2 else ""
        signs = rf"\int{shown} " + signs
        ends += rf"\, d{name}"
    return Piece(f"{signs}{at_least(body, Level.OPEN).tex}{ends}", Level.OPEN)


def limit_of(expr, body, show):
    """A limit before a body given as a piece."""
    _, name, end, side = expr.args
    return operate_tightly(limit_sign(name, end, str(side), show), body)


def place_of(expr, body, show):
    r"""`\left. body \right|_{x=1}` of a `Subs`, with the body given as a piece."""
    _, old, new = expr.args
    lines = r"\\ ".join(f"{show(x).tex}={show(v).tex}" for x, v in zip(old, new, strict=True))
    return Piece(rf"\left. {body.tex} \right|_{{\substack{{ {lines} }}}}", Level.FRACTION)
