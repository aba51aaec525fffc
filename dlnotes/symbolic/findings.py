"""`finding` states what an experiment shows as a band, and asserts it."""

import math
from itertools import count
from numbers import Real

import sympy as sp

from dlnotes.symbolic.errors import FindingError
from dlnotes.symbolic.evidence import Evidence

PLAIN = 6  # digits before a number is written with a power of ten
DIGITS = 3  # of the measured value; more where it would round to a number outside the band


def finding(text, value, low, high, *, against=None, label=None):
    """Asserts low <= value <= high, and shows the measured value beside the band.

    The value of a trained quantity differs between processors; the band is what a reader can count
    on. Strict comparison of stored outputs holds the words and the band, and leaves out the value.

    Args:
        text: one line of words: what the number is and what it shows.
        value: the measured number (a Python number or a tensor with one element).
        low, high: the band, low < high.
        against: the number, or a tuple of numbers, that the opposite of the sentence would give:
            0 for "A is larger" of a difference, 1 for "A is larger" of a ratio. A number that is
            known beforehand, not a measured one.
        label: anchor of the finding on the site; a number in prose links to it.

    Raises:
        FindingError: the value lies outside the band, or is not a number.
        ValueError: the band holds a number of `against`, so that it does not carry the sentence.

    >>> finding("share of weights left", 0.8187, 0.80, 0.84, against=1)
    found: share of weights left (measured 0.819) in [0.8, 0.84]
    """
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise ValueError(f"low={low!r}, high={high!r}: expected two finite numbers, low < high")
    if not (isinstance(text, str) and text.strip()):
        raise ValueError(f"text={text!r}: expected the words of the finding")
    refuted = _refuting(against, low, high)
    value = float(value)
    if not low <= value <= high:
        raise FindingError(f"{text}: measured {value:.6g}, expected {low:g} to {high:g}")
    shown = _rounded(value, low, high)
    Evidence(
        kind="finding",
        verdict="found",
        label=label,
        text=text,
        latex=rf"\left[{_tex(f'{low:.4g}')},\ {_tex(f'{high:.4g}')}\right]",
        method="measured in this chapter",
        points=1,
        tolerance=f"band {low:g} to {high:g}",
        plain=f"{text} (measured {shown}) in [{low:g}, {high:g}]",
        against=refuted,
        measured=rf"\text{{measured }}{_tex(shown)} \in ",
    ).show()


def _refuting(against, low, high):
    """The numbers of `against` as text; none of them may lie in the band."""
    given = () if against is None else against if isinstance(against, tuple) else (against,)
    for number in given:
        if isinstance(number, bool) or not isinstance(number, Real | sp.Number):
            raise TypeError(f"against={number!r}: expected a number, or a tuple of numbers")
        if low <= number <= high:
            raise ValueError(
                f"against={number!r} lies in the band {low:g} to {high:g}: the opposite of the "
                "sentence would be found as well; narrow the band, or weaken the sentence"
            )
    return ", ".join(f"{float(number):g}" for number in given)


def _rounded(value, low, high):
    """The value with three digits as text, or with as many as it takes to stay in its band."""
    rounded = (f"{float(f'{value:.{digits}g}'):.{max(digits, PLAIN)}g}" for digits in count(DIGITS))
    return next(text for text in rounded if low <= float(text) <= high)


def _tex(number):
    """A number in text as LaTeX: 0.82, or 10^{-12}."""
    mantissa, _, exponent = number.partition("e")
    if not exponent:
        return mantissa
    power = f"10^{{{int(exponent)}}}"
    return power if mantissa == "1" else rf"{mantissa} \cdot {power}"
