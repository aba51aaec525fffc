"""Evaluation of sympy expressions to 50 digits, with an honest error estimate.

sympy's own `evalf` returns some limits and sums unevaluated or with no good digit. Here every node
is computed with mpmath at two precisions; their difference is the error. What has fewer than 30
good digits raises `EvaluationError` and never counts as a check.
"""

from functools import lru_cache

import mpmath
import sympy as sp
from mpmath import mp
from sympy.core.function import AppliedUndef
from sympy.stats.rv import RandomSymbol

from dlnotes.symbolic.errors import EvaluationError

DIGITS = 50
GOOD_DIGITS = 30
QUADRATURE_DIGITS = 36  # each digit of an integral costs time
GUARD = 12  # extra digits of the second, more precise run
SLOW = (sp.Integral, sp.Sum, sp.Product)
ELEMENTARY = (
    *(sp.Symbol, sp.Integer, sp.Rational, sp.NumberSymbol, sp.Add, sp.Mul, sp.Pow),
    *(sp.exp, sp.log, sp.sin, sp.cos, sp.tanh, sp.sinh, sp.cosh, sp.erf),
)


def evaluate(expr, point, digits=None):
    """Value of a scalar expression at a point, and the error of the less precise of two runs.

    Args:
        expr: a sympy expression without undefined functions.
        point: {symbol: sympy number} for every free symbol.
        digits: working precision; needed where terms cancel, else chosen by the kind of `expr`.

    Returns:
        (value, error): an mpmath number and a non-negative mpf.

    Raises:
        EvaluationError: the value is undefined here, cannot be computed, or has fewer than
            30 good digits.
    """
    digits = digits or (QUADRATURE_DIGITS if expr.has(sp.Integral) else DIGITS)
    try:
        coarse = _run(expr, point, digits)
        fine = _run(expr, point, digits + GUARD)
    except EvaluationError:
        raise
    except (ValueError, TypeError, ArithmeticError, NotImplementedError) as error:
        raise EvaluationError(f"cannot evaluate {expr} at {show_point(point)}: {error}") from error
    with mp.workdps(digits + GUARD):
        if not mp.isfinite(fine):
            raise EvaluationError(f"{expr} is {mp.nstr(fine)} at {show_point(point)}")
        difference = abs(fine - coarse)
        zero = max(abs(fine), abs(coarse)) < mp.mpf(10) ** (5 - digits)
        if not (zero or difference <= mp.mpf(10) ** -GOOD_DIGITS * abs(fine)):
            raise EvaluationError(
                f"cannot evaluate {expr} to {GOOD_DIGITS} digits at {show_point(point)}: "
                f"two precisions give {mp.nstr(coarse, 15)} and {mp.nstr(fine, 15)}"
            )
    return fine, difference


def show_point(point):
    """A point as text, for messages: `x = 0.3713, n = 4`."""
    shown = (
        f"{s} = {v if v.is_Integer else sp.N(v, 6)}"
        for s, v in sorted(point.items(), key=lambda item: str(item[0]))
    )
    return ", ".join(shown) or "(no symbols)"


def _run(expr, point, digits):
    with mp.workdps(digits + 10):
        return _value(expr, {s: _number(v) for s, v in point.items()})


def _number(number):
    """A sympy number as an mpmath number at the working precision."""
    value = sp.N(number, mp.dps + 5)
    real, imaginary = value.as_real_imag()
    real = mp.mpf(real._mpf_ if real.is_Float else int(real))
    return real if imaginary == 0 else mp.mpc(real, mp.mpf(sp.Float(imaginary, mp.dps)._mpf_))


def _value(expr, env):
    """Recursive evaluation; `env` maps symbols to mpmath numbers."""
    if expr in env:
        return env[expr]
    for kind, rule in RULES:
        if isinstance(expr, kind):
            return rule(expr, env)
    return _function(expr, env)


def _symbol(expr, env):
    raise EvaluationError(f"the symbol {expr} has no value")


def _undefined(expr, env):
    raise EvaluationError(f"{expr} has no value: not a function or number that can be computed")


def _constant(expr, env):
    if expr.is_infinite:
        return mp.inf if expr is sp.oo else -mp.inf if expr is -sp.oo else mp.nan
    return _number(expr) if expr is not sp.nan else mp.nan


def _power(expr, env):
    base, exponent = (_value(a, env) for a in expr.args)
    if expr.exp.is_Integer:
        return base ** int(expr.exp)
    if base == 0 and mp.re(exponent) > 0:
        return mp.zero
    return mp.power(base, exponent)


