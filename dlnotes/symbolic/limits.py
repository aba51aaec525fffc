"""Limits, derivatives and substitutions at a point."""

import sympy as sp
from mpmath import mp

from dlnotes.symbolic.errors import EvaluationError

GOOD_DIGITS = 30
SLOW = (sp.Integral, sp.Sum, sp.Product)
KINKS = (sp.Abs, sp.Max, sp.Min, sp.Piecewise, sp.sign, sp.Heaviside, sp.floor, sp.ceiling)
STEP_DIGITS = 500
STEPS = ("0.318e-80", "0.577e-120", "0.693e-160")  # their inverses are not round
LAST = 40  # rows of the extrapolation


def limit(expr, env, value):
    """Value of a `Limit`.

    Raises:
        EvaluationError: none is seen, or the two sides differ.
    """
    body, variable, target, direction = expr.args
    sides = {"+": (1,), "-": (-1,), "+-": (1, -1)}[str(direction)]
    target = value(target, env)
    if mp.isinf(target):
        sides = (1 if target > 0 else -1,)
    values = [_one_sided(body, env, variable, target, side, value) for side in sides]
    if abs(values[0] - values[-1]) > mp.mpf(10) ** -GOOD_DIGITS * max(1, abs(values[0])):
        raise EvaluationError(f"the two one-sided limits of {expr} differ")
    return values[0]


def _one_sided(body, env, variable, target, side, value):
    def at(h, shift=0):
        place = side / h if mp.isinf(target) else target + side * h
        place = mp.nint(place) + shift if variable.is_integer else place
        return value(body, {**env, variable: place})

    if any(variable in node.free_symbols for node in body.atoms(*SLOW)):
        return _extrapolate(at)
    return _tiny_steps(at, shifts=(0, 1) if variable.is_integer else (0,))


def _tiny_steps(at, shifts):
    """Value at h = 1e-160, computed with 500 digits and held against larger steps.

    No extrapolation is needed: what is left is of the order h, or h log h, or sqrt(h). A value
    that shrinks with h is a limit of zero. Neighbours of a large integer are tried too.
    """
    with mp.workdps(STEP_DIGITS):
        *earlier, last = (at(mp.mpf(step), shift) for step in STEPS for shift in shifts)
        gap = max(abs(v - last) for v in earlier)
        if not gap <= mp.mpf(10) ** -GOOD_DIGITS * max(1, abs(last)):
            raise EvaluationError(
                f"no limit seen: {mp.nstr(earlier[0], 10)} at h = {STEPS[0]}, "
                f"{mp.nstr(last, 10)} at {STEPS[-1]}"
            )
        shrinks = abs(last) <= mp.mpf(10) ** -GOOD_DIGITS * max(map(abs, earlier))
        return mp.zero if shrinks else last


def _extrapolate(at):
    """Neville extrapolation to h = 0 from h = 1/8, 1/15, 1/22, ... for bodies slow to compute.

    It assumes an expansion in powers of h. Two neighbours on the table's diagonal must agree.
    """
    with mp.workdps(3 * mp.dps):
        steps, row = [], []
        for k in range(LAST):
            steps.append(mp.mpf(1) / (8 + 7 * k))
            new = [at(steps[-1])]
            for j, old in enumerate(row, start=1):
                new.append(new[-1] + (new[-1] - old) / (steps[-1 - j] / steps[-1] - 1))
            if row and abs(new[-1] - row[-1]) <= mp.mpf(10) ** -(GOOD_DIGITS + 5):
                return _confirmed(new[-1], new[0], steps[-1], at)
            row = new
        raise EvaluationError(
            f"extrapolation to the limit did not settle near {mp.nstr(row[-1], 10)}"
        )


def _confirmed(result, last, step, at):
    """The limit, if a step off the grid of the extrapolation comes as close to it."""
    distance = abs(at(mp.mpf(1) / (int(1 / step) + 10)) - result)
    if distance > 2 * abs(last - result) + mp.mpf(10) ** -GOOD_DIGITS:
        raise EvaluationError(f"the extrapolated limit {mp.nstr(result, 10)} is not approached")
    return result


def derivative(expr, env, value):
    """Numeric derivative, one variable after the other; mpmath raises its own precision."""
    *earlier, (variable, order) = expr.variable_count
    inside = sp.Derivative(expr.expr, *earlier) if earlier else expr.expr
    if variable not in env:
        raise EvaluationError(f"the symbol {variable} has no value")

    def function(t):
        return value(inside, {**env, variable: t})

    slope = mp.diff(function, env[variable], int(order))
    if expr.expr.has(*KINKS):
        right = mp.diff(function, env[variable], int(order), direction=1)
        if abs(slope - right) > mp.mpf(10) ** -GOOD_DIGITS * max(1, abs(slope)):
            raise EvaluationError(f"{expr} has no value: the slopes to both sides differ")
    return slope


def substitution(expr, env, value):
    """Value of a `Subs`: its expression with new values for some symbols."""
    values = {v: value(p, env) for v, p in zip(expr.variables, expr.point, strict=True)}
    return value(expr.expr, {**env, **values})
