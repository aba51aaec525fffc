"""Derivatives, limits, sums and integrals in LaTeX: the operator, and how far it reaches."""

from sympy import Derivative, Integral, Limit, Product, S, Sum
from sympy.printing.conventions import requires_partial

from dlnotes.symbolic.printing.pieces import Level, Piece, at_least, operate, operate_tightly

OPERATORS = (Derivative, Integral, Limit, Product, Sum)


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


def series_sign(sign, limits, show):
    r"""`\sum_{i=1}^{n}`, or the bounds of several names below each other."""
    shown = [[show(part).tex for part in limit] for limit in limits]
    if len(shown) == 1:
        ((name, low, high),) = shown
        return rf"{sign}_{{{name}={low}}}^{{{high}}}"
    lines = r"\\".join(rf"{low} \leq {name} \leq {high}" for name, low, high in shown)
    return rf"{sign}_{{\substack{{{lines}}}}}"


def integral(limits, body, show):
    r"""`\int\limits_{a}^{b} f\, dx`, with the body given as a piece."""
    signs, ends = "", ""
    for name, *bounds in limits:
        low, high = (show(bound).tex for bound in bounds)
        signs = rf"\int\limits_{{{low}}}^{{{high}}} " + signs
        ends += rf"\, d{show(name).tex}"
    return Piece(f"{signs}{at_least(body, Level.OPEN).tex}{ends}", Level.OPEN)


def series(expr, sign, show):
    return operate(series_sign(sign, expr.limits, show), show(expr.function))


def limit(expr, show):
    body, name, end, side = expr.args
    return operate_tightly(limit_sign(name, end, str(side), show), show(body))


def bound_names(expr):
    """The names that the sums and limits in an expression bind."""
    found = {s.name for part in expr.atoms(Sum, Product) for s in part.bound_symbols}
    return found | {part.args[1].name for part in expr.atoms(Limit)}


def operators_last(factors):
    """Commuting factors with the operators behind the others: then their scope ends the product."""
    return sorted(factors, key=lambda factor: isinstance(factor, OPERATORS))
