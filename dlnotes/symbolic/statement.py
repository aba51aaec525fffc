"""One equation or inequality between scalars, and its check at one point."""

from dataclasses import dataclass

import sympy as sp
from mpmath import mp

from dlnotes.symbolic.errors import ClaimError, EvaluationError
from dlnotes.symbolic.evaluation import GOOD_DIGITS, evaluate, show_point
from dlnotes.symbolic.undefined import concrete, undefined_heads


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
