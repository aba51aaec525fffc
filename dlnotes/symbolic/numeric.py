"""Numeric check of a statement: both sides to 50 digits at many points of the domain."""

import random

import sympy as sp

from dlnotes.symbolic.errors import EvaluationError, PoleError
from dlnotes.symbolic.evaluation import GOOD_DIGITS
from dlnotes.symbolic.minimum import downhill
from dlnotes.symbolic.sampling import far_point, near_point, simple_point
from dlnotes.symbolic.statement import Statement
from dlnotes.symbolic.undefined import FAMILIES, undefined_heads

POINTS = 20  # equations in closed form
INEQUALITY_POINTS = 60  # and walks to the tightest place
INTEGRAL_POINTS = 5  # quadrature is slow
REDRAWS = 50  # where integers hit poles
WALKS = 2
PATTERN = (None, None, "simple", "far", "simple")
ADVICE = ". If nothing is claimed there, say so with where=... or the symbol's assumptions"
TOLERANCE = f"1e-{GOOD_DIGITS} relative"


def compare(lhs, operator, rhs, domains, prefix=""):
    """Checks a statement at random points, of which some are far out and some simple.

    An inequality is also followed downhill to the place where it is tightest.

    Args:
        lhs, rhs: scalar expressions.
        operator: "=", "<", "<=", ">" or ">=".
        domains: {symbol: (low, high)}.
        prefix: words before the statement in a message, such as the matrix entry.

    Returns:
        The number of random points.

    Raises:
        ClaimError: the statement fails; the message shows both values and the point.
        EvaluationError: a point close by cannot be evaluated.
    """
    statement = Statement(lhs, operator, rhs, f"{prefix}{lhs} {operator} {rhs}")
    rng, count = random.Random(0), number_of_points(statement)
    families = [statement.with_family(k) for k in range(min(count, FAMILIES))]
    checked = [_check_one(families[k % FAMILIES], domains, rng, k) for k in range(count)]
    if operator != "=" and not statement.sides.has(sp.Integral):
        near = [c for k, c in enumerate(checked) if PATTERN[k % len(PATTERN)] is None]
        for start in near[: FAMILIES if undefined_heads(statement.sides) else WALKS]:
            _check_downhill(*start, domains)
    return count


def number_of_points(statement):
    """Random points at which a statement is tried."""
    heads = undefined_heads(statement.sides)
    if not statement.sides.free_symbols and not heads:
        return 1
    if statement.sides.has(sp.Integral):
        return FAMILIES if heads else INTEGRAL_POINTS
    return POINTS if statement.operator == "=" else INEQUALITY_POINTS


def _check_one(statement, domains, rng, k):
    """Checks the k-th point; returns (statement, point)."""
    symbols = statement.sides.free_symbols
    kind = None if statement.sides.has(sp.Integral) else PATTERN[k % len(PATTERN)]
    if kind == "simple":
        point = simple_point(symbols, domains, rng, k // 2)
    elif kind == "far":
        point = far_point(symbols, domains, rng, *_reach(statement.sides))
    if kind and _can_check(statement, point, far=kind == "far"):
        return statement, point
    return statement, _check_near(statement, symbols, domains, rng, k)


def _reach(sides):
    """How far real and integer symbols go: a series there needs many terms, a double one more."""
    series = sides.atoms(sp.Sum, sp.Product)
    if not series:
        return 7, 200
    nested = any(len(s.limits) > 1 or s.function.has(sp.Sum, sp.Product) for s in series)
    return 5, 20 if nested else 200


def _can_check(statement, point, far=False):
    """Checks the statement at a point; False where it cannot be evaluated there."""
    try:
        statement.check(point, far)
    except EvaluationError:
        return False
    return True


def _check_near(statement, symbols, domains, rng, turn):
    """A point close by; only integers may hit poles, everything else must be computable."""
    integers = any(s.is_integer for s in symbols)
    for draw in range(REDRAWS):
        point = near_point(symbols, domains, rng, turn)
        try:
            statement.check(point)
            return point
        except EvaluationError as error:
            if not (integers and isinstance(error, PoleError)) or draw == REDRAWS - 1:
                raise type(error)(f"{error}{ADVICE if symbols else ''}") from error


def _check_downhill(statement, point, domains):
    for end in downhill(statement.gap, point, domains):
        _can_check(statement, end)
