"""Definite integrals by quadrature, split at kinks, jumps and the highest peak.

The inner split moves with the working precision, so that the two runs of `evaluate` use different
nodes: a pole or a peak that the nodes miss shows as a difference.

For smooth functions that fall fast on the whole line, such as Gaussian densities, the trapezoidal
rule gains digits exponentially and needs a tenth of the nodes of tanh-sinh quadrature.
"""

from mpmath import mp

from dlnotes.symbolic.errors import DivergenceError, EvaluationError, JumpError
from dlnotes.symbolic.numeric.descent import descend
from dlnotes.symbolic.numeric.functions import tolerance

COARSE, FINE = 8, 11  # mpmath doubles the nodes with each degree
VISIBLE = 1e-6  # coarse quadrature with a larger error does not converge
STARTS = (-30, -3, 0, 3, 30)
ROUNDS = 80
SMALLEST_STEP = 1e-3
HALVINGS = 7
NODES = 800  # to each side: what falls too slowly for this is left to tanh-sinh quadrature
QUIET = 4  # negligible values in a row that end a side


def integral(what, integrand, low, high, breaks):
    """Value of a definite integral.

    Args:
        what: the expression, for messages.
        integrand: function of one mpmath number.
        low, high: the ends, mpmath numbers or infinite.
        breaks: places where the integrand may have a kink or a jump.

    Raises:
        DivergenceError: it does not converge.
        EvaluationError: it does not settle to 30 digits.
    """
    integrand = _without_jumps(integrand)
    breaks = [mp.re(place) for place in breaks if not mp.im(place)]
    result = None
    if low == -mp.inf and high == mp.inf and not breaks:
        result = _trapezoidal(integrand)
    return _settled(what, integrand, low, high, breaks) if result is None else result


def _without_jumps(integrand):
    """The integrand with 0 at nodes that rounding cannot tell from a break: they weigh nothing."""

    def function(place):
        try:
            return integrand(place)
        except JumpError:
            return mp.zero

    return function


def _settled(what, integrand, low, high, breaks):
    """Value by tanh-sinh quadrature: coarse, then with the peaks as breaks, then fine."""
    result, error = _quad(integrand, _ends(low, high, breaks), COARSE)
    if not error <= _allowed(result) or abs(result) < tolerance():
        breaks = [*breaks, *_peaks(integrand, min(low, high), max(low, high))]
        result, error = _quad(integrand, _ends(low, high, breaks), COARSE)
    if not error <= VISIBLE * max(1, abs(result)):
        raise DivergenceError(f"quadrature of {what} does not converge: error {mp.nstr(error, 3)}")
    if not error <= _allowed(result):
        result, error = _quad(integrand, _ends(low, high, breaks), FINE)
    if not error <= _allowed(result):
        raise EvaluationError(f"quadrature of {what} did not settle: error {mp.nstr(error, 3)}")
    return result


def _quad(integrand, ends, degree):
    return mp.quad(integrand, ends, error=True, maxdegree=degree)


def _allowed(result):
    return tolerance() * max(1, abs(result))


def _ends(low, high, breaks):
    """The panels' ends: the bounds, the breaks inside them, and one more split."""
    bottom, top = min(low, high), max(low, high)
    inner = {_split(bottom, top), *(b for b in breaks if bottom < b < top)}
    ends = [bottom, *sorted(inner), top]
    return ends if low < high else ends[::-1]


def _split(bottom, top):
    part = mp.mpf(37 + mp.dps % 11) / 97
    if mp.isinf(bottom) and mp.isinf(top):
        return part
    if mp.isinf(top):
        return bottom + 1 + part
    return top - 1 - part if mp.isinf(bottom) else bottom + (top - bottom) * part


def _peaks(integrand, bottom=-mp.inf, top=mp.inf):
    """Places of local maxima of the integrand's size that climbs from a few starts find."""
    walks = (_climb(integrand, mp.mpf(start), bottom, top) for start in STARTS)
    return sorted({mp.mpf(round(place, 2)) for depth, place in walks if mp.isfinite(depth)})


def _climb(integrand, place, bottom, top):
    """(depth, place) at the end of a walk to where the integrand is large."""
    with mp.workdps(15):
        return descend(
            lambda p: _depth(integrand, p, bottom, top),
            place,
            lambda p, step: (p + step, p - step),
            mp.one,
            SMALLEST_STEP,
            ROUNDS,
        )


def _depth(integrand, place, bottom, top):
    """Minus the logarithm of the integrand's size; infinite where there is none."""
    try:
        size = abs(integrand(place)) if bottom < place < top else mp.zero
    except (ArithmeticError, ValueError, TypeError, EvaluationError):
        return mp.inf
    return -mp.log(size) if size else mp.inf


def _trapezoidal(integrand):
    """Integral over the whole line with halved steps, or None if it does not settle soon.

    The first step moves with the working precision, so that the two runs of `evaluate` use
    different lattices: an oscillation that fits one of them shows as a difference.
    """
    peaks = _peaks(integrand)
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
