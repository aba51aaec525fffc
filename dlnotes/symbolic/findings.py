"""`finding` states what an experiment shows as a band, and asserts it."""

import math

from dlnotes.symbolic.errors import FindingError
from dlnotes.symbolic.evidence import Evidence


def finding(text, value, low, high, *, label=None):
    """Asserts low <= value <= high and shows the band, never the measured value.

    The value of a trained quantity differs between processors; the band is what a reader can count
    on, and what strict comparison of stored outputs can hold.

    Args:
        text: one line of words: what the number is and what it shows.
        value: the measured number (a Python number or a tensor with one element).
        low, high: the band, low < high.
        label: anchor of the finding on the site.

    Raises:
        FindingError: the value lies outside the band, or is not a number.

    >>> finding("share of weights left", 0.8187, 0.80, 0.84)
    found: share of weights left in [0.8, 0.84]
    """
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise ValueError(f"low={low!r}, high={high!r}: expected two finite numbers, low < high")
    if not (isinstance(text, str) and text.strip()):
        raise ValueError(f"text={text!r}: expected the words of the finding")
    value = float(value)
    if not low <= value <= high:
        raise FindingError(f"{text}: measured {value:.6g}, expected {low:g} to {high:g}")
    Evidence(
        kind="finding",
        verdict="found",
        label=label,
        text=text,
        latex=rf"\left[{_number(low)},\ {_number(high)}\right]",
        method="measured in this chapter",
        points=1,
        tolerance=f"band {low:g} to {high:g}",
        plain=f"{text} in [{low:g}, {high:g}]",
    ).show()


def _number(value):
    """A number as LaTeX with at most four digits: 0.82, or 10^{-12}."""
    mantissa, _, exponent = f"{value:.4g}".partition("e")
    if not exponent:
        return mantissa
    power = f"10^{{{int(exponent)}}}"
    return power if mantissa == "1" else rf"{mantissa} \cdot {power}"
