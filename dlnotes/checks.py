"""Argument checks: one line each where a public function begins, and nowhere below.

Each names the argument, its value and what was expected: TypeError for the wrong kind of thing,
ValueError for a wrong value. Intervals are written as in mathematics, "[0, 1)" or "(0, inf)"; nan
lies in none. Of a tensor's values only the least and the largest are read, once a call, because on
a GPU that makes the host wait. `show_source` leaves these lines out.
"""

import math
from functools import lru_cache

import torch

NUMBERS = (int, float)
ENDS = {"inf": math.inf, "-inf": -math.inf, "pi": math.pi}


@lru_cache
def interval(text):
    """(low, high, low belongs to it, high belongs to it).

    >>> interval("[0, 1)")
    (0.0, 1.0, True, False)
    """
    low, high = (ENDS.get(end) or float(end) for end in text[1:-1].split(", "))
    return low, high, text[0] == "[", text[-1] == "]"


def inside(text, least, largest):
    """Whether all from least to largest lies in an interval; nan does not, and nothing does."""
    low, high, with_low, with_high = interval(text)
    above = least >= low if with_low else least > low
    below = largest <= high if with_high else largest < high
    return (above and below) or least > largest


def ends(value):
    """Least and largest of a number or a tensor; nan where one is nan, (inf, -inf) of no values."""
    if not isinstance(value, torch.Tensor):
        return value, value
    if value.ndim == 0:
        value = value.item()
        return value, value
    if not value.numel():
        return math.inf, -math.inf
    least, largest = (value.detach() if value.requires_grad else value).aminmax()
    return least.item(), largest.item()


def shown(value):
    """A value in a message, cut where it is long."""
    text = str(value.tolist()) if isinstance(value, torch.Tensor) else repr(value)
    return text if len(text) < 200 else f"{text[:200]}..."


def is_number(value):
    """Whether `value` is an int or a float; a bool is no number."""
    return type(value) in NUMBERS or (isinstance(value, NUMBERS) and not isinstance(value, bool))


def check_numbers(allowed, **numbers):
    """Raise unless every argument is an int or float in the interval."""
    for name, value in numbers.items():
        if not is_number(value):
            raise TypeError(f"{name} must be a number in {allowed}, got {value!r}")
        if not inside(allowed, value, value):
            raise ValueError(f"{name} must lie in {allowed}, got {value!r}")


def check_counts(least, **numbers):
    """Raise unless every argument is a whole number of at least `least`."""
    for name, value in numbers.items():
        message = f"{name} must be a whole number of at least {least}, got {value!r}"
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(message)
        if value < least:
            raise ValueError(message)


def check_flags(**flags):
    """Raise unless every argument is True or False."""
    for name, value in flags.items():
        if not isinstance(value, bool):
            raise TypeError(f"{name} must be True or False, got {value!r}")


def check_rising(**pair):
    """Raise unless the first argument is at most the second: numbers, or tensors that broadcast."""
    low, high = pair.values()
    one = not any(isinstance(value, torch.Tensor) and value.ndim for value in (low, high))
    if not (low <= high if one else (torch.as_tensor(low) <= torch.as_tensor(high)).all()):
        got = ", ".join(f"{name}={shown(value)}" for name, value in pair.items())
        raise ValueError(f"expected {' <= '.join(pair)}, got {got}")


def check_floats(**tensors):
    """Raise unless every argument is a floating-point tensor."""
    for name, value in tensors.items():
        if not is_floats(value):
            got = value.dtype if isinstance(value, torch.Tensor) else shown(value)
            raise TypeError(f"{name} must be a floating-point tensor, got {got}")


def is_floats(value):
    """Whether `value` is a floating-point tensor."""
    return isinstance(value, torch.Tensor) and value.is_floating_point()


def check_alike(**tensors):
    """Raise unless all arguments are floating-point tensors of the first one's shape."""
    shape = None
    for name, value in tensors.items():
        if not is_floats(value):
            check_floats(**{name: value})
        if shape is None:
            first, shape = name, value.shape
        elif value.shape != shape:
            wanted, got = tuple(shape), tuple(value.shape)
            raise ValueError(f"{name} must have the shape of {first}, {wanted}, got {got}")


