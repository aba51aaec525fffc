"""One-sided limits of functions of one number."""

from mpmath import mp

from dlnotes.symbolic.errors import EvaluationError
from dlnotes.symbolic.numeric.functions import GOOD_DIGITS, alike

STEP_DIGITS = 500
STEPS = ("0.318e-80", "0.577e-120", "0.693e-160")  # their inverses are not round
LAST = 40  # rows of the extrapolation


def steps_to(target, side, whole, function):
    """`function` at a step h from the target, or at 1/h where that is infinite.

    Args:
        target: an mpmath number or +-infinity.
        side: 1 for places above the target, or on the way to +infinity; else -1.
        whole: whether places are rounded to integers.
        function: of one mpmath number.

    Returns:
        A function (h, shift=0) -> value; integers are shifted.
    """

    def at(h, shift=0):
        place = side / h if mp.isinf(target) else target + side * h
        return function(mp.nint(place) + shift if whole else place)

    return at


def tiny_steps(at, shifts):
    """Value at h = 1e-160, computed with 500 digits and held against larger steps.

    No extrapolation is needed: what is left is of the order h, or h log h, or sqrt(h). A value
    that shrinks with h is a limit of zero. Neighbours of a large integer are tried too.
    """
    with mp.workdps(STEP_DIGITS):
        *earlier, last = (at(mp.mpf(step), shift) for step in STEPS for shift in shifts)
        if not all(alike(last, v) for v in earlier):
            raise EvaluationError(
                f"no limit seen: {mp.nstr(earlier[0], 10)} at h = {STEPS[0]}, "
                f"{mp.nstr(last, 10)} at {STEPS[-1]}"
            )
        shrinks = abs(last) <= mp.mpf(10) ** -GOOD_DIGITS * max(map(abs, earlier))
        return mp.zero if shrinks else last


def extrapolated(at):
    """Neville extrapolation to h = 0 from h = 1/8, 1/15, 1/22, ... for bodies slow to compute.

    It assumes an expansion in powers of h. Two neighbours on the table's diagonal must agree.
    """
    with mp.workdps(3 * mp.dps):
        steps, row = [], []
        for k in range(LAST):
            steps.append(mp.mpf(1) / (8 + 7 * k))
            new = [at(steps[-1])]
            for j, old in enumerate(row, start=1):
                new.append(new[-1] + (new[-1] - old) / (steps[-1 - j] / steps[-1] - 1))
            if row and abs(new[-1] - row[-1]) <= mp.mpf(10) ** -(GOOD_DIGITS + 5):
                return _confirmed(new[-1], new[0], steps[-1], at)
            row = new
        raise EvaluationError(
            f"extrapolation to the limit did not settle near {mp.nstr(row[-1], 10)}"
        )


def _confirmed(result, last, step, at):
    """The limit, if a step off the grid of the extrapolation comes as close to it."""
    distance = abs(at(mp.mpf(1) / (int(1 / step) + 10)) - result)
    if distance > 2 * abs(last - result) + mp.mpf(10) ** -GOOD_DIGITS:
        raise EvaluationError(f"the extrapolated limit {mp.nstr(result, 10)} is not approached")
    return result
