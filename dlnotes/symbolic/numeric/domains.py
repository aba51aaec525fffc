"""Domains: where the symbols of a claim live, and what follows for sympy's assumptions."""

import math

import sympy as sp

from dlnotes.symbolic.errors import DomainError
from dlnotes.symbolic.symbols import Bounded


def check_domains(where, symbols):
    """{symbol: (low, high)} in sympy numbers: `where`, and the bounds that symbols carry.

    Raises:
        DomainError: an entry of `where` cannot be; the message names it.
    """
    where = {} if where is None else where
    if not isinstance(where, dict):
        raise DomainError(f"where={where!r}: expected a dict such as {{p: (0, 1)}}")
    carried = {symbol: symbol.domain for symbol in symbols if isinstance(symbol, Bounded)}
    given = {symbol: _bounds(symbol, bounds, symbols) for symbol, bounds in where.items()}
    return carried | given


def _bounds(symbol, bounds, symbols):
    if symbol not in symbols:
        names = ", ".join(sorted(map(str, symbols))) or "none"
        raise DomainError(f"where names {symbol!r}, but the symbols of the claim are: {names}")
    if not isinstance(bounds, tuple) or len(bounds) != 2:
        raise DomainError(f"where[{symbol}]={bounds!r}: expected a pair (low, high)")
    low, high = (_end(end, symbol, bounds) for end in bounds)
    if _is_empty(symbol, low, high):
        raise DomainError(f"where[{symbol}]={bounds!r}: the interval is empty")
    _agree_with_assumptions(symbol, low, high)
    return low, high


def _end(end, symbol, bounds):
    """One end as an exact sympy number."""
    end = sp.Rational(str(end)) if isinstance(end, float) and math.isfinite(end) else end
    end = end if isinstance(end, (sp.Basic, str)) else sp.sympify(end)
    if not (isinstance(end, sp.Expr) and end.is_number and end.is_extended_real):
        raise DomainError(f"where[{symbol}]={bounds!r}: expected two real numbers or +-oo")
    return end


def _is_empty(symbol, low, high):
    if low in (sp.oo, high) and low.is_infinite:
        return True
    return sp.ceiling(low) > sp.floor(high) if symbol.is_integer else low >= high


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


def strengthened(expr, domains):
    """Expression and domains with dummies, which are assumed to be what their bounds imply."""
    dummies = {s: strengthen(s, *ends) for s, ends in domains.items()}
    return expr.xreplace(dummies), {dummies[s]: ends for s, ends in domains.items()}


def from_bounds(low, high, u):
    """A number between the bounds, at most one of them infinite on each side, by a positive `u`.

    >>> from_bounds(sp.Integer(0), sp.Integer(1), sp.Symbol("u"))
    u/(u + 1)
    """
    if high == sp.oo:
        return low + u
    return high - u if low == -sp.oo else (low + high * u) / (1 + u)


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
