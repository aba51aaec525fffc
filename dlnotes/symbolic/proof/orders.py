"""Statements with a remainder O(...): their numeric check and their proof."""

import random

import sympy as sp
from mpmath import mp

from dlnotes.symbolic.attempts import attempt
from dlnotes.symbolic.errors import ClaimError, EvaluationError
from dlnotes.symbolic.numeric.domains import strengthened
from dlnotes.symbolic.numeric.edges import KINKS
from dlnotes.symbolic.numeric.evaluate import approximate, evaluate, show_point
from dlnotes.symbolic.numeric.sampling import near_point
from dlnotes.symbolic.numeric.undefined import FAMILIES, concrete, undefined_heads

NEAR, NEARER = 6, 120  # log h grows twentyfold between 1e-6 and 1e-120
GROWTH = 10


def split(left, right):
    """(left - right without remainders, the remainder), which has one variable.

    sympy's own subtraction is not used: it drops what it believes to be of the order.

    Raises:
        EvaluationError: there are several variables or remainders.
    """
    orders = [order for side in (left, right) for order in side.atoms(sp.Order)]
    if len(orders) != 1 or len(orders[0].variables) != 1:
        raise EvaluationError(f"{left} = {right}: expected one O(...) term in one variable")
    return left.removeO() - right.removeO(), orders[0]


def check_order(rest, order, domains):
    """Checks that a difference is of the stated order: the ratio to it stays bounded.

    Args:
        rest, order: from `split`.
        domains: {symbol: (low, high)} of the remaining symbols.

    Returns:
        The number of points tried.

    Raises:
        ClaimError: the ratio grows; the message shows the point.
    """
    (variable,), (place,) = order.variables, order.point
    heads, rng = undefined_heads(rest), random.Random(0)
    for k in range(FAMILIES):
        body = concrete(rest, heads, k).replace(sp.Derivative, lambda *a: sp.diff(*a))
        point = near_point(rest.free_symbols - {variable}, domains, rng)
        for side in _sides(variable, place):
            near, nearer = (_ratio(body, order, place, side, n, point) for n in (NEAR, NEARER))
            if nearer > GROWTH * near + mp.mpf(10) ** -NEAR:
                raise ClaimError(
                    f"the remainder is not {order}: at {show_point(point)} its ratio to "
                    f"{order.expr} grows from {mp.nstr(near, 6)} to {mp.nstr(nearer, 6)} as "
                    f"{variable} goes to {place}{'' if side > 0 else ' from below'}"
                )
    return FAMILIES


def prove_order(rest, order, domains):
    """Name of the argument that proves `rest` to be of the order, or None.

    By Taylor's theorem it is O(h**n) where its first n derivatives vanish; else the ratio must
    have a finite limit from each side.

    Args:
        rest, order: from `split`.
        domains: {symbol: (low, high)}, from `check_domains`.
    """
    rest, _ = strengthened(rest, domains)
    for name, argument in (("Taylor's theorem", _by_taylor), ("limit of the ratio", _by_limit)):
        if attempt(argument, rest, order):
            return name
    return None


def _by_taylor(rest, order):
    """f is O(h**n) at 0 if its first n derivatives vanish there and the next one is finite.

    A power of h in the denominator is moved to the other side first.
    """
    (h,), (place,) = order.variables, order.point
    top, bottom = sp.fraction(sp.together(rest))
    power = _power_of(order.expr, h) + _power_of(bottom.as_independent(h)[1], h)
    if not (power.is_Integer and power > 0 and place == 0) or rest.has(*KINKS):
        return False
    *lower, last = (sp.diff(top, h, k).doit().subs(h, 0).doit() for k in range(power + 1))
    return all(sp.simplify(d) == 0 for d in lower) and not last.has(sp.nan, sp.zoo, sp.oo)


def _power_of(expr, h):
    """n where `expr` is h**n, else nan."""
    base, power = expr.as_base_exp()
    return sp.S.Zero if expr == 1 else power if base == h else sp.nan


def _by_limit(rest, order):
    """The ratio to the order has a finite limit from each side."""
    (h,), (place,) = order.variables, order.point
    signs = ("+" if side > 0 else "-" for side in _sides(h, place))
    limits = [sp.limit(rest / order.expr, h, place, sign) for sign in signs]
    return all(x.is_finite and not x.has(sp.Limit, sp.AccumBounds) for x in limits)


def _sides(variable, place):
    """Signs of the steps: O(h**n) speaks of both sides unless h is one-signed."""
    if place in (sp.oo, -sp.oo):
        return (1 if place is sp.oo else -1,)
    one_sided = place == 0 and (variable.is_positive or variable.is_nonnegative)
    return (1,) if one_sided else (1, -1)


def _ratio(body, order, place, side, digits, point):
    """|body / order| at a step of 10**-digits, with enough digits for what cancels in `body`."""
    (variable,) = order.variables
    step = side * sp.Rational(1, 10**digits)
    where = {**point, variable: 1 / step if place in (sp.oo, -sp.oo) else place + step}
    scale = abs(approximate(order.expr, where, 2 * digits + 60))
    levels = (2 * digits + 60 + max(0, int(-mp.log10(scale))),)
    return abs(evaluate(body, where, levels)[0]) / scale
