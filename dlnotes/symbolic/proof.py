"""Symbolic proof that an expression is zero.

`expand` settles in milliseconds what `simplify` may need minutes for, so cheap strategies come
first. A strategy either reaches a literal zero or gives up; the clock never decides.
"""

import sympy as sp

from dlnotes.symbolic.attempts import attempt
from dlnotes.symbolic.branches import by_regions
from dlnotes.symbolic.domains import strengthen
from dlnotes.symbolic.strategies import ANY, CHEAP, THOROUGH, done

CASES = (sp.Piecewise, sp.Abs, sp.Max, sp.Min, sp.sign, sp.Heaviside)


def prove_zero(expr, domains):
    """Name of the first strategy that turns `expr` into 0, or None.

    Args:
        expr: a scalar expression, the difference of two sides.
        domains: {symbol: (low, high)}, from `check_domains`.
    """
    dummies = {s: strengthen(s, *bounds) for s, bounds in domains.items()}
    bounds = {dummies[s]: ends for s, ends in domains.items()}
    cases = ("cases", ANY, lambda e: _by_cases(e, bounds))
    name = _first_success(expr.xreplace(dummies), (*CHEAP, cases, *THOROUGH))
    if name is None and domains:
        name = attempt(lambda: _first_success(unbounded(done(expr), domains), CHEAP + THOROUGH))
        name = name and f"{name}, on the open interval"
    return name


def _first_success(expr, strategies):
    for name, contains, strategy in strategies:
        if expr.has(*contains) and attempt(strategy, expr) == 0:
            return name
    return None


def _by_cases(expr, bounds):
    expr = done(expr)
    if not expr.has(*CASES):
        return expr
    return by_regions(expr, bounds, lambda e: e == 0 or _first_success(e, CHEAP + THOROUGH))


def unbounded(expr, domains):
    """`expr` with a positive variable u for every bounded one, so that sympy can use the bounds.

    low < x < high becomes x = (low + high u)/(1 + u); low < x becomes x = low + u;
    x < high becomes x = high - u.
    """
    return expr.xreplace({s: _from_positive(s, *ends) for s, ends in domains.items()})


def _from_positive(symbol, low, high):
    if symbol.is_integer or (low == -sp.oo and high == sp.oo):
        return strengthen(symbol, low, high)
    u = sp.Dummy(f"u_{symbol.name}", positive=True)
    if high == sp.oo:
        return low + u
    return high - u if low == -sp.oo else (low + high * u) / (1 + u)
