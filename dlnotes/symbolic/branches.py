"""Expressions with cases: conditions are decided from the domain, the other cases one by one."""

import sympy as sp
from sympy.core.relational import Relational

from dlnotes.symbolic.inequality import prove_sign


def by_branches(expr, domains):
    """Zero if `expr` is zero on every branch that the domain allows.

    A branch on which a side is undefined claims nothing.

    Args:
        expr: a scalar expression that evaluates to a `Piecewise`.
        domains: {symbol: (low, high)}.
    """
    expr = expr.doit()
    if not expr.has(sp.Piecewise):
        return expr
    decided = {c: decide(c, domains) for c in expr.atoms(Relational)}
    expr = expr.xreplace({c: truth for c, truth in decided.items() if truth is not None})
    folded = sp.piecewise_fold(expr)
    if not isinstance(folded, sp.Piecewise):
        return sp.simplify(folded)
    return sp.S.Zero if all(_branch_is_zero(*arg) for arg in folded.args) else folded


def decide(condition, domains):
    """`true` or `false` where the domain settles a relation, else None."""
    if isinstance(condition, (sp.Eq, sp.Ne)):
        gap = condition.lhs - condition.rhs
        differs = prove_sign(gap, domains, True) or prove_sign(-gap, domains, True)
        return sp.sympify(isinstance(condition, sp.Ne)) if differs else None
    gap = condition.gts - condition.lts
    strict = isinstance(condition, (sp.StrictLessThan, sp.StrictGreaterThan))
    if prove_sign(gap, domains, strict):
        return sp.true
    return sp.false if prove_sign(-gap, domains, not strict) else None


def _branch_is_zero(value, condition):
    values = [value]
    if isinstance(condition, sp.Eq):
        values = [value.subs(solution) for solution in sp.solve(condition, dict=True)]
    return bool(values) and all(v.has(sp.nan, sp.zoo) or sp.simplify(v) == 0 for v in values)
