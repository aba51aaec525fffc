"""Numeric check of a statement: both sides to 50 digits at many points of the domain."""

import random
from dataclasses import dataclass

import sympy as sp
from mpmath import mp

from dlnotes.symbolic.errors import ClaimError, EvaluationError, PoleError
from dlnotes.symbolic.numeric.descent import tightest
from dlnotes.symbolic.numeric.evaluate import approximate, evaluate, show_point
from dlnotes.symbolic.numeric.functions import GOOD_DIGITS
from dlnotes.symbolic.numeric.sampling import far_point, near_point, simple_point
from dlnotes.symbolic.numeric.undefined import FAMILIES, concrete, undefined_heads

POINTS = 20  # equations in closed form
INEQUALITY_POINTS = 60  # and walks to the tightest place
INTEGRAL_POINTS = 5  # quadrature is slow
REDRAWS = 50  # where integers hit poles
WALKS = 2
WALK_DIGITS = 25
PATTERN = (None, None, "simple", "far", "simple")
ADVICE = ". If nothing is claimed there, say so with where=... or the symbol's assumptions"
TOLERANCE = f"1e-{GOOD_DIGITS} relative"


@dataclass(frozen=True)
class Statement:
    """`lhs operator rhs`.

    Attributes:
        lhs, rhs: scalar expressions.
        operator: "=", "<", "<=", ">" or ">=".
        words: the statement as the author wrote it, for messages.
    """

    lhs: sp.Expr
    operator: str
    rhs: sp.Expr
    words: str

    @property
    def sides(self):
        return sp.Tuple(self.lhs, self.rhs)

    @property
    def gap(self):
        """Larger side minus smaller side of an inequality."""
        return self.rhs - self.lhs if self.operator in ("<", "<=") else self.lhs - self.rhs

    def gap_at(self, point):
        """The gap at a point, infinite where it is no real number."""
        try:
            value = approximate(self.gap, point, WALK_DIGITS)
        except EvaluationError:
            return mp.inf
        return mp.inf if mp.im(value) else mp.re(value)

    def with_family(self, family):
        """The statement with concrete functions for the undefined ones."""
        heads = undefined_heads(self.sides)
        if not heads:
            return self
        sides = concrete(self.sides, heads, family)
        if sides.has(sp.Integral):  # a numeric derivative at every node would take long
            sides = sides.replace(sp.Derivative, sp.diff)
        words = f"{self.words} (with concrete functions for {', '.join(map(str, heads))})"
        return Statement(sides[0], self.operator, sides[1], words)

    def check(self, point, far=False):
        """Raises unless the statement holds at a point.

        Args:
            point: {symbol: sympy number} for every free symbol.
            far: whether numbers may be so large that a side loses all its digits.

        Raises:
            ClaimError: it is false there; the message shows both values and the point.
            EvaluationError: a side cannot be computed there, or a strict inequality not decided.
        """
        (left, left_error), (right, right_error) = (evaluate(s, point) for s in self.sides)
        with mp.workdps(2 * GOOD_DIGITS):
            slack = left_error + right_error
            test = _equal if self.operator == "=" else self._in_order
            if test(left, right, slack, point):
                return
            if far and (0 < left_error >= abs(left) or 0 < right_error >= abs(right)):
                raise EvaluationError(f"{self.words}: no digit is left at {show_point(point)}")
        raise ClaimError(
            f"{self.words} fails at {show_point(point)}: "
            f"left {mp.nstr(left, 12)}, right {mp.nstr(right, 12)}"
        )

    def _in_order(self, left, right, slack, point):
        if max(abs(mp.im(left)), abs(mp.im(right))) > slack:
            return False
        gap = mp.re(right - left) if self.operator in ("<", "<=") else mp.re(left - right)
        if abs(gap) > slack:
            return gap > 0
        return self._in_order_within_rounding(point)

    def _in_order_within_rounding(self, point):
        """The same, from the difference of the sides computed to more digits."""
        gap, error = (0, 0) if self.gap == 0 else evaluate(self.gap, point)
        if abs(gap) > error:
            return mp.re(gap) > 0
        if "=" in self.operator or self.gap.subs(point).doit() == 0:
            return "=" in self.operator
        raise EvaluationError(
            f"{self.words}: both sides have the same digits at {show_point(point)}, so that the "
            "strict inequality is not decided"
        )


def _equal(left, right, slack, point):
    """Equality to 30 digits, relative to the larger side, or within the rounding error."""
    bound = mp.mpf(10) ** -GOOD_DIGITS * max(abs(left), abs(right))
    return abs(left - right) <= max(bound, slack)


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
    for end in tightest(statement.gap_at, point, domains):
        _can_check(statement, end)
