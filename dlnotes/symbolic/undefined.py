"""Undefined functions made concrete, so that a claim about every f is tried on several.

`f(x, y)` and the entries of an `IndexedBase` are replaced by smooth functions of all their
arguments. A claim that holds for four unrelated ones and is also proved is not luck.
"""

import sympy as sp
from sympy.core.function import AppliedUndef

FAMILIES = (
    lambda u, v: sp.sin(u) + u * v / 3 + 2,
    lambda u, v: sp.exp(-u / 3) + v**2 / 4 + 1,
    lambda u, v: sp.cos(u * v / 2) + v / 5 + 3,
    lambda u, v: 1 + u / 2 + v**3 / 7 + u**2 / 3,
)


def undefined_heads(expr):
    """Names of the undefined functions, tensors and matrices in an expression, sorted."""
    heads = {f.func for f in expr.atoms(AppliedUndef)} | {i.base for i in expr.atoms(sp.Indexed)}
    return sorted(heads, key=str)


def concrete(expr, heads, family):
    """`expr` with every undefined function replaced by a member of one family.

    Args:
        expr: a scalar sympy expression.
        heads: from `undefined_heads`, of both sides together, so that a name means the same twice.
        family: number of the family; any integer, taken modulo their number.
    """
    for place, head in enumerate(heads):
        body = FAMILIES[(family + place) % len(FAMILIES)]
        expr = _replace(expr, head, lambda *args, b=body, p=place, h=head: _member(h, b, args, p))
    return expr


def _member(head, body, args, place):
    """The stand-in for head(*args): positive where the function was declared positive."""
    value = _blend(body, args, place)
    declared = head[args] if isinstance(head, sp.IndexedBase) else head(*args)
    return sp.exp(value / 3) if declared.is_positive else value


def _blend(body, args, place):
    """Smooth, different for each head, and depending on every argument differently."""
    u = sum(((k + 2) * a / (k + 2 + place) for k, a in enumerate(args)), sp.S.Zero)
    v = sum((a / (k + 1) for k, a in enumerate(args)), sp.S.Zero)
    return body(u, v)


def _replace(expr, head, function):
    if isinstance(head, sp.IndexedBase):
        return expr.replace(
            lambda e: isinstance(e, sp.Indexed) and e.base == head,
            lambda e: function(*e.indices),
        )
    return expr.replace(head, function)
