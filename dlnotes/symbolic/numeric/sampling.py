"""Points of a domain: random ones close by and far out, and simple ones such as 0, 1 or 1/2.

All are exact rational numbers, so that a point can be computed with at any precision.
"""

import math

import sympy as sp

from dlnotes.symbolic.errors import DomainError

DENOMINATOR = 9973  # a prime: the sampled fractions hit no special value
DRAWS = 200
REACH = 4  # how far the points close by go beyond a finite end
TALL = 5  # largest imaginary part close by: beyond pi, where logarithms and powers have branches
SIMPLE = tuple(sp.Rational(n, 2) for n in (0, 2, 4, -2, 1, -4, -1, 6, 20))


def near_point(symbols, domains, rng, turn=0):
    """A random point {symbol: number} of the domain, of size about 1.

    Args:
        symbols: the free symbols.
        domains: {symbol: (low, high)}, from `check_domains`.
        rng: a `random.Random`.
        turn: number of the point; successive ones go through all combinations of signs.

    Raises:
        DomainError: no number meets the assumptions of a symbol.
    """
    signs = {s: 1 - 2 * (turn >> i & 1) for i, s in enumerate(_ordered(symbols))}

    def near(symbol, low, high, rng):
        return _near(symbol, low, high, rng, signs[symbol])

    return _point(near, symbols, domains, rng)


def far_point(symbols, domains, rng, reach=7.0, largest=200):
    """A random point far out: e**-reach to e**reach in size, integers up to `largest`."""

    def far(symbol, low, high, rng):
        return _far(symbol, low, high, rng, reach, largest)

    return _point(far, symbols, domains, rng)


def simple_point(symbols, domains, rng, turn=0):
    """A point of small integers and halves, where claims about cases tend to fail.

    Successive turns go through all of them. A symbol whose domain holds none is drawn as in
    `near_point`.
    """
    stride = {s: i + 1 for i, s in enumerate(_ordered(symbols))}

    def simple(symbol, low, high, rng):
        fitting = [v for v in SIMPLE if is_inside(v, symbol, low, high)]
        if not fitting:
            return _near(symbol, low, high, rng)
        return fitting[turn * stride[symbol] % len(fitting)]

    return _point(simple, symbols, domains, rng)


def is_inside(value, symbol, low=None, high=None):
    """Whether a number has every property assumed of a symbol and lies in its domain."""
    if low is not None:
        closed = bool(symbol.is_integer)
        if not (low < value < high or (closed and value in (low, high))):
            return False
    return all(
        getattr(value, f"is_{name}", None) is truth for name, truth in symbol.assumptions0.items()
    )


def _point(draw, symbols, domains, rng):
    return {s: _drawn(draw, s, *domains.get(s, (None, None)), rng) for s in _ordered(symbols)}


def _ordered(symbols):
    return sorted(symbols, key=sp.default_sort_key)


def _drawn(draw, symbol, low, high, rng):
    for _ in range(DRAWS):
        value = draw(symbol, low, high, rng)
        if is_inside(value, symbol, low, high):
            return value
    raise DomainError(f"no number found that meets the assumptions of {symbol!r}")


def _near(symbol, low, high, rng, sign=1):
    if symbol.is_integer:
        return _integer(symbol, low, high, rng, 7)
    if low is not None:
        return _between(low, high, rng)
    return _signed(symbol, _between(sp.Rational(1, 4), sp.Integer(3), rng), sign, rng, TALL)


def _far(symbol, low, high, rng, reach, largest):
    if symbol.is_integer:
        size = round(largest ** rng.uniform(0.3, 1))
        return _integer(symbol, low, high, rng, size)
    size = sp.Rational(round(math.exp(rng.uniform(-reach, reach)) * DENOMINATOR), DENOMINATOR)
    if low is None:
        return _signed(symbol, size, rng.choice((-1, 1)), rng, 4 * TALL)
    if low == -sp.oo and high == sp.oo:
        return size * rng.choice((-1, 1))
    if high == sp.oo:
        return low + size
    return high - size if low == -sp.oo else _close_to_an_end(low, high, rng)


def _close_to_an_end(low, high, rng):
    """A point of a bounded interval, up to a millionth of its length away from an end."""
    part = sp.Rational(1, round(math.exp(rng.uniform(1, 14))))
    return low + (high - low) * rng.choice((part, 1 - part))


def _signed(symbol, size, sign, rng, tallest):
    """A positive number turned into one that the symbol may stand for."""
    if symbol.is_extended_nonnegative:
        return size
    if symbol.is_extended_nonpositive:
        return -size
    real = size * sign
    if symbol.is_extended_real:
        return real
    imaginary = sp.I * _between(-tallest, tallest, rng)
    return imaginary if symbol.is_imaginary else real + imaginary


def _between(low, high, rng):
    """A rational strictly between low and high; an infinite end is replaced by one 4 away."""
    if low == -sp.oo and high == sp.oo:
        low, high = sp.Integer(1 - REACH), sp.Integer(REACH - 1)
    elif low == -sp.oo:
        low = high - REACH
    elif high == sp.oo:
        high = low + REACH
    fraction = sp.Rational(rng.randint(1, DENOMINATOR - 1), DENOMINATOR)
    return low + (high - low) * fraction


def _integer(symbol, low, high, rng, size):
    if low is None:
        low = 0 if symbol.is_nonnegative else -size
        high = 0 if symbol.is_nonpositive else size
    low, high = (high - size if low == -sp.oo else low), (low + size if high == sp.oo else high)
    if low == -sp.oo:
        low, high = -size, size
    return sp.Integer(rng.randint(int(sp.ceiling(low)), int(sp.floor(high))))
