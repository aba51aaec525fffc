"""Walks downhill with growing and shrinking steps.

Random points miss a violation in a small region, such as x**2 - 2*x + 1 >= 10**-6 near x = 1. A
walk downhill from the tightest of them finds it.
"""

import sympy as sp
from mpmath import mp

from dlnotes.symbolic.numeric.sampling import is_inside

ROUNDS = 60
BOX = 10  # the walk stays at points of this size, where functions are not yet flat
SMALLEST_STEP = sp.Rational(1, 2**24)
SNAP = 12  # the end is also rounded to twelfths: minima often lie at simple numbers


def descend(height, place, moves, step, smallest, rounds, enough=-mp.inf):
    """The end of a walk that lowers a function.

    Args:
        height: the function of a place.
        place: where the walk starts.
        moves: (place, step) -> the places to look at.
        step: the first step; it doubles with success and is halved without.
        smallest: the step that ends the walk.
        rounds: the number of steps that ends it.
        enough: the walk ends below this height.

    Returns:
        (height, place) of the end.
    """
    best = height(place)
    for _ in range(rounds):
        options = [(height(p), p) for p in moves(place, step)]
        lowest, there = min(options, key=lambda option: option[0], default=(best, place))
        if lowest < best:
            best, place, step = lowest, there, 2 * step
        else:
            step /= 2
        if best < enough or step < smallest:
            break
    return best, place


def tightest(gap, start, domains):
    """The end of a walk that lowers the gap of an inequality, and the simple point next to it.

    Args:
        gap: value of larger side minus smaller side at a point, infinite where there is none.
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
        return gap(point)

    def moves(place, step):
        return [{**place, s: place[s] + d} for s in real for d in _steps(s, step)]

    _, place = descend(height, start, moves, sp.S.One, SMALLEST_STEP, ROUNDS, enough=0)
    snapped = {**place, **{s: sp.Rational(round(place[s] * SNAP), SNAP) for s in real}}
    return [place, snapped] if mp.isfinite(height(snapped)) else [place]


def _steps(symbol, step):
    size = max(1, sp.floor(step)) if symbol.is_integer else step
    return (size, -size)
