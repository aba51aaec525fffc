"""Peaks of an integrand, and the trapezoidal rule between and around them.

For smooth functions that fall fast on the whole line, such as Gaussian densities, the trapezoidal
rule gains digits exponentially and needs a tenth of the nodes of tanh-sinh quadrature.
"""

from mpmath import mp

from dlnotes.symbolic.errors import EvaluationError

GOOD_DIGITS = 30
STARTS = (-30, -3, 0, 3, 30)
CLIMB = 80
SMALLEST_STEP = 1e-3
HALVINGS = 7
NODES = 800  # to each side: what falls too slowly for this is left to tanh-sinh quadrature
QUIET = 4  # negligible values in a row that end a side


def tolerance():
    """1e-30, or less at a low working precision."""
    return mp.mpf(10) ** -min(GOOD_DIGITS, mp.dps - 5)


def find_peaks(integrand, bottom=-mp.inf, top=mp.inf):
    """Places of local maxima of the integrand's size that climbs from a few starts find."""
    climbs = (_climb(integrand, mp.mpf(start), bottom, top) for start in STARTS)
    return sorted({mp.mpf(round(place, 2)) for height, place in climbs if mp.isfinite(height)})


def _climb(integrand, place, bottom, top):
    """(height, place) after a search with growing and shrinking steps."""
    with mp.workdps(15):
        best, step = _height(integrand, place, bottom, top), mp.one
        for _ in range(CLIMB):
            options = [
                (_height(integrand, p, bottom, top), p) for p in (place + step, place - step)
            ]
            higher, there = max(options)
            if higher > best:
                best, place, step = higher, there, 2 * step
            else:
                step /= 2
            if step < SMALLEST_STEP:
                break
    return best, place


def _height(integrand, place, bottom, top):
    """Logarithm of the integrand's size, minus infinity outside the range and where undefined."""
    try:
        size = abs(integrand(place)) if bottom < place < top else mp.zero
    except (ArithmeticError, ValueError, TypeError, EvaluationError):
        return -mp.inf
    return mp.log(size) if size else -mp.inf


def trapezoidal(integrand):
    """Integral over the whole line with halved steps, or None if it does not settle soon.

    The first step moves with the working precision, so that the two runs of `evaluate` use
    different lattices: an oscillation that fits one of them shows as a difference.
    """
    peaks = find_peaks(integrand)
    if not peaks:
        return None
    step = 1 - mp.mpf(mp.dps % 7) / 20
    total = _lattice(integrand, peaks, step, 0)
    for _ in range(HALVINGS):
        between = total and _lattice(integrand, peaks, step, step / 2)
        if not between:
            return None
        new, size = ((a + b) / 2 for a, b in zip(total, between, strict=True))
        if abs(new - total[0]) <= tolerance() * size:
            return new
        total, step = (new, size), step / 2
    return None


def _lattice(integrand, peaks, step, offset):
    """(sum, sum of sizes) over a lattice times its step; None if a side does not end."""
    right = _side(integrand, peaks[0] + offset, step, peaks[-1])
    left = _side(integrand, peaks[0] + offset - step, -step, peaks[0])
    if right is None or left is None:
        return None
    return tuple(step * (a + b) for a, b in zip(right, left, strict=True))


def _side(integrand, place, step, beyond):
    """Sums from one place on, past `beyond`, until the values have become negligible."""
    total, size, quiet = mp.zero, mp.zero, 0
    for _ in range(NODES):
        value = integrand(place)
        total, size = total + value, size + abs(value)
        quiet = quiet + 1 if abs(value) <= mp.eps * size else 0
        if quiet == QUIET and (place - beyond) * step > 0:
            return total, size
        if quiet >= QUIET:
            quiet = QUIET - 1
        place += step
    return None
