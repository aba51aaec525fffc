"""Edges: where an expression with cases or steps has a kink or a jump."""

from functools import lru_cache
from itertools import combinations, pairwise

import sympy as sp
from mpmath import mp
from sympy.core.relational import Relational

from dlnotes.symbolic.attempts import attempt
from dlnotes.symbolic.errors import EvaluationError

STEPS = (sp.floor, sp.ceiling, sp.frac, sp.Mod)
KINKS = (sp.Abs, sp.Max, sp.Min, sp.Piecewise, sp.sign, sp.Heaviside, *STEPS)
GRID = 256  # points between which an edge is passed at most once
MOST = 200  # edges within a range


def edges(expr):
    """What changes its sign where a case of `expr` switches: x for |x|, a - b for max(a, b)."""
    found = {f.args[0] for f in expr.atoms(sp.Abs, sp.sign, sp.Heaviside)}
    found |= {a - b for f in expr.atoms(sp.Max, sp.Min) for a, b in combinations(f.args, 2)}
    return found | {c.lhs - c.rhs for c in expr.atoms(Relational)}


def steps(expr):
    """What passes an integer where `expr` jumps: x for floor(x), x/2 for Mod(x, 2)."""
    return {sp.Mul(f.args[0], *(1 / b for b in f.args[1:])) for f in expr.atoms(*STEPS)}


@lru_cache(maxsize=256)
def roots(expr, variable):
    """Expressions for the places where a case of `expr` switches as the variable moves.

    There may be more of them: sympy gives one or two zeros of a sine.
    """
    moving = _moving(edges(expr), expr, variable)
    return tuple(root for edge in moving for root in attempt(sp.solve, edge, variable) or ())


@lru_cache(maxsize=256)
def searched(expr, variable):
    """(edges, steps) of which `roots` may not tell all places, in a stable order."""
    moving = _moving(edges(expr), expr, variable)
    return (
        tuple(edge for edge in moving if not _has_formula(edge, variable)),
        tuple(_moving(steps(expr), expr, variable)),
    )


def _has_formula(edge, variable):
    """Whether sympy writes out all zeros: polynomials up to the fourth degree."""
    return edge.is_polynomial(variable) and sp.degree(edge, variable) <= 4


def _moving(found, expr, variable):
    """Those that move with the variable, and with no variable that is bound inside."""
    free = [e for e in found if variable in e.free_symbols <= expr.free_symbols]
    return sorted(free, key=sp.default_sort_key)


def zero(a, b):
    """The level 0, if a function passes it between two of its values."""
    return (0,) if min(a, b) <= 0 <= max(a, b) else ()


def integers(a, b):
    """All integers that a function passes between two of its values."""
    return range(int(mp.ceil(min(a, b))), int(mp.floor(max(a, b))) + 1)


def crossings(function, bottom, top, levels):
    """Places of a finite range where a function passes a level.

    Args:
        function: of one mpmath number.
        bottom, top: mpmath numbers.
        levels: two values of the function -> the levels between them, such as `zero`.

    Raises:
        EvaluationError: there are too many.
    """
    grid = [bottom + (top - bottom) * k / GRID for k in range(GRID + 1)]
    found = []
    for (a, left), (b, right) in pairwise((place, _height(function, place)) for place in grid):
        if left is None or right is None:
            continue
        for level in levels(left, right):
            if level == left:
                continue  # found at the right end of the step before
            found.append(_crossing(function, a, b, level))
            if len(found) > MOST:
                raise EvaluationError(f"more than {MOST} kinks or jumps in one integral")
    return found


def _height(function, place):
    """A real value, or None where there is none."""
    try:
        value = function(place)
    except (ArithmeticError, ValueError, EvaluationError):
        return None
    return None if mp.im(value) or not mp.isfinite(value) else mp.re(value)


def _crossing(function, a, b, level):
    return mp.findroot(lambda t: function(t) - level, (a, b), solver="illinois", verify=False)