def _product_of_args(expr, env):
    return mp.fprod(_value(a, env) for a in expr.args)


def _sum_of_args(expr, env):
    return mp.fsum(_value(a, env) for a in expr.args)


def _function(expr, env):
    """Any other function: mpmath's of the same name, else sympy's own evalf."""
    args = [_value(a, env) for a in expr.args]
    name = type(expr).__name__
    if name in DIRECT:
        return DIRECT[name](*args)
    numbers = [sp.sympify(a) for a in args]
    result = expr.func(*numbers).evalf(mp.dps)
    if not result.is_number or result.atoms(sp.Function, sp.Symbol):
        raise EvaluationError(f"no numeric value for the function {name}")
    return _constant(result, env) if result.is_infinite or result is sp.nan else _number(result)


# --- sums, products, integrals -------------------------------------------------------------


def _of_variable(body, variable, env):
    """`body` as a function of one variable: compiled where it holds elementary functions only."""
    if not all(isinstance(node, ELEMENTARY) for node in sp.preorder_traversal(body)):
        return lambda value: _value(body, {**env, variable: value})
    others = tuple(sorted(body.free_symbols - {variable}, key=sp.default_sort_key))
    function = _compiled(body, (variable, *others))
    values = [_value(symbol, env) for symbol in others]
    return lambda value: function(value, *values)


@lru_cache(maxsize=256)
def _compiled(body, symbols):
    return sp.lambdify(symbols, body, modules="mpmath", cse=True)


def _whole(value, expr):
    nearest = mp.nint(mp.re(value))
    if not mp.isfinite(value) or abs(value - nearest) > mp.mpf(10) ** -20:
        raise EvaluationError(f"the bounds of {expr} are not integers: {mp.nstr(value, 8)}")
    return int(nearest)


def _peel(expr):
    """The outermost bound variable of a Sum, Product or Integral, and what stands inside."""
    *inner, (variable, low, high) = expr.limits
    inside = expr.func(expr.function, *inner) if inner else expr.function
    return inside, variable, low, high


def _sum(expr, env):
    return _series(expr, env, mp.nsum, mp.fsum, lambda total: -total)


def _prod(expr, env):
    return _series(expr, env, mp.nprod, mp.fprod, lambda total: 1 / total)


def _series(expr, env, infinite, finite, inverse):
    inside, variable, low, high = _peel(expr)
    low, high = _value(low, env), _value(high, env)

    body = _of_variable(inside, variable, env)

    def term(k):
        return body(mp.mpf(k))

    if mp.isinf(low) or mp.isinf(high):
        return infinite(term, [low, high])
    low, high = _whole(low, expr), _whole(high, expr)
    if high - low > 20_000:
        raise EvaluationError(f"{expr} has {high - low} terms: too many")
    if high >= low - 1:
        return finite(term(k) for k in range(low, high + 1))
    # Karr's convention, as in sympy: a sum backwards is minus the sum over the gap.
    return inverse(finite(term(k) for k in range(high + 1, low)))


def _integral(expr, env):
    if any(len(limit) != 3 for limit in expr.limits):
        raise EvaluationError(
            f"{expr} has no bounds, so it is only defined up to a constant: "
            "claim the derivative of the antiderivative instead"
        )
    inside, variable, low, high = _peel(expr)
    low, high = _value(low, env), _value(high, env)
    ends = [low, 0, high] if mp.isinf(low) and mp.isinf(high) else [low, high]
    integrand = _of_variable(inside, variable, env)
    value, error = mp.quad(integrand, ends, error=True, maxdegree=9)
    if not error <= mp.mpf(10) ** -GOOD_DIGITS * max(1, abs(value)):
        raise EvaluationError(f"quadrature of {expr} did not settle: error {mp.nstr(error, 3)}")
    return value


# --- limits and derivatives ----------------------------------------------------------------


def _limit(expr, env):
    body, variable, target, direction = expr.args
    sides = {"+": (1,), "-": (-1,), "+-": (1, -1)}[str(direction)]
    target = _value(target, env)
    if mp.isinf(target):
        sides = (1 if target > 0 else -1,)
    values = [_one_sided(body, env, variable, target, side) for side in sides]
    if abs(values[0] - values[-1]) > mp.mpf(10) ** -GOOD_DIGITS * max(1, abs(values[0])):
        raise EvaluationError(f"the two one-sided limits of {expr} differ")
    return values[0]


def _one_sided(body, env, variable, target, side):
    def at(h):
        place = side / h if mp.isinf(target) else target + side * h
        return _value(body, {**env, variable: place})

    if any(variable in node.free_symbols for node in body.atoms(*SLOW)):
        return _extrapolate(at)
    return _tiny_step(at)


