"""Expressions with cases: absolute values, maxima, signs, steps and `Piecewise`.

Every case switches where some edge, such as x for |x|, changes its sign. The domain decides some
edges; for the others each combination of signs is one region, in which no case is left. Where the
expression may jump, the edges themselves are looked at too.
"""

from functools import reduce
from itertools import product

import sympy as sp
from sympy.core.relational import Relational

from dlnotes.symbolic.numeric.edges import edges
from dlnotes.symbolic.proof.signs import prove_sign

MOST_EDGES = 4
JUMPS = (sp.sign, sp.Heaviside, Relational)


def by_regions(expr, domains, is_zero):
    """Zero if `expr` is zero in every region that the domain allows.

    A place where a side is undefined claims nothing.

    Args:
        expr: a scalar expression.
        domains: {symbol: (low, high)}.
        is_zero: decides an expression without cases.
    """
    expr = _decided(expr.doit(), domains)
    distinct = _distinct_edges(expr)
    if len(distinct) > MOST_EDGES or not all(edge.is_extended_real for edge in distinct):
        return expr
    options = [_signs(edge, domains) for edge in distinct]
    regions = (dict(zip(distinct, signs, strict=True)) for signs in product(*options))
    if not all(is_zero(_in_region(expr, region)) for region in regions):
        return expr
    if not expr.has(*JUMPS):
        return sp.S.Zero
    free = [edge for edge, signs in zip(distinct, options, strict=True) if len(signs) > 1]
    on_edges = all(_is_zero_on(expr, edge, domains, is_zero) for edge in free)
    return sp.S.Zero if on_edges else expr


def _decided(expr, domains):
    """`expr` with the conditions replaced that the domain decides."""
    decided = {c: decide(c, domains) for c in expr.atoms(Relational)}
    return expr.xreplace({c: truth for c, truth in decided.items() if truth is not None})


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


def _distinct_edges(expr):
    """The edges of all cases, each once and not with both signs, in a stable order."""
    found = []
    for edge in sorted(map(sp.expand, edges(expr)), key=sp.default_sort_key):
        if sp.expand(-edge) not in found:
            found.append(edge)
    return found


def _signs(edge, domains):
    """The signs that an edge can have; where it may vanish as well, one of them covers it."""
    proved = [sign for sign in (1, -1) if prove_sign(sign * edge, domains, False)]
    return tuple(proved[:1]) or (1, -1)


def _in_region(expr, signs):
    """`expr` without cases, where every edge has the given sign."""

    def sign(edge):
        edge = sp.expand(edge)
        return signs[edge] if edge in signs else -signs[sp.expand(-edge)]

    def larger(a, b):
        return a if sign(a - b) > 0 else b

    def smaller(a, b):
        return b if sign(a - b) > 0 else a

    conditions = {c: _truth(c, sign(c.lhs - c.rhs)) for c in expr.atoms(Relational)}
    expr = expr.xreplace(conditions)
    expr = expr.replace(sp.Abs, lambda e: sign(e) * e).replace(
        sp.sign, lambda e: sp.Integer(sign(e))
    )
    expr = expr.replace(sp.Heaviside, lambda e, *_: sp.Integer(sign(e) > 0))
    expr = expr.replace(sp.Max, lambda *a: reduce(larger, a))
    return expr.replace(sp.Min, lambda *a: reduce(smaller, a))


def _truth(condition, sign):
    """Truth of a relation where lhs - rhs has a sign other than zero."""
    if isinstance(condition, (sp.Eq, sp.Ne)):
        return sp.sympify(isinstance(condition, sp.Ne))
    return sp.sympify((condition.rel_op in (">", ">=")) == (sign > 0))


def _is_zero_on(expr, edge, domains, is_zero):
    """Whether `expr` vanishes, or a side is undefined, everywhere on an edge."""
    solutions = sp.solve(edge, dict=True)
    places = [expr.subs(solution) for solution in solutions]
    return bool(places) and all(
        p.has(sp.nan, sp.zoo) or is_zero(p) or by_regions(p, domains, is_zero) == 0 for p in places
    )
