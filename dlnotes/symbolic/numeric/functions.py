"""Numbers and functions at the working precision.

A function is mpmath's own by name, and sympy's `evalf` for the rest. Where the two libraries define
a function differently, such as binomial(-1, -1), the value is sympy's: it is the one in print.
"""

from functools import lru_cache

import mpmath
import sympy as sp
from mpmath import mp

from dlnotes.symbolic.errors import EvaluationError, JumpError

GOOD_DIGITS = 30
ROUNDED = 5  # digits that rounding may have taken
LARGEST = 1000  # beyond it a fraction is handed to sympy as a rounded number


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


def refuse_cut(number):
    """Raises where rounding would choose the side of the cut along the negative numbers."""
    if mp.re(number) < 0:
        refuse_jump(mp.im(number) / mp.re(number))


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
    """Value of an expression without symbols, such as 2/3, pi, I or oo."""
    if expr.is_Rational:
        return sympy_number(expr)
    if expr in (sp.oo, -sp.oo):
        return mp.inf if expr is sp.oo else -mp.inf
    if expr.has(sp.nan, sp.zoo, sp.oo, -sp.oo):
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
    try:
        result = expr.func(*map(_exact, args)).evalf(mp.dps)
    except (AttributeError, KeyError, mp.NoConvergence) as error:
        raise EvaluationError(f"no numeric value for the function {name}") from error
    if name in NOT_FUNCTIONS or not result.is_number or result.atoms(sp.Function, sp.Symbol):
        raise EvaluationError(f"no numeric value for the function {name}")
    return constant(result)


def _exact(number):
    """A sympy number; integers and halves are exact, as some functions are defined there only."""
    if isinstance(number, mp.mpf) and abs(number) <= LARGEST and mp.isint(2 * number):
        return sp.Rational(int(2 * number), 2)
    return sp.sympify(number)


def _floor(x):
    refuse_jump(x - mp.nint(x))
    return mp.floor(x)


def _sign(x):
    refuse_jump(x)
    return mp.sign(x)


def _heaviside(x, at_zero):
    refuse_jump(x)
    return at_zero if x == 0 else mp.mpf(x > 0)


def _kronecker(i, j):
    refuse_jump(i - j)
    return mp.mpf(i == j)


def _mod(a, b):
    if mp.im(a) or mp.im(b):
        raise EvaluationError("Mod of complex numbers has no value")
    return a - b * _floor(a / b)


def _log(x, base=None):
    if x == 0:
        raise ZeroDivisionError("log(0)")
    refuse_cut(x)
    return mp.log(x) if base is None else mp.log(x, base)


def _arg(x):
    if x == 0:
        raise ZeroDivisionError("arg(0)")
    refuse_cut(x)
    return mp.arg(x)


def _atan2(y, x):
    if mp.im(y) or mp.im(x):
        if y == 0:
            raise EvaluationError("atan2(0, x) of a complex x has no value")
        return -1j * _log((x + 1j * y) / mp.sqrt(x * x + y * y))
    return _arg(mp.mpc(mp.re(x), mp.re(y)))


def _binomial(n, k):
    """sympy's is 0 below the triangle, mpmath's is symmetric in k and n - k."""
    return mp.zero if mp.isint(k) and mp.re(k) < 0 else mp.binomial(n, k)


def _zeta(s, a=1):
    if mp.isint(a) and mp.re(a) <= 0 and not mp.isint(s):
        raise ZeroDivisionError("zeta(s, a) at a = 0, -1, -2, ...")
    return mp.zeta(s, a)


def _lambertw(x, branch=0):
    if not mp.isint(branch):
        raise EvaluationError(f"LambertW has no branch {mp.nstr(branch, 5)}")
    return mp.lambertw(x, int(mp.re(branch)))


NOT_FUNCTIONS = ("DiracDelta", "SingularityFunction")

DIRECT = {
    name: getattr(mpmath, name)
    for name in (
        *("exp", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth"),
        *("asin", "acos", "atan", "asinh", "acosh", "atanh", "erf", "erfc", "erfi"),
        *("gamma", "digamma", "loggamma", "beta", "factorial", "re", "im", "expint"),
    )
} | {
    "log": _log,
    "arg": _arg,
    "atan2": _atan2,
    "sign": _sign,
    "Heaviside": _heaviside,
    "KroneckerDelta": _kronecker,
    "binomial": _binomial,
    "zeta": _zeta,
    "LambertW": _lambertw,
    "Abs": abs,
    "conjugate": mpmath.conj,
    "floor": _floor,
    "ceiling": lambda x: -_floor(-x),
    "Mod": _mod,
    "frac": lambda x: x - _floor(x),
    "Max": max,
    "Min": min,
}
