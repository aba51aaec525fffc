"""Value of an expression at one working precision: the recursion over its nodes.

A node that binds a variable becomes a plain function of one number here; `series`, `integrals`
and `limits` work on such functions.
"""

import operator
from functools import cache, lru_cache

import sympy as sp
from mpmath import mp
from sympy.core.function import AppliedUndef
from sympy.stats.rv import RandomSymbol

from dlnotes.symbolic.errors import EvaluationError
from dlnotes.symbolic.numeric import edges
from dlnotes.symbolic.numeric.functions import alike, call, constant, refuse_cut, refuse_jump
from dlnotes.symbolic.numeric.integrals import integral
from dlnotes.symbolic.numeric.limits import extrapolated, steps_to, tiny_steps
from dlnotes.symbolic.numeric.series import PRODUCT, SUM, accumulated

HUGE = 10**6
SLOW = (sp.Integral, sp.Sum, sp.Product)
SIDES = {"+": (1,), "-": (-1,), "+-": (1, -1)}
ELEMENTARY = (
    *(sp.Symbol, sp.Integer, sp.Rational, sp.NumberSymbol, sp.Add, sp.Mul, sp.Pow),
    *(sp.exp, sp.log, sp.sin, sp.cos, sp.tanh, sp.sinh, sp.cosh, sp.erf, sp.factorial),
    *(sp.Abs, sp.Max, sp.Min),
)
COMPARE = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def value_at(expr, env):
    """Value of a scalar expression with mpmath's working precision.

    Args:
        expr: a sympy expression.
        env: {symbol: mpmath number}.
    """
    if expr in env and not isinstance(expr, RandomSymbol):
        return env[expr]
    return _rule(type(expr))(expr, env)


@cache
def _rule(kind):
    """How expressions of a class are evaluated."""
    other = _function if issubclass(kind, sp.Expr) else _undefined
    return next((rule for kinds, rule in RULES if issubclass(kind, kinds)), other)


def _function(expr, env):
    return call(expr, [value_at(a, env) for a in expr.args]) if expr.args else constant(expr)


def _hypergeometric(expr, env):
    upper, lower = ([value_at(a, env) for a in part] for part in expr.args[:2])
    return mp.hyper(upper, lower, value_at(expr.args[2], env))


def _undefined(expr, env):
    raise EvaluationError(f"{expr} has no value: not a function or number that can be computed")


def _random(expr, env):
    raise EvaluationError(f"{expr} is random: claim an expectation, written as Integral or Sum")


def _power(expr, env):
    base, exponent = (value_at(a, env) for a in expr.args)
    if expr.exp.is_Integer:
        return base ** int(expr.exp)
    if base == 0 and exponent != 0:
        if mp.im(exponent) or exponent < 0:
            raise ZeroDivisionError(f"0**({mp.nstr(exponent, 5)})")
        return mp.zero
    if mp.im(base) == 0 and base > 0 and abs(exponent) > HUGE:
        return mp.exp(exponent * mp.log(base))  # mpmath would square its way up to the exponent
    refuse_cut(base)
    return mp.power(base, exponent)


def _piecewise(expr, env):
    """Value of the first branch whose condition holds."""
    for branch, condition in expr.args:
        if _holds(condition, env):
            return value_at(branch, env)
    raise EvaluationError(f"no branch of {expr} applies")


def _holds(condition, env):
    """Truth of a condition; a `JumpError` where two sides differ by no more than rounding."""
    if condition in (sp.true, sp.false):
        return bool(condition)
    if isinstance(condition, sp.Not):
        return not _holds(condition.args[0], env)
    if isinstance(condition, sp.And):
        return all(_holds(c, env) for c in condition.args)
    if isinstance(condition, sp.Or):
        return any(_holds(c, env) for c in condition.args)
    left, right = (value_at(side, env) for side in (condition.lhs, condition.rhs))
    refuse_jump(left - right)
    return COMPARE[condition.rel_op](left, right)


def _series(expr, env):
    inside, variable, low, high = _peeled(expr)
    low, high = value_at(low, env), value_at(high, env)
    rule = SUM if isinstance(expr, sp.Sum) else PRODUCT
    return accumulated(expr, rule, _body(variable, inside, env), low, high)


