"""Undefined functions made concrete, so that a claim about every f is tried on several.

`f(x, y)` and the entries of an `IndexedBase` are replaced by smooth functions of all their
arguments, in both signs. A claim that holds for eight unrelated ones and is also proved is not
luck.
"""

import sympy as sp
from sympy.core.function import AppliedUndef

from dlnotes.symbolic.errors import EvaluationError

SHAPES = (
    lambda u, v: sp.sin(u) + u * v / 3 + 2,
    lambda u, v: sp.exp(-u / 3) + v**2 / 4 + 1,
    lambda u, v: sp.cos(u * v / 2) + v / 5 + 3,
    lambda u, v: 1 + u / 2 + v**3 / 7 + u**2 / 3,
)
FAMILIES = 2 * len(SHAPES)


def undefined_heads(expr):
    """The undefined functions, tensors and matrices in an expression, sorted by name."""
    heads = {f.func for f in expr.atoms(AppliedUndef)} | {i.base for i in expr.atoms(sp.Indexed)}
    return sorted(heads, key=str)


def concrete(expr, heads, family):
    """`expr` with every undefined function replaced by a member of one family.

    Args:
        expr: a scalar sympy expression.
        heads: from `undefined_heads`, of both sides together, so that a name means the same twice.
        family: number of the family; any integer, taken modulo `FAMILIES`.

    Raises:
        EvaluationError: a function is declared to be something that no member is.
    """
    expr = expr.replace(sp.Derivative, _at_function)
    for place, head in enumerate(heads):
        shape = SHAPES[(family + place) % len(SHAPES)]
        sign = -1 if (family // len(SHAPES) + place) % 2 else 1
        expr = _replace(
            expr, head, lambda *a, h=head, s=shape, f=sign, p=place: _member(h, s, f, p, a)
        )
    return expr


def _at_function(expr, *variables):
    """f'(g(x)), which sympy writes as a derivative in g(x), as one in a symbol put in later."""
    inner = {v: sp.Dummy("inner") for v, _ in variables if not v.is_Symbol}
    derivative = sp.Derivative(expr.xreplace(inner), *((inner.get(v, v), n) for v, n in variables))
    return sp.Subs(derivative, tuple(inner.values()), tuple(inner)) if inner else derivative


def _member(head, shape, sign, place, args):
    """The stand-in for head(*args), with the sign that the function was declared to have."""
    value = sign * _blend(shape, args, place)
    declared = head[args] if isinstance(head, sp.IndexedBase) else head(*args)
    if declared.is_integer:
        raise EvaluationError(f"{declared} is declared an integer: no concrete function for it")
    if declared.is_nonnegative:
        return sp.exp(value / 3)
    return -sp.exp(value / 3) if declared.is_nonpositive else value


def _blend(shape, args, place):
    """Smooth, different for each head, and depending on every argument differently."""
    u = sum(((k + 2) * a / (k + 2 + place) for k, a in enumerate(args)), sp.S.Zero)
    v = sum((a / (k + 1) for k, a in enumerate(args)), sp.S.Zero)
    return shape(u, v)


def _replace(expr, head, function):
    if isinstance(head, sp.IndexedBase):
        return expr.replace(
            lambda e: isinstance(e, sp.Indexed) and e.base == head,
            lambda e: function(*e.indices),
        )
    return expr.replace(head, function)
