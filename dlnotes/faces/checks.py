"""Argument checks of the margin losses: each names the argument, its value and what was expected.

They look at the values, so on a GPU each makes the host wait for the device.
"""

import math

import torch

BEYOND_ROUNDING = 1.01


def check_rows(name, rows, columns=None):
    """Raise unless `rows` is a finite floating-point matrix with a row (and `columns` columns)."""
    check_tensor(name, rows, "floating point", lambda tensor: tensor.is_floating_point())
    if rows.ndim != 2 or 0 in rows.shape or columns not in (None, rows.shape[1]):
        shape = f"(N, {columns or 'd'})"
        raise ValueError(f"{name} must have shape {shape}, not empty, got {tuple(rows.shape)}")
    row = first(~rows.isfinite().all(dim=1))
    if row is not None:
        raise ValueError(f"{name} must be finite, got nan or inf in row {row}")


def check_directions(name, rows):
    """Raise if a row is zero: it points nowhere, so it has no angle."""
    row = first((rows == 0).all(dim=1))
    if row is not None:
        raise ValueError(f"{name} must have no zero rows, they have no angle; row {row} is zero")


def check_alike(embeddings, weight):
    """Raise unless both have one dtype and one device."""
    if (embeddings.dtype, embeddings.device) != (weight.dtype, weight.device):
        raise TypeError(
            "embeddings and weight must have one dtype and one device, got "
            f"{embeddings.dtype} on {embeddings.device} and {weight.dtype} on {weight.device}"
        )


def check_labels(labels, num_rows, num_classes):
    """Raise unless `labels` are `num_rows` whole numbers in 0 to `num_classes` - 1."""
    check_tensor("labels", labels, "int64", lambda tensor: tensor.dtype == torch.int64)
    if labels.shape != (num_rows,):
        raise ValueError(f"labels must have shape ({num_rows},), got {tuple(labels.shape)}")
    row = first((labels < 0) | (labels >= num_classes))
    if row is not None:
        label = int(labels[row])
        raise ValueError(f"labels must be 0 to {num_classes - 1}, got {label} in row {row}")


def check_cosine(cosine):
    """Raise unless `cosine` is a matrix of numbers in [-1, 1], give or take rounding."""
    check_rows("cosine", cosine)
    row = first((cosine.abs() > BEYOND_ROUNDING).any(dim=1))
    if row is not None:
        worst = cosine[row].abs().max().item()
        raise ValueError(f"cosine must be in [-1, 1], got size {worst:.4g} in row {row}")


def check_tensor(name, value, kind, is_kind):
    """Raise unless `value` is a tensor of that kind."""
    if not isinstance(value, torch.Tensor):
        raise TypeError(f"{name} must be a tensor, {kind}, got {type(value).__name__}")
    if not is_kind(value):
        raise TypeError(f"{name} must be a tensor, {kind}, got {value.dtype}")


def first(bad):
    """Number of the first row that is bad, or None; `bad` has shape (N,)."""
    return int(bad.nonzero()[0]) if bad.any() else None


def check_positive(**numbers):
    """Raise unless every number is finite and above 0."""
    for name, value in numbers.items():
        check_number(name, value, "a number above 0", lambda value: 0 < value < math.inf)


def check_finite(**numbers):
    """Raise unless every number is finite."""
    for name, value in numbers.items():
        check_number(name, value, "a finite number", math.isfinite)


def check_margin(margin, below, unit):
    """Raise unless `margin` is a number in [0, below); `unit` tells the reader what of."""
    expected = f"{unit} in [0, {below:.4g})"
    check_number("margin", margin, expected, lambda value: 0 <= value < below)


def check_count(least, **numbers):
    """Raise unless every number is whole and at least `least`."""
    for name, value in numbers.items():
        expected = f"a whole number of at least {least}"
        check_number(name, value, expected, lambda value: value >= least, kinds=int)


def check_number(name, value, expected, holds, kinds=(int, float)):
    """Raise unless `value` is of these kinds and `holds` says yes; bool is no number."""
    message = f"{name} must be {expected}, got {value!r}"
    if isinstance(value, bool) or not isinstance(value, kinds):
        raise TypeError(message)
    if not holds(value):
        raise ValueError(message)
