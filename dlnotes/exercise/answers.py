"""Answers: numbers as readers write them, what is close enough, and how the right one is kept.

The browser judges, so the right answer travels with the page. It is kept from the eye only, encoded
or hashed: whoever wants to look finds it.
"""

import math
import re
from base64 import b64decode, b64encode
from numbers import Real

import sympy as sp

from dlnotes.explore.axes import number_text

SHARE = "1 %"  # tolerance of answers that are not whole
ROUNDING = 1e-9  # relative; 2/3 is exact for two thirds
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(?![\d,])", re.ASCII)


def read_number(text, unit=""):
    """The number that a reader wrote, or None.

    Spaces do not count. Understood are 0.5, .5, 1e-3, 3·10^-4, 10⁻⁴, 2/3, 71 % (as 0.71, unless the
    unit is %), and the unit at the end. Commas that each stand before three digits group thousands,
    so 1,000 is a thousand; any other comma is a decimal one, so 0,5 is a half.

    >>> read_number("1,000"), read_number("0,5"), read_number("3·10⁻⁴"), read_number("2/3 of it")
    (1000.0, 0.5, 0.0003, None)
    """
    text = re.sub(r"\s", "", text).replace("−", "-")
    text = text.removesuffix(re.sub(r"\s", "", unit))
    factor = 0.01 if text.endswith("%") else 1
    text = re.sub("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: "^" + m[0].translate(RAISED), text.removesuffix("%"))
    text = re.sub(r"\b10\^", "1e", re.sub(r"[·×*]10\^", "e", text), flags=re.ASCII)
    parts = [read_decimal(part) for part in text.split("/")]
    if None in parts or len(parts) > 2 or parts[1:] == [0]:
        return None
    value = factor * parts[0] / (parts[1] if parts[1:] else 1)
    return value if math.isfinite(value) else None


def read_decimal(text):
    text = text.replace(",", "") if GROUPED.match(text) else text.replace(",", ".", 1)
    return float(text) if DECIMAL.fullmatch(text) else None


def accepted(answer, tolerance, unit=""):
    """What counts as right.

    Args:
        answer: a number; sympy's too.
        tolerance: a distance, a share of the answer such as "2 %", or None for: exactly if the
            answer is whole, else within 1 %.
        unit: for the words.

    Returns:
        (low, high, the words that tell the reader)

    Raises:
        TypeError, ValueError: naming the argument.
    """
    answer = real("answer", answer)
    if tolerance is None:
        tolerance = 0 if answer == round(answer) else SHARE
    width, words = distance(answer, tolerance, unit)
    if answer and width >= abs(answer):
        raise ValueError(f"tolerance={tolerance!r}: it accepts 0 for answer={answer}")
    width = max(width, ROUNDING * abs(answer))
    return answer - width, answer + width, words


def real(name, value):
    if isinstance(value, bool) or not isinstance(value, Real | sp.Expr):
        raise TypeError(f"{name}={value!r}: expected a number")
    if isinstance(value, sp.Expr) and not (value.is_number and value.is_extended_real):
        raise ValueError(f"{name}={value}: expected a real number")
    if not math.isfinite(value):
        raise ValueError(f"{name}={value}: expected a finite number")
    return float(value)


def distance(answer, tolerance, unit):
    """(width, words) of a tolerance."""
    if isinstance(tolerance, str):
        share = read_number(tolerance) if tolerance.endswith("%") else None
        if share is None or not 0 < share < 1 or not answer:
            raise ValueError(
                f"tolerance={tolerance!r}: expected a share such as '2 %' of an answer that is "
                f"not 0, or a number; answer={answer}"
            )
        return share * abs(answer), f"within {tolerance}"
    width = real("tolerance", tolerance)
    if width < 0:
        raise ValueError(f"tolerance={tolerance}: expected a number that is not negative")
    return width, " ".join(["within", number_text(width), unit]).strip() if width else "exactly"


def hidden(low, high):
    """An interval in a form that no eye reads."""
    return b64encode(f"{low!r} {high!r}".encode()).decode()


def shown(secret):
    """The interval that `hidden` hid."""
    low, high = b64decode(secret).decode().split()
    return float(low), float(high)


def digest(name, chosen):
    """32-bit FNV-1a of a question's name and the places of the chosen answers, joined by +."""
    value = 0x811C9DC5
    for byte in f"{name}:{chosen}".encode():
        value = (value ^ byte) * 0x01000193 % 2**32
    return value
