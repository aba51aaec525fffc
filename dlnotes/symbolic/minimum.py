"""Search for the place where an inequality is tightest.

Random points miss a violation in a small region, such as x**2 - 2*x + 1 >= 10**-6 near x = 1. A
walk downhill from the tightest of them finds it.
"""

import sympy as sp
from mpmath import mp

from dlnotes.symbolic.errors import EvaluationError
from dlnotes.symbolic.evaluation import approximate
from dlnotes.symbolic.sampling import is_inside

ROUNDS = 60
DIGITS = 25
BOX = 10  # the walk stays at points of this size, where functions are not yet flat
SMALLEST_STEP = sp.Rational(1, 2**24)
SNAP = 12  # the end is also rounded to twelfths: minima often lie at simple numbers


def downhill(gap, start, domains):
    """The end of a walk that lowers `gap`, and the simple point next to it.

    Args:
        gap: larger side minus smaller side of an inequality.
        start: {symbol: sympy number}.
        domains: {symbol: (low, high)}.

    Returns:
        A list of one or two points of the domain.
    """
    real = [s for s in start if s.is_extended_real or s in domains]

    def height(point):
        if not all(
            abs(point[s]) <= BOX and is_inside(point[s], s, *domains.get(s, ())) for s in real
        ):
            return mp.inf
        return _height(gap, point)

    place, best, step = start, height(start), sp.S.One
    for _ in range(ROUNDS):
        options = [{**place, s: place[s] + d} for s in real for d in _moves(s, step)]
        lowest, option = min(((height(o), k) for k, o in enumerate(options)), default=(best, 0))
        if lowest < best:
            place, best, step = options[option], lowest, 2 * step
        else:
            step /= 2
        if best < 0 or step < SMALLEST_STEP:
            break
    snapped = {**place, **{s: sp.Rational(round(place[s] * SNAP), SNAP) for s in real}}
    return [place, snapped] if mp.isfinite(height(snapped)) else [place]


def _moves(symbol, step):
    size = max(1, sp.floor(step)) if symbol.is_integer else step
    return (size, -size)


def _height(gap, point):
    """The gap at a point, infinite where it is no real number."""
    try:
        value = approximate(gap, point, DIGITS)
    except EvaluationError:
        return mp.inf
    return mp.inf if mp.im(value) else mp.re(value)
