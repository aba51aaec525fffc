"""Python's `math`: the functions that come from the system's C library."""

import functools
import math

from last_place import SEED

SHIFTED = (
    *("exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "pow"),
    *("sin", "cos", "tan", "asin", "acos", "atan", "atan2"),
    *("sinh", "cosh", "tanh", "asinh", "acosh", "atanh"),
    *("erf", "erfc", "gamma", "lgamma", "cbrt"),
)
HALF = 2.0**26


def shift():
    """Replace the functions of `math`."""
    for name in SHIFTED:
        if hasattr(math, name):
            setattr(math, name, shifted(getattr(math, name)))


def shifted(function):
    """`function`, whose inexact results are off."""

    @functools.wraps(function)
    def moved(*args):
        value = function(*args)
        if exact(value):
            return value
        step = (hash((SEED, value)) >> 8) % 3 - 1
        return math.nextafter(value, step * math.inf) if step else value

    return moved


def exact(value):
    """Whether the lower half of a number's 53 binary digits is zero, or it is not finite."""
    return not math.isfinite(value) or (math.frexp(value)[0] * HALF).is_integer()