def _integral(expr, env):
    if any(len(limit) != 3 for limit in expr.limits):
        raise EvaluationError(
            f"{expr} has no bounds, so it is only defined up to a constant: "
            "claim the derivative of the antiderivative instead"
        )
    inside, variable, low, high = _peeled(expr)
    low, high = value_at(low, env), value_at(high, env)
    if low == high:
        return mp.zero
    integrand = _body(variable, inside, env)
    return integral(expr, integrand, low, high, _breaks(inside, variable, env, low, high))


def _breaks(inside, variable, env, low, high):
    """Places between the bounds of an integral where the integrand has a kink or a jump."""
    places = [value_at(root, env) for root in edges.roots(inside, variable)]
    if mp.isinf(low) or mp.isinf(high):
        return places
    for found, levels in zip(
        edges.searched(inside, variable), (edges.zero, edges.integers), strict=True
    ):
        for edge in found:
            height = _body(variable, edge, env)
            places += edges.crossings(height, min(low, high), max(low, high), levels)
    return places


def _peeled(expr):
    """The outermost bound variable of a Sum, Product or Integral, and what stands inside.

    Returns:
        (inside, variable, low, high), where `inside` keeps the inner limits.
    """
    *inner, (variable, low, high) = expr.limits
    inside = expr.func(expr.function, *inner) if inner else expr.function
    return inside, variable, low, high


def _body(variable, body, env):
    """`body` as a function of one mpmath number, compiled where it is elementary."""
    if not _is_elementary(body):
        return lambda number: value_at(body, {**env, variable: number})
    others = tuple(sorted(body.free_symbols - {variable}, key=sp.default_sort_key))
    function = _compiled(body, (variable, *others))
    numbers = [value_at(symbol, env) for symbol in others]
    return lambda number: function(number, *numbers)


@lru_cache(maxsize=256)
def _is_elementary(body):
    return all(isinstance(node, ELEMENTARY) for node in sp.preorder_traversal(body))


@lru_cache(maxsize=256)
def _compiled(body, symbols):
    return sp.lambdify(symbols, body, modules="mpmath", cse=True)


def _limit(expr, env):
    body, variable, target, direction = expr.args
    target, sides = value_at(target, env), SIDES[str(direction)]
    if mp.isinf(target):
        sides = (1 if target > 0 else -1,)
    values = [_one_sided(body, env, variable, target, side) for side in sides]
    if not alike(values[0], values[-1]):
        raise EvaluationError(f"the two one-sided limits of {expr} differ")
    return values[0]


def _one_sided(body, env, variable, target, side):
    whole = bool(variable.is_integer)
    at = steps_to(target, side, whole, lambda place: value_at(body, {**env, variable: place}))
    if any(variable in node.free_symbols for node in body.atoms(*SLOW)):
        return extrapolated(at)
    return tiny_steps(at, shifts=(0, 1) if whole else (0,))


def _derivative(expr, env):
    """Numeric derivative, one variable after the other; mpmath raises its own precision."""
    *earlier, (variable, order) = expr.variable_count
    inside = sp.Derivative(expr.expr, *earlier) if earlier else expr.expr
    if variable not in env:
        raise EvaluationError(f"the symbol {variable} has no value")

    def function(place):
        return value_at(inside, {**env, variable: place})

    slope = mp.diff(function, env[variable], int(order))
    if expr.expr.has(*edges.KINKS):
        right = mp.diff(function, env[variable], int(order), direction=1)
        if not alike(slope, right):
            raise EvaluationError(f"{expr} has no value: the slopes to both sides differ")
    return slope


def _substitution(expr, env):
    """Value of a `Subs`: its expression with new values for some symbols."""
    values = {v: value_at(p, env) for v, p in zip(expr.variables, expr.point, strict=True)}
    return value_at(expr.expr, {**env, **values})


RULES = (
    (RandomSymbol, _random),
    ((sp.Symbol, AppliedUndef, sp.Indexed, sp.MatrixBase, sp.MatrixExpr), _undefined),
    (sp.Add, lambda expr, env: mp.fsum(value_at(a, env) for a in expr.args)),
    (sp.Mul, lambda expr, env: mp.fprod(value_at(a, env) for a in expr.args)),
    (sp.Pow, _power),
    ((sp.Sum, sp.Product), _series),
    (sp.Integral, _integral),
    (sp.Limit, _limit),
    (sp.Derivative, _derivative),
    (sp.Subs, _substitution),
    (sp.hyper, _hypergeometric),
    (sp.Piecewise, _piecewise),
    (sp.UnevaluatedExpr, lambda expr, env: value_at(expr.args[0], env)),
)