def _tiny_step(at):
    """Value at h = 1e-80, computed with 500 digits and held against h = 1e-160.

    No extrapolation is needed: what is left is of the order h, or h log h, or sqrt(h).
    """
    with mp.workdps(500):
        near, nearer = at(mp.mpf(10) ** -80), at(mp.mpf(10) ** -160)
        gap = abs(near - nearer)
        if not gap <= mp.mpf(10) ** -GOOD_DIGITS * max(1, abs(nearer)):
            raise EvaluationError(
                f"no limit seen: {mp.nstr(near, 10)} at h = 1e-80, {mp.nstr(nearer, 10)} at 1e-160"
            )
        return nearer


def _extrapolate(at):
    """Neville extrapolation to h = 0 from h = 1/8, 1/16, 1/24, ... for bodies slow to compute.

    It assumes an expansion in powers of h. Two neighbours on the table's diagonal must agree.
    """
    with mp.workdps(3 * mp.dps):
        steps, row = [], []
        for k in range(1, 41):
            steps.append(mp.mpf(1) / (8 * k))
            new = [at(steps[-1])]
            for j, old in enumerate(row, start=1):
                new.append(new[-1] + (new[-1] - old) / (steps[-1 - j] / steps[-1] - 1))
            if row and abs(new[-1] - row[-1]) <= mp.mpf(10) ** -(GOOD_DIGITS + 5):
                return new[-1]
            row = new
        raise EvaluationError(
            f"extrapolation to the limit did not settle near {mp.nstr(row[-1], 10)}"
        )


def _derivative(expr, env):
    """Numeric derivative, one variable after the other; mpmath raises its own precision."""
    *earlier, (variable, order) = expr.variable_count
    inside = sp.Derivative(expr.expr, *earlier) if earlier else expr.expr
    if variable not in env:
        raise EvaluationError(f"the symbol {variable} has no value")
    return mp.diff(lambda t: _value(inside, {**env, variable: t}), env[variable], int(order))


def _substitution(expr, env):
    values = {v: _value(p, env) for v, p in zip(expr.variables, expr.point, strict=True)}
    return _value(expr.expr, {**env, **values})


# --- conditions ----------------------------------------------------------------------------


def holds(condition, env):
    """Truth of a sympy condition with mpmath numbers for its symbols."""
    if condition in (sp.true, sp.false):
        return bool(condition)
    if isinstance(condition, sp.Not):
        return not holds(condition.args[0], env)
    if isinstance(condition, sp.And):
        return all(holds(c, env) for c in condition.args)
    if isinstance(condition, sp.Or):
        return any(holds(c, env) for c in condition.args)
    left, right = (_value(side, env) for side in (condition.lhs, condition.rhs))
    return COMPARE[condition.rel_op](left, right)


COMPARE = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def _piecewise(expr, env):
    for value, condition in expr.args:
        if holds(condition, env):
            return _value(value, env)
    raise EvaluationError(f"no branch of {expr} applies")


def _unwrap(expr, env):
    return _value(expr.args[0], env)


RULES = (
    (sp.Symbol, _symbol),
    ((AppliedUndef, sp.Indexed, RandomSymbol, sp.MatrixBase, sp.MatrixExpr), _undefined),
    (sp.Add, _sum_of_args),
    (sp.Mul, _product_of_args),
    (sp.Pow, _power),
    (sp.Sum, _sum),
    (sp.Product, _prod),
    (sp.Integral, _integral),
    (sp.Limit, _limit),
    (sp.Derivative, _derivative),
    (sp.Subs, _substitution),
    (sp.Piecewise, _piecewise),
    (sp.UnevaluatedExpr, _unwrap),
    (sp.Expr, lambda expr, env: _constant(expr, env) if not expr.args else _function(expr, env)),
    (object, _undefined),
)

DIRECT = {
    "exp": mpmath.exp,
    "log": lambda x, base=None: mp.log(x) if base is None else mp.log(x, base),
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "tan": mpmath.tan,
    "sinh": mpmath.sinh,
    "cosh": mpmath.cosh,
    "tanh": mpmath.tanh,
    "erf": mpmath.erf,
    "gamma": mpmath.gamma,
    "factorial": mpmath.factorial,
    "binomial": mpmath.binomial,
    "Abs": abs,
    "re": mpmath.re,
    "im": mpmath.im,
    "conjugate": mpmath.conj,
    "floor": mpmath.floor,
    "ceiling": mpmath.ceil,
    "Max": max,
    "Min": min,
}
