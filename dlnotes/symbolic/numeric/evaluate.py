"""Evaluation of sympy expressions to 50 digits, with an honest error estimate.

sympy's own `evalf` returns some limits and sums unevaluated or with no good digit. Here every node
is computed with mpmath at two precisions; their difference is the error. What has fewer than 30
good digits even with 800 raises `EvaluationError` and never counts as a check.
"""

from functools import lru_cache

import sympy as sp
from mpmath import mp

from dlnotes.symbolic.errors import DivergenceError, EvaluationError, PoleError
from dlnotes.symbolic.numeric.functions import GOOD_DIGITS, sympy_number
from dlnotes.symbolic.numeric.values import value_at

GUARD = 12  # extra digits of the second, more precise run
DIGITS = (50, 200, 800)  # the later ones where digits cancel
SERIES_DIGITS = (50, 200)
QUADRATURE_DIGITS = (36, 90)  # each digit of an integral costs time


def evaluate(expr, point, levels=None):
    """Value of a scalar expression at a point, and an estimate of its error.

    Args:
        expr: a sympy expression without undefined functions.
        point: {symbol: sympy number} for every free symbol.
        levels: working precisions to try, in digits; by default what the kind of `expr` needs.

    Returns:
        (value, error): an mpmath number, and the difference of two runs. Where all digits
        cancel, so that the value may be zero, the error is that of the last level.

    Raises:
        PoleError: the expression has no finite value here.
        EvaluationError: the value cannot be computed, or has fewer than 30 good digits.
    """
    if expr.is_Rational:
        with mp.workdps(DIGITS[-1]):
            return sympy_number(expr), mp.zero
    *earlier, last = levels or _levels(expr)
    for digits in earlier:
        try:
            result = _two_runs(expr, point, digits)
        except (PoleError, DivergenceError):
            raise
        except EvaluationError:
            continue
        if _is_whole(result[0]):
            return result
    return _two_runs(expr, point, last)


def _is_whole(value):
    """Whether no part of a number vanishes: one that does may have lost all its digits."""
    return bool(mp.re(value) and mp.im(value) if isinstance(value, mp.mpc) else value)


def _two_runs(expr, point, digits):
    """(value, error) from runs with `digits` and with a few more."""
    coarse, fine = (approximate(expr, point, d) for d in (digits, digits + GUARD))
    with mp.workdps(digits + GUARD):
        difference, least = abs(fine - coarse), mp.mpf(10) ** (5 - digits)
        if fine and difference <= mp.mpf(10) ** -GOOD_DIGITS * abs(fine):
            return fine, difference
        if max(abs(fine), abs(coarse)) < least:
            return mp.zero, least
    raise EvaluationError(
        f"cannot evaluate {expr} to {GOOD_DIGITS} digits at {show_point(point)}: "
        f"two precisions give {mp.nstr(coarse, 15)} and {mp.nstr(fine, 15)}"
    )


@lru_cache(maxsize=256)  # asked at every point of a claim
def _levels(expr):
    if expr.has(sp.Integral):
        return QUADRATURE_DIGITS
    return SERIES_DIGITS if any(map(_is_endless, expr.atoms(sp.Sum, sp.Product))) else DIGITS


def _is_endless(series):
    return any(limit.has(sp.oo, -sp.oo) for limit in series.limits)


def show_point(point):
    """A point as text, for messages: `x = 0.3713, n = 4`."""
    shown = (
        f"{s} = {v if v.is_Integer else sp.N(v, 6)}"
        for s, v in sorted(point.items(), key=lambda item: str(item[0]))
    )
    return ", ".join(shown) or "(no symbols)"


def approximate(expr, point, digits):
    """Value at a point from a single run with `digits`, without an error estimate."""
    try:
        with mp.workdps(digits + 10):
            result = value_at(expr, {s: sympy_number(v) for s, v in point.items()})
    except ZeroDivisionError as error:
        raise PoleError(f"{expr} has no finite value at {show_point(point)}") from error
    except EvaluationError as error:
        raise type(error)(f"cannot evaluate {expr} at {show_point(point)}: {error}") from error
    except (ValueError, TypeError, ArithmeticError, NotImplementedError) as error:
        raise EvaluationError(f"cannot evaluate {expr} at {show_point(point)}: {error}") from error
    if not mp.isfinite(result):
        raise PoleError(f"{expr} is {mp.nstr(result)} at {show_point(point)}")
    return result
