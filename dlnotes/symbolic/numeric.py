"""Numeric check of a statement: both sides to 50 digits at random points of the domain."""

import random

import sympy as sp
from mpmath import mp

from dlnotes.symbolic.domains import sample_point
from dlnotes.symbolic.errors import ClaimError, EvaluationError
from dlnotes.symbolic.evaluation import GOOD_DIGITS, evaluate, show_point
from dlnotes.symbolic.undefined import concrete, undefined_heads

POINTS = 20  # equations in closed form
INEQUALITY_POINTS = 100  # an inequality may fail in a small region only
SLOW_POINTS = 8  # quadrature, limits, numeric derivatives
TRIES = 10  # draws for one point: a draw may hit a pole or leave a function's domain
TOLERANCE = f"1e-{GOOD_DIGITS} relative"
SLOW = (sp.Integral, sp.Limit, sp.Derivative)


def number_of_points(sides, operator="="):
    """Points at which a statement is tried.

    Args:
        sides: a `Tuple` of the two sides.
        operator: "=" or that of an inequality.
    """
    if not sides.free_symbols and not undefined_heads(sides):
        return 1
    if sides.has(*SLOW):
        return SLOW_POINTS
    return POINTS if operator == "=" else INEQUALITY_POINTS


def compare(lhs, operator, rhs, domains, prefix=""):
    """Evaluates both sides at random points, some of them far out, and compares them.

    Args:
        lhs, rhs: scalar expressions.
        operator: "=", "<", "<=", ">" or ">=".
        domains: {symbol: (low, high)}.
        prefix: words before the statement in a message, such as the matrix entry.

    Returns:
        The number of points tried.

    Raises:
        ClaimError: the comparison fails; the message shows both values and the point.
        EvaluationError: too few points can be evaluated.
    """
    both = sp.Tuple(lhs, rhs)
    heads, rng = undefined_heads(both), random.Random(0)
    count, accepts = number_of_points(both, operator), ACCEPTS[operator]
    for k in range(count):
        sides = concrete(both, heads, k)
        far = not both.has(*SLOW) and k % 4 == 3
        point, left, right = _evaluated(sides, domains, rng, far)
        with mp.workdps(GOOD_DIGITS * 2):
            if not accepts(left[0], right[0], left[1] + right[1]):
                statement = f"{prefix}{lhs} {operator} {rhs}"
                raise ClaimError(_difference(statement, point, left[0], right[0], heads))
    return count


def _evaluated(sides, domains, rng, far):
    """A point at which both sides have a value, and (value, error) of each."""
    symbols = sides.free_symbols
    failure = None
    for _ in range(TRIES if symbols else 1):
        point = sample_point(symbols, domains, rng, far)
        try:
            return point, evaluate(sides[0], point), evaluate(sides[1], point)
        except EvaluationError as error:
            failure = error
    raise EvaluationError(f"no point of the domain can be evaluated; the last try: {failure}")


def _difference(statement, point, left, right, heads):
    names = f" (with concrete functions for {', '.join(map(str, heads))})" if heads else ""
    return (
        f"{statement} fails at {show_point(point)}{names}: "
        f"left {mp.nstr(left, 12)}, right {mp.nstr(right, 12)}"
    )


def _equal(left, right, slack):
    """Equality to 30 digits, relative to the larger side, or within the rounding error."""
    bound = mp.mpf(10) ** -GOOD_DIGITS * max(abs(left), abs(right))
    return abs(left - right) <= max(bound, slack)


def _below(left, right, slack):
    """left < right by more than the rounding error."""
    return not (mp.im(left) or mp.im(right)) and mp.re(right - left) > slack


def _at_most(left, right, slack):
    """left <= right, or equal within the rounding error."""
    real = not (mp.im(left) or mp.im(right))
    return real and (mp.re(left) <= mp.re(right) or _equal(left, right, slack))


ACCEPTS = {
    "=": _equal,
    "<": _below,
    "<=": _at_most,
    ">": lambda left, right, slack: _below(right, left, slack),
    ">=": lambda left, right, slack: _at_most(right, left, slack),
}


def check_order(difference, domains):
    """Checks that f - polynomial is of the stated order: the ratio to it stays bounded.

    Args:
        difference: an expression with one `Order` term in one variable.
        domains: {symbol: (low, high)} of the remaining symbols.

    Returns:
        The number of points tried.
    """
    order = difference.getO()
    (variable,), (place,) = order.variables, order.point
    ratio = difference.removeO() / order.expr
    heads, rng = undefined_heads(ratio), random.Random(0)
    others = ratio.free_symbols - {variable}
    for k in range(SLOW_POINTS):
        body = concrete(ratio, heads, k)
        point = sample_point(others, domains, rng)
        near, nearer = (_size_at(body, variable, place, exponent, point) for exponent in (6, 12))
        if nearer > 10 * near + mp.mpf(10) ** -GOOD_DIGITS:
            raise ClaimError(
                f"the remainder is not {order}: at {show_point(point)} its ratio to "
                f"{order.expr} grows from {mp.nstr(near, 6)} to {mp.nstr(nearer, 6)}"
            )
    return SLOW_POINTS


def _size_at(body, variable, place, exponent, point):
    step = sp.Integer(10) ** -exponent
    where = 1 / step if place == sp.oo else place + step
    # The ratio of a remainder to its order: all but its last digits cancel.
    return abs(evaluate(body, {**point, variable: where}, digits=20 * exponent)[0])
