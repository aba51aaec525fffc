"""Sums and products, finite and infinite, with a test of convergence.

mpmath's extrapolation gives divergent series a value too (1 - 1 + 1 - ... becomes 1/2). So the
terms are looked at first: they must fall like a geometric series, or faster than 1/k, or alternate
while they fall.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from mpmath import mp

from dlnotes.symbolic.errors import DivergenceError, EvaluationError, PoleError

MOST_TERMS = 20_000
DIRECT_TERMS = 5_000
PATIENCE = 200  # terms after which a slow series is handed to extrapolation
WINDOW = 10
FAST = 0.97  # largest ratio of neighbouring terms that counts as geometric
PROBES = (10**8, 10**12)
EXPONENT = 1.1  # terms must fall at least like k**-1.1 (alternating ones like k**-0.1)


@dataclass(frozen=True)
class Rule:
    """What distinguishes a sum from a product.

    Attributes:
        start: value without terms.
        step: (total, term) -> total.
        size: how far a term is from changing nothing.
        extrapolate: mpmath's function for endless ones.
    """

    start: int
    step: Callable
    size: Callable
    extrapolate: Callable


SUM = Rule(0, lambda a, b: a + b, abs, mp.nsum)
PRODUCT = Rule(1, lambda a, b: a * b, lambda a: abs(a - 1), mp.nprod)


def accumulated(what, rule, term, low, high):
    """Value of a sum or product.

    Args:
        what: the expression, for messages.
        rule: `SUM` or `PRODUCT`.
        term: function of one mpmath number.
        low, high: the ends, mpmath numbers or infinite.

    Raises:
        DivergenceError: it diverges, or converges too slowly to tell.
        EvaluationError: it has too many terms, or ends that are no integers.
        PoleError: its range runs backwards here, so that it has no agreed meaning.
    """
    if mp.isinf(low) and mp.isinf(high):
        half = _endless(what, rule, lambda k: term(mp.mpf(k)))
        return rule.step(half, _endless(what, rule, lambda k: term(mp.mpf(-1 - k))))
    if mp.isinf(high):
        return _endless(what, rule, lambda k: term(low + k))
    if mp.isinf(low):
        return _endless(what, rule, lambda k: term(high - k))
    return _finite(what, rule, term, _whole(low, what), _whole(high, what))


def _whole(number, what):
    nearest = mp.nint(mp.re(number))
    if not mp.isfinite(number) or abs(number - nearest) > mp.mpf(10) ** -20:
        raise EvaluationError(f"the bounds of {what} are not integers: {mp.nstr(number, 8)}")
    return int(nearest)


def _finite(what, rule, term, low, high):
    if high - low > MOST_TERMS:
        raise EvaluationError(f"{what} has {high - low} terms: too many")
    if high < low - 1:
        raise PoleError(f"the range of {what} runs backwards, from {low} to {high}")
    total = mp.mpf(rule.start)
    for k in range(low, high + 1):
        total = rule.step(total, term(mp.mpf(k)))
    return total


def _endless(what, rule, term):
    """Terms 0, 1, 2, ... without end: added directly if they fall fast, else extrapolated."""
    total, sizes = mp.mpf(rule.start), []
    for k in range(DIRECT_TERMS):
        factor = term(k)
        total = rule.step(total, factor)
        sizes.append(rule.size(factor))
        if k >= WINDOW and _tail(sizes[-WINDOW:]) < mp.eps * max(abs(total), sizes[0]):
            return total
        if k == PATIENCE and any(sizes[-WINDOW:]) and _ratio(sizes[-WINDOW:]) > FAST:
            break
    if not any(sizes[-DIRECT_TERMS // 2 :]):
        return total
    _check_convergence(what, rule, term)
    return rule.extrapolate(term, [0, mp.inf])


def _ratio(sizes):
    """Largest ratio of neighbours; infinite where a zero hides it."""
    return max((b / a if a else mp.inf) for a, b in pairwise(sizes))


def _tail(sizes):
    """Bound of what follows if the terms go on falling as they do."""
    ratio = _ratio(sizes)
    return sizes[-1] * ratio / (1 - ratio) if ratio < FAST else mp.inf


def _check_convergence(what, rule, term):
    near, far = ([term(k + j) for j in range(WINDOW)] for k in PROBES)
    sizes = [max(map(rule.size, terms)) for terms in (near, far)]
    if not sizes[1]:
        return
    exponent = mp.log(sizes[0] / sizes[1]) / mp.log(PROBES[1] / PROBES[0])
    needed = EXPONENT - 1 if _alternates(near) and _alternates(far) else EXPONENT
    if not exponent > needed:
        raise DivergenceError(
            f"{what} diverges, or converges too slowly to tell: far out its terms go like "
            f"k**({mp.nstr(-exponent, 3)})"
        )


def _alternates(terms):
    return all(mp.re(a) * mp.re(b) < 0 for a, b in pairwise(terms))
