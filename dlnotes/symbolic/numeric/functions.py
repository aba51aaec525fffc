"""Numbers and functions at the working precision, and the edges where functions kink or jump.

A function is mpmath's own by name, and sympy's `evalf` for the rest.
"""

from functools import lru_cache
from itertools import combinations

import mpmath
import sympy as sp
from mpmath import mp
from sympy.core.relational import Relational

from dlnotes.symbolic.errors import EvaluationError, JumpError

GOOD_DIGITS = 30
ROUNDED = 5  # digits that rounding may have taken
KINKS = (sp.Abs, sp.Max, sp.Min, sp.Piecewise, sp.sign, sp.Heaviside, sp.floor, sp.ceiling)


def tolerance():
    """1e-30, or more at a low working precision."""
    return mp.mpf(10) ** -min(GOOD_DIGITS, mp.dps - ROUNDED)


def alike(a, b):
    """Whether two numbers have the same good digits, relative to `a` where it is above 1."""
    return abs(a - b) <= mp.mpf(10) ** -GOOD_DIGITS * max(1, abs(a))


def refuse_jump(distance):
    """Raises where a number is not on a jump, but closer to it than rounding errors are."""
    if 0 < abs(distance) < mp.mpf(10) ** (ROUNDED - mp.dps):
        raise JumpError("a jump lies within the rounding error of this point")


def sympy_number(number):
    """A sympy number as an mpmath number at the working precision."""
    return _converted(number, mp.dps)


# The same 1/2 and -1 come back at every point of every claim.
@lru_cache(maxsize=4096, typed=True)
def _converted(number, digits):
    value = sp.N(number, digits + 5)
    real, imaginary = (sp.Float(part, digits + 5) for part in value.as_real_imag())
    real = mp.mpf(real._mpf_)
    return mp.mpc(real, mp.mpf(imaginary._mpf_)) if imaginary else real


def constant(expr):
    """Value of an expression without arguments, such as 2/3, pi, I or oo."""
    if expr.is_Rational:
        return sympy_number(expr)
    if expr in (sp.oo, -sp.oo):
        return mp.inf if expr is sp.oo else -mp.inf
    if expr in (sp.nan, sp.zoo):
        raise ZeroDivisionError(f"{expr} has no value")
    if not expr.is_number:
        raise EvaluationError(f"{expr} has no value: not a number or function that can be computed")
    return sympy_number(expr)


def call(expr, args):
    """Value of one function at mpmath numbers.

    Args:
        expr: a sympy function application, for its name and class.
        args: values of its arguments.

    Raises:
        EvaluationError: there is no way to compute it.
    """
    name = type(expr).__name__
    if name in DIRECT:
        return DIRECT[name](*args)
    result = expr.func(*map(sp.sympify, args)).evalf(mp.dps)
    if name in NOT_FUNCTIONS or not result.is_number or result.atoms(sp.Function, sp.Symbol):
        raise EvaluationError(f"no numeric value for the function {name}")
    return constant(result)


def _floor(x):
    refuse_jump(x - mp.nint(x))
    return mp.floor(x)


def _log(x, base=None):
    if x == 0:
        raise ZeroDivisionError("log(0)")
    return mp.log(x) if base is None else mp.log(x, base)


def edges(expr):
    """What changes its sign where a case of `expr` switches: x for |x|, a - b for max(a, b)."""
    found = {f.args[0] for f in expr.atoms(sp.Abs, sp.sign, sp.Heaviside)}
    found |= {a - b for f in expr.atoms(sp.Max, sp.Min) for a, b in combinations(f.args, 2)}
    return found | {c.lhs - c.rhs for c in expr.atoms(Relational)}


@lru_cache(maxsize=256)
def breaks(expr, variable):
    """Expressions for the places where a case of `expr` switches as the variable moves."""
    moving = [edge for edge in edges(expr) if variable in edge.free_symbols]
    moving.sort(key=sp.default_sort_key)
    return tuple(root for edge in moving for root in sp.solve(edge, variable))


NOT_FUNCTIONS = ("DiracDelta", "SingularityFunction")

DIRECT = {
    name: getattr(mpmath, name)
    for name in (
        *("exp", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth"),
        *("asin", "acos", "atan", "atan2", "asinh", "acosh", "atanh", "erf", "erfc", "erfi"),
        *("gamma", "digamma", "loggamma", "beta", "binomial", "factorial", "re", "im", "arg"),
        *("sign", "expint", "zeta"),
    )
} | {
    "log": _log,
    "LambertW": mpmath.lambertw,
    "Abs": abs,
    "conjugate": mpmath.conj,
    "floor": _floor,
    "ceiling": lambda x: -_floor(-x),
    "Mod": lambda a, b: a - b * _floor(a / b),
    "Max": max,
    "Min": min,
}
