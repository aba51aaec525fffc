"""Truth of sympy conditions at a point, and `Piecewise` expressions built on them."""

import operator

import sympy as sp

from dlnotes.symbolic.errors import EvaluationError
from dlnotes.symbolic.functions import refuse_jump

COMPARE = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def piecewise(expr, env, value):
    """Value of the first branch whose condition holds."""
    for branch, condition in expr.args:
        if holds(condition, env, value):
            return value(branch, env)
    raise EvaluationError(f"no branch of {expr} applies")


def holds(condition, env, value):
    """Truth of a condition, with mpmath numbers for its symbols.

    Raises:
        JumpError: two sides differ by no more than rounding.
    """
    if condition in (sp.true, sp.false):
        return bool(condition)
    if isinstance(condition, sp.Not):
        return not holds(condition.args[0], env, value)
    if isinstance(condition, sp.And):
        return all(holds(c, env, value) for c in condition.args)
    if isinstance(condition, sp.Or):
        return any(holds(c, env, value) for c in condition.args)
    left, right = (value(side, env) for side in (condition.lhs, condition.rhs))
    refuse_jump(left - right)
    return COMPARE[condition.rel_op](left, right)
