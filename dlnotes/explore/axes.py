"""Axes: checked ranges, and the ticks of the static picture (the browser chooses its own alike)."""

import math
from numbers import Real

import numpy as np

from dlnotes.explore.labels import label as label_runs

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def span(data):
    """(low, high, log) of an axis with a range, for `Formula`; None where it has none."""
    return None if data["range"] is None else (*data["range"], data["log"])


def spans(panel):
    """{symbol: its range} of a panel with a plane."""
    return dict(zip(panel.plane, (span(panel.x), span(panel.y)), strict=True))


def axis(name, limits, label, log=False):
    """An axis as JSON data.

    Args:
        name: for error messages, such as "x".
        limits: (low, high), or None to follow the curves.
        label: text or expression, or None for no label.
        log: a logarithmic axis.

    Raises:
        ValueError: an empty range, or a log axis that reaches zero.
    """
    if limits is not None:
        limits = checked(name, limits)
        if log and limits[0] <= 0:
            raise ValueError(f"{name} axis: the range {limits} reaches zero, which log cannot")
    return {"range": limits, "label": label_runs(label) if label else [], "log": log}


def checked(name, limits):
    low, high = limits
    numbers = all(isinstance(v, Real) and math.isfinite(v) for v in (low, high))
    if not numbers or not low < high:
        raise ValueError(f"{name} axis: range={limits}: expected two finite numbers, low < high")
    return [low, high]


def ticks(low, high, log, room):
    """Labelled ticks and minor ones.

    Args:
        low, high: the ends of the axis.
        log: whether it is logarithmic.
        room: how many labels fit.

    Returns:
        (major values, minor values)
    """
    if log and math.log10(high / low) >= 1:
        return decades(low, high, room)
    step = nice_step((high - low) / max(room, 1))
    parts = 4 if str(step).strip("0.")[0] == "2" else 5
    return multiples(low, high, step), multiples(low, high, step / parts)


def nice_step(rough):
    """The smallest of 1, 2, 5 times a power of ten that is at least `rough`."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(m * power for m in (1, 2, 5, 10) if m * power >= rough * (1 - 1e-9))


def multiples(low, high, step):
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [k * step for k in range(first, last + 1)]


def decades(low, high, room):
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    every = max(1, math.ceil((last - first + 1) / max(room, 1)))
    major = [10.0**k for k in range(first, last + 1) if k % every == 0]
    fine = range(1, 2 if every > 1 else 10)
    minor = [m * 10.0**k for k in range(first - 1, last + 1) for m in fine]
    return major, [v for v in minor if low <= v <= high]


def number_text(value, digits=4):
    """A number for readers: at most `digits` digits, a true minus sign, powers of ten.

    >>> number_text(0.00001234), number_text(-2.5)
    ('1.234·10⁻⁵', '−2.5')
    """
    if not math.isfinite(value):
        return "–" if math.isnan(value) else "−∞" if value < 0 else "∞"
    value += 0.0  # one zero only, as in the browser: -0.0 + 0.0 is 0.0
    if value != 0 and not 1e-4 <= abs(value) < 1e6:
        mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        raised = str(int(exponent)).translate(RAISED)
        bare = mantissa in ("1", "-1")
        return (mantissa.replace("1", "") if bare else mantissa + "·").replace("-", "−") + (
            f"10{raised}"
        )
    places = max(0, digits - 1 - (math.floor(math.log10(abs(value))) if value else 0))
    text = f"{value:.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−")


def tick_text(value, log):
    """A tick's label: on a log axis a power of ten where digits would be many.

    >>> tick_text(1e-4, log=True), tick_text(0.1, log=True), tick_text(1e4, log=False)
    ('10⁻⁴', '0.1', '10000')
    """
    power = round(math.log10(abs(value))) if value else 0
    if not log or -3 < power < 4 or abs(value / 10.0**power - 1) > 1e-9:
        return number_text(value)
    return f"10{str(power).translate(RAISED)}"


def spaced(axis, count):
    """`count` values from one end of an axis to the other, evenly on its scale."""
    low, high = axis["range"]
    return np.geomspace(low, high, count) if axis["log"] else np.linspace(low, high, count)
