"""Definite integrals by quadrature, split at kinks, jumps and the highest peak.

The inner split moves with the working precision, so that the two runs of `evaluate` use different
nodes: a pole or a peak that the nodes miss shows as a difference.
"""

from functools import lru_cache

import sympy as sp
from mpmath import mp

from dlnotes.symbolic.bodies import function_of, peel
from dlnotes.symbolic.errors import DivergenceError, EvaluationError, JumpError
from dlnotes.symbolic.peaks import find_peaks, tolerance, trapezoidal

COARSE, FINE = 8, 11  # mpmath doubles the nodes with each degree
VISIBLE = 1e-6  # coarse quadrature with a larger error does not converge


def integral(expr, env, value):
    """Value of an `Integral`.

    Raises:
        DivergenceError: it does not converge.
        EvaluationError: it has no bounds, or does not settle to 30 digits.
    """
    if any(len(limit) != 3 for limit in expr.limits):
        raise EvaluationError(
            f"{expr} has no bounds, so it is only defined up to a constant: "
            "claim the derivative of the antiderivative instead"
        )
    inside, variable, low, high = peel(expr)
    low, high = value(low, env), value(high, env)
    if low == high:
        return mp.zero
    integrand = _without_jumps(function_of(variable, inside, env, value))
    breaks = [_real(value(root, env)) for root in _breaks(inside, variable)]
    result = None
    if low == -mp.inf and high == mp.inf and not breaks:
        result = trapezoidal(integrand)
    return _settled(expr, integrand, low, high, breaks) if result is None else result


def _without_jumps(integrand):
    """The integrand with 0 at nodes that rounding cannot tell from a break: they weigh nothing."""

    def function(place):
        try:
            return integrand(place)
        except JumpError:
            return mp.zero

    return function


def _settled(expr, integrand, low, high, breaks):
    """Value by tanh-sinh quadrature: coarse, then with the peaks as breaks, then fine."""
    result, error = _quad(integrand, _ends(low, high, breaks), COARSE)
    if not error <= _allowed(result) or abs(result) < tolerance():
        breaks = [*breaks, *find_peaks(integrand, min(low, high), max(low, high))]
        result, error = _quad(integrand, _ends(low, high, breaks), COARSE)
    if not error <= VISIBLE * max(1, abs(result)):
        raise DivergenceError(f"quadrature of {expr} does not converge: error {mp.nstr(error, 3)}")
    if not error <= _allowed(result):
        result, error = _quad(integrand, _ends(low, high, breaks), FINE)
    if not error <= _allowed(result):
        raise EvaluationError(f"quadrature of {expr} did not settle: error {mp.nstr(error, 3)}")
    return result


def _quad(integrand, ends, degree):
    return mp.quad(integrand, ends, error=True, maxdegree=degree)


def _allowed(result):
    return tolerance() * max(1, abs(result))


def _real(number):
    return None if mp.im(number) else mp.re(number)


def _ends(low, high, breaks):
    """The panels' ends: the bounds, the breaks inside them, and one more split."""
    bottom, top = min(low, high), max(low, high)
    inner = {_split(bottom, top), *(b for b in breaks if b is not None and bottom < b < top)}
    ends = [bottom, *sorted(inner), top]
    return ends if low < high else ends[::-1]


def _split(bottom, top):
    part = mp.mpf(37 + mp.dps % 11) / 97
    if mp.isinf(bottom) and mp.isinf(top):
        return part
    if mp.isinf(top):
        return bottom + 1 + part
    return top - 1 - part if mp.isinf(bottom) else bottom + (top - bottom) * part


@lru_cache(maxsize=256)
def _breaks(inside, variable):
    """Expressions for the places where a condition, absolute value, maximum or step changes."""
    edges = {c.lhs - c.rhs for c in inside.atoms(sp.core.relational.Relational)}
    edges |= {f.args[0] for f in inside.atoms(sp.Abs, sp.sign, sp.Heaviside)}
    edges |= {a - b for f in inside.atoms(sp.Max, sp.Min) for a in f.args for b in f.args}
    moving = sorted((e for e in edges if variable in e.free_symbols), key=sp.default_sort_key)
    return tuple(root for edge in moving for root in sp.solve(edge, variable))
