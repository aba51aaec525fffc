"""Domains: where the symbols of a claim live, and random points in there."""

import math

import sympy as sp

from dlnotes.symbolic.errors import DomainError

DENOMINATOR = 9973  # a prime: the sampled fractions hit no special value


def check_domains(where, symbols):
    """`where` as {symbol: (low, high)} in sympy numbers, or a `DomainError` naming the entry."""
    where = {} if where is None else where
    if not isinstance(where, dict):
        raise DomainError(f"where={where!r}: expected a dict such as {{p: (0, 1)}}")
    return {symbol: _bounds(symbol, bounds, symbols) for symbol, bounds in where.items()}


def _bounds(symbol, bounds, symbols):
    if symbol not in symbols:
        names = ", ".join(sorted(map(str, symbols))) or "none"
        raise DomainError(f"where names {symbol!r}, but the symbols of the claim are: {names}")
    if not isinstance(bounds, tuple) or len(bounds) != 2:
        raise DomainError(f"where[{symbol}]={bounds!r}: expected a pair (low, high)")
    low, high = (sp.sympify(end) for end in bounds)
    low, high = (sp.Rational(str(end)) if end.is_Float else end for end in (low, high))
    if not (low.is_extended_real and high.is_extended_real and low.is_number and high.is_number):
        raise DomainError(f"where[{symbol}]={bounds!r}: expected two real numbers or +-oo")
    empty = low > high if symbol.is_integer else low >= high
    if empty:
        raise DomainError(f"where[{symbol}]={bounds!r}: the interval is empty")
    _agree_with_assumptions(symbol, low, high)
    return low, high


def _agree_with_assumptions(symbol, low, high):
    clash = (
        (symbol.is_nonnegative and low < 0)
        or (symbol.is_nonpositive and high > 0)
        or symbol.is_extended_real is False
    )
    if clash:
        raise DomainError(
            f"where[{symbol}]=({low}, {high}) contradicts what is assumed of {symbol}: "
            + ", ".join(f"{name}={truth}" for name, truth in sorted(symbol.assumptions0.items()))
        )


def strengthen(symbol, low, high):
    """A dummy with the assumptions that follow from low < symbol < high.

    >>> strengthen(sp.Symbol("p"), sp.Integer(0), sp.Integer(1)).is_positive
    True
    """
    assumptions = {k: v for k, v in symbol.assumptions0.items() if k not in ("zero",)}
    assumptions["real"] = True
    closed = bool(symbol.is_integer)
    if low > 0 or (low == 0 and not closed):
        assumptions["positive"] = True
    elif low == 0:
        assumptions["nonnegative"] = True
    if high < 0 or (high == 0 and not closed):
        assumptions["negative"] = True
    return sp.Dummy(symbol.name, **assumptions)


def sample_point(symbols, domains, rng, far=False):
    """One random point {symbol: sympy number}, exact rationals, inside every domain.

    Args:
        symbols: the free symbols.
        domains: {symbol: (low, high)}, from `check_domains`.
        rng: a `random.Random`.
        far: whether real numbers may be very large or close to zero (1/150 to 150 in size)
            where no domain is given.

    Raises:
        DomainError: a symbol has assumptions that no sampled number meets.
    """
    ordered = sorted(symbols, key=sp.default_sort_key)
    return {s: _sample(s, *domains.get(s, (None, None)), rng, far) for s in ordered}


def _sample(symbol, low, high, rng, far):
    for _ in range(200):
        value = _draw(symbol, low, high, rng, far)
        if _meets(value, symbol):
            return value
    raise DomainError(f"no number found that meets the assumptions of {symbol!r}")


def _meets(value, symbol):
    """Whether `value` has every property assumed of `symbol`."""
    return all(
        getattr(value, f"is_{name}", None) is truth for name, truth in symbol.assumptions0.items()
    )


def _draw(symbol, low, high, rng, far):
    if symbol.is_integer:
        return _draw_integer(symbol, low, high, rng)
    if low is not None:
        return _draw_between(low, high, rng)
    size = _draw_size(rng, far)
    if symbol.is_extended_nonnegative:
        return size
    if symbol.is_extended_nonpositive:
        return -size
    real = size * rng.choice((-1, 1))
    if symbol.is_extended_real:
        return real
    imaginary = sp.I * _draw_between(sp.Integer(-2), sp.Integer(2), rng)
    return imaginary if symbol.is_imaginary else real + imaginary


def _draw_size(rng, far):
    """A positive rational: 1/4 to 3, or far out on a logarithmic scale."""
    if far:
        return sp.Rational(round(math.exp(rng.uniform(-5, 5)) * DENOMINATOR), DENOMINATOR)
    return _draw_between(sp.Rational(1, 4), sp.Integer(3), rng)


def _draw_between(low, high, rng):
    """A rational strictly between low and high; an infinite end is replaced by one 4 away."""
    if low == -sp.oo and high == sp.oo:
        low, high = sp.Integer(-3), sp.Integer(3)
    elif low == -sp.oo:
        low = high - 4
    elif high == sp.oo:
        high = low + 4
    fraction = sp.Rational(rng.randint(1, DENOMINATOR - 1), DENOMINATOR)
    return low + (high - low) * fraction


def _draw_integer(symbol, low, high, rng):
    signed = not (symbol.is_nonnegative or symbol.is_nonpositive)
    low = (-4 if signed else 0) if low is None else low
    high = 7 if high is None else high
    low, high = (high - 8 if low == -sp.oo else low), (low + 8 if high == sp.oo else high)
    value = rng.randint(int(sp.ceiling(low)), int(sp.floor(high)))
    return sp.Integer(-value if symbol.is_nonpositive and value > 0 else value)