def check_shape(shape, **tensors):
    """Raise unless every argument is a floating-point tensor of this shape.

    Args:
        shape: lengths; a letter stands for any length, `...` in front for any axes.
    """
    check_floats(**tensors)
    front = shape[0] is ...
    wanted = shape[1:] if front else shape
    for name, value in tensors.items():
        found = value.shape[-len(wanted) :] if front else value.shape
        fits = len(found) == len(wanted)
        for want, length in zip(wanted, found, strict=False):
            fits = fits and (want == length or isinstance(want, str))
        if not fits:
            text = ", ".join("..." if want is ... else str(want) for want in shape)
            raise ValueError(f"{name} must have shape ({text}), got {tuple(value.shape)}")


def check_same_place(**tensors):
    """Raise unless all arguments have one dtype and one device."""
    first, *others = tensors.values()
    if any(value.dtype != first.dtype or value.device != first.device for value in others):
        got = " and ".join(f"{value.dtype} on {value.device}" for value in tensors.values())
        names = " and ".join(tensors)
        raise TypeError(f"{names} must have one dtype and one device, got {got}")


def check_values(allowed, **values):
    """Raise unless every argument is a number, or a floating-point tensor, within the interval."""
    for name, value in values.items():
        if not is_floats(value) and not is_number(value):
            raise TypeError(f"{name} must be a number or a floating-point tensor, got {value!r}")
        if not inside(allowed, *ends(value)):
            raise ValueError(f"{name} must lie in {allowed}, got {shown(value)}")


def check_levels(x, allowed, **levels):
    """Raise unless every level is in the interval, and a number or one a member of the batch x."""
    check_values(allowed, **levels)
    check_fits(x, **levels)


def check_fits(x, **levels):
    """Raise unless every level is a number, () or (B,) for a batch x of shape (B, ...).

    Where x is None, every length fits.
    """
    for name, value in levels.items():
        if not isinstance(value, torch.Tensor) or value.ndim == 0:
            continue
        shape = value.shape
        if len(shape) > 1 or (x is not None and shape != x.shape[:1]):
            batch = "B" if x is None else x.shape[0] if x.ndim else "none"
            raise ValueError(
                f"{name} must be a number or have shape (B,) with B = {batch}, as the batch has; "
                f"got {tuple(shape)}"
            )


def check_grid(**grids):
    """Raise unless every argument is N + 1 levels, N > 0, that decrease to at least 0."""
    for name, levels in grids.items():
        if levels.ndim != 1 or len(levels) < 2:
            raise ValueError(f"{name} must be N + 1 levels for N > 0 steps, got {shown(levels)}")
        first, last = levels[0].item(), levels[-1].item()
        if not (levels.diff() < 0).all() or first == math.inf:
            raise ValueError(f"{name} must be finite and decrease, got {shown(levels)}")
        if last < 0:
            raise ValueError(f"{name} must not be negative, got {shown(levels)}")


def check_filled(shape, **tensors):
    """Raise unless every argument is a floating-point tensor of this shape that holds something."""
    check_shape(shape, **tensors)
    for name, value in tensors.items():
        if not value.numel():
            raise ValueError(f"{name} must not be empty, got shape {tuple(value.shape)}")


def check_rows(columns=None, **matrices):
    """Raise unless every argument is a floating-point matrix (N, d), not empty, d = `columns`."""
    for name, rows in matrices.items():
        fits = is_floats(rows) and rows.ndim == 2 and rows.numel()
        if not fits or columns not in (None, rows.shape[1]):
            check_filled(("N", columns or "d"), **{name: rows})


def check_finite(**tensors):
    """Raise where a tensor holds nan or inf, naming the row."""
    for name, value in tensors.items():
        if not inside("(-inf, inf)", *ends(value)):
            row = int((~value.isfinite()).flatten(1).any(1).nonzero()[0])
            raise ValueError(f"{name} must be finite, got nan or inf in row {row}")


def check_indices(rows, count, **indices):
    """Raise unless every argument is `rows` whole numbers from 0 to count - 1, in int64."""
    for name, value in indices.items():
        if not isinstance(value, torch.Tensor) or value.dtype != torch.int64:
            got = value.dtype if isinstance(value, torch.Tensor) else type(value).__name__
            raise TypeError(f"{name} must be an int64 tensor, got {got}")
        if value.shape != (rows,):
            raise ValueError(f"{name} must have shape ({rows},), got {tuple(value.shape)}")
        least, largest = ends(value)
        if least < 0 or largest >= count:
            row = int(((value < 0) | (value >= count)).nonzero()[0])
            raise ValueError(f"{name} must be 0 to {count - 1}, got {value[row]} in row {row}")
