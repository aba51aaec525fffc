"""Whether a formula of an explorer is what it says it shows, at random settings of its sliders."""

import sympy as sp
import torch

from dlnotes.explore.points import Points
from dlnotes.explore.shows import Drawing, words
from dlnotes.symbolic.code import Code
from dlnotes.symbolic.errors import ClaimError
from dlnotes.symbolic.numeric.evaluate import evaluate

POINTS = 24  # settings that are compared
FEWEST = 8
TRIES = 120
CLOSE = 1e-6
SMALL = 1e-6  # of the largest value: smaller ones are compared with its tolerance
NOT_HERE = (ClaimError, ArithmeticError, ValueError)  # no value at this setting


def compare_shown(formula, value, controls):
    """Raises a `ValueError` that names formula, setting and both values where they differ.

    Args:
        formula: a `Formula`.
        value: a `Side`, `Code` or `Drawing`.
        controls: the explorer's sliders.
    """
    if isinstance(value, Drawing):
        return
    wanted = [value] if isinstance(value, Code) else _scalars(value.sides(), formula)
    complaints = [_complaint(formula, one, words(value), controls) for one in wanted]
    if complaints and all(complaints):
        raise ValueError(f"{formula.place} {complaints[-1]}")


def _scalars(sides, formula):
    """The scalars that a formula may be: sides, or the entries of sides that are matrices.

    Of several formulas that share a name, such as the x and y of a shape, those that are only a
    symbol or a number are not compared with a scalar.
    """
    found, place = [], formula.index
    for side in sides:
        if isinstance(side, sp.MatrixBase):
            found += list(side) if place is None else [side[place]]
        elif place is None or not formula.plain:
            found.append(side)
    return found


def _complaint(formula, wanted, said, controls):
    """What is wrong with a formula, or ""."""
    others = wanted.symbols if isinstance(wanted, Code) else wanted.free_symbols
    settings = Points(formula, others, controls)
    strange = {s.name for s in others} - {s.name for s in formula.known(controls)}
    if strange:
        return (
            f"has no {min(strange)}, as {said} has: give its value in side_of(...) or computed(...)"
        )
    found = []
    for _ in range(TRIES):
        point = settings.draw()
        try:
            pair = _number(formula.expr, point), _wanted(wanted, point, formula)
        except NOT_HERE:
            continue
        found.append((point, *pair))
        if len(found) == POINTS:
            break
    if len(found) < FEWEST:
        return f"and {said} have both a value at {len(found)} of {TRIES} settings only"
    return _difference(found, said)


def _difference(found, said):
    """Words for the first setting at which the values differ, or ""."""
    largest = max(abs(other) for _, _, other in found)
    for point, shown, other in found:
        if abs(shown - other) > CLOSE * max(abs(shown), abs(other), SMALL * largest):
            at = ", ".join(f"{name} = {float(v):.4g}" for name, v in sorted(point.items()))
            return f"shows {shown:.6g} at {at or 'every setting'}, but {said} gives {other:.6g}"
    return ""


def _number(expr, point):
    value, _ = evaluate(expr, {s: point[s.name] for s in expr.free_symbols})
    return float(value.real) if not value.imag else _refuse(expr)


def _refuse(expr):
    raise ArithmeticError(f"{expr} is not real")


def _wanted(wanted, point, formula):
    if not isinstance(wanted, Code):
        return _number(wanted, point)
    result, _ = wanted.called({s: point[s.name] for s in wanted.symbols})
    value = float(_part(result, formula))
    if value != value or abs(value) == float("inf"):
        raise ArithmeticError(f"{value} is not finite")
    return value


def _part(result, formula):
    """The number of what code returns that is for one of several formulas."""
    if isinstance(result, torch.Tensor):
        result = result.detach()
    several = isinstance(result, (tuple, list)) or (
        isinstance(result, torch.Tensor) and result.numel() > 1
    )
    if not several:
        return result
    if formula.index is None:
        raise TypeError(f"{formula.place}: the code returns several values, and this is one")
    index = formula.index
    return result[index[0] if isinstance(result, (tuple, list)) else index[: result.dim()]]
