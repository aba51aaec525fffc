"""How a value differs from the expected one, in words that go behind "gives"."""

import numpy as np
import sympy as sp
import torch

from dlnotes.symbolic import attempts
from dlnotes.symbolic.errors import ClaimError, DomainError, EvaluationError, ShapeError
from dlnotes.symbolic.numeric import compare
from dlnotes.symbolic.proof import prove_zero
from dlnotes.symbolic.sides import entries, without_matrices

SMALLEST = 1e-3  # below it the tolerance is absolute, as in dlnotes.symbolic.agree
LONGEST = 60


def difference(found, wanted, tolerance, where=""):
    """What is wrong with `found`, or "" if nothing is.

    Args:
        found: a reader's value, of any type.
        wanted: a number, a tensor, a sympy expression or matrix, or lists, tuples and dicts of
            them; anything else is compared with ==.
        tolerance: largest difference of two numbers, relative to the wanted one.
        where: words that say which part of the whole this is.

    >>> difference([1, 2.5], [1, 2], 1e-6)
    '2.5 at item 1, expected 2'
    """
    if isinstance(wanted, sp.Basic | sp.MatrixBase):
        return symbolic(found, wanted, where)
    if isinstance(wanted, list | tuple):
        return sequence(found, wanted, tolerance, where)
    if isinstance(wanted, dict):
        return mapping(found, wanted, tolerance, where)
    if numbers(wanted) is not None:
        return numeric(found, wanted, tolerance, where)
    return "" if found == wanted else f"{short(found)}{where}, expected {short(wanted)}"


def sequence(found, wanted, tolerance, where):
    if not isinstance(found, list | tuple):
        return f"{short(found)}{where}, expected {len(wanted)} items"
    if len(found) != len(wanted):
        return f"{len(found)} items{where}, expected {len(wanted)}"
    pairs = enumerate(zip(found, wanted, strict=True))
    told = (difference(f, w, tolerance, f"{where} at item {index}") for index, (f, w) in pairs)
    return next(filter(None, told), "")


def mapping(found, wanted, tolerance, where):
    if not isinstance(found, dict) or set(found) != set(wanted):
        keys = sorted(map(str, found)) if isinstance(found, dict) else short(found)
        return f"{keys}{where}, expected the keys {sorted(map(str, wanted))}"
    told = (difference(found[k], w, tolerance, f"{where} at {k!r}") for k, w in wanted.items())
    return next(filter(None, told), "")


def numbers(value):
    """A number, array or tensor as a float64 or complex128 tensor, or None."""
    if isinstance(value, sp.Expr) and value.is_number:
        value = complex(value) if value.is_extended_real is False else float(value)
    try:
        value = value if isinstance(value, torch.Tensor) else torch.as_tensor(np.asarray(value))
        value = value.detach().cpu()
    except (TypeError, ValueError, RuntimeError):
        return None
    return value.to(torch.complex128 if value.is_complex() else torch.float64)


def numeric(found, wanted, tolerance, where):
    left, right = numbers(found), numbers(wanted)
    if left is None:
        return f"{short(found)}{where}, expected {'numbers' if right.dim() else 'a number'}"
    if left.shape != right.shape:
        return f"shape {tuple(left.shape)}{where}, expected {tuple(right.shape)}"
    whole = isinstance(wanted, int) or (
        isinstance(wanted, torch.Tensor) and not (wanted.is_floating_point() or right.is_complex())
    )
    scale = torch.ones_like(right.abs()) if whole else right.abs().clamp(min=SMALLEST)
    near = right.isfinite() & ((left - right).abs() <= tolerance * scale)
    same = near | (left == right) | (left.isnan() & right.isnan())
    if same.all():
        return ""
    place = tuple((~same).nonzero()[0].tolist())
    yours, expected = apart(left[place].item(), right[place].item())
    return f"{yours}{f' at entry {list(place)}' if place else ''}{where}, expected {expected}"


def apart(left, right):
    """Two numbers as text, with as many digits as it takes to see that they differ."""
    texts = ([f"{value:.{digits}g}" for value in (left, right)] for digits in (4, 8, 12, 17))
    return next((pair for pair in texts if pair[0] != pair[1]), [f"{left:.17g}", f"{right:.17g}"])


def symbolic(found, wanted, where):
    try:
        found = sp.sympify(found, strict=True)
        pairs = entries(exact(found), exact(wanted))
    except ShapeError as error:
        return f"{short(found)}{where}, which cannot be right: {error}"
    except (sp.SympifyError, AttributeError, TypeError):
        return f"{short(found)}{where}, expected a sympy expression"
    names = {symbol.name: symbol for symbol in wanted.free_symbols}
    strange = [s.name for s in found.free_symbols if names.get(s.name, s) != s]
    if strange:
        return (
            f"{short(found)}{where}, whose {min(strange)} was made anew with other assumptions: "
            "use the symbol that the chapter made"
        )
    told = (unequal(without_matrices(a), without_matrices(b)) for _, a, b in pairs if a != b)
    reason = next(filter(None, told), "")
    return f"{short(found)}{where}, {reason}" if reason else ""


def exact(expr):
    """The expression with its decimal numbers as fractions: 0.1 is meant as a tenth."""
    return expr.xreplace({number: sp.Rational(str(number)) for number in expr.atoms(sp.Float)})


def unequal(left, right):
    """Why two expressions differ, to 50 digits at random points, or ""."""
    try:
        with attempts.bounded(attempts.SECONDS, "the comparison"):
            return at_points(left, right)
    except ClaimError as error:
        return f"which could not be compared: {error}"


def at_points(left, right):
    try:
        compare(left, "=", right, {})
    except (EvaluationError, DomainError):
        return "" if prove_zero(left - right, {}) else "which could not be shown to be right"
    except ClaimError as error:
        # The words before name the right expression: they are not for the reader.
        tail = str(error).rpartition(" fails at ")[2]
        return "which differs at " + tail.replace("left", "yours is").replace("right", "expected")
    return ""


def short(value):
    """A value in a few words, the same on every machine."""
    if isinstance(value, torch.Tensor):
        if value.numel() > 6:
            return f"a tensor of shape {tuple(value.shape)}"
        return str(listed(value.detach().tolist())).replace("'", "")
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, sp.Basic | sp.MatrixBase | int | str | list | tuple | dict | None):
        text = repr(value)
        return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    if value is Ellipsis:
        return "..."
    return getattr(value, "__name__", f"a {type(value).__name__}")


def listed(values):
    return [listed(v) for v in values] if isinstance(values, list) else short(values)
