"""Numbers that go with a batch: one for all of it, or one a member.

A time or a noise level is a number or has shape (B,); the batch `x` has shape (B, ...).
"""

import math

import torch


def checked_batch(name, x):
    """Returns `x`; raises a TypeError unless it is a floating-point tensor."""
    if not isinstance(x, torch.Tensor) or not x.is_floating_point():
        raise TypeError(f"{name} must be a floating-point tensor, got {x!r}")
    return x


def checked_levels(name, value, low, high, open_low=False):
    """A tensor of shape () or (B,); raises unless all of it lies in [low, high].

    Args:
        name: of the argument, for the error.
        value: a number, which becomes float64, or a floating-point tensor, which stays as it is.
        low, high: the interval; with `open_low` its lower end is left out.

    Raises:
        TypeError: neither a number nor a floating-point tensor.
        ValueError: another shape, or a value outside; NaN is outside.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = torch.tensor(value, dtype=torch.float64)
    if not isinstance(value, torch.Tensor) or not value.is_floating_point():
        raise TypeError(f"{name} must be a number or a floating-point tensor, got {value!r}")
    if value.ndim > 1:
        raise ValueError(f"{name} must be a number or have shape (B,), got {tuple(value.shape)}")
    check_interval(name, value, low, high, open_low, closed_high=True)
    return value


def check_interval(name, value, low, high, open_low=False, closed_high=False):
    """Raises a ValueError unless every entry of `value` is finite and between low and high."""
    values, closed_high = torch.as_tensor(value), closed_high and high < math.inf
    above = values > low if open_low else values >= low  # false for NaN
    below = values <= high if closed_high else values < high
    if not (above & below).all():
        interval = f"{'(' if open_low else '['}{low}, {high}{']' if closed_high else ')'}"
        got = value.tolist() if isinstance(value, torch.Tensor) else value
        raise ValueError(f"{name} must lie in {interval}, got {got}")


def along(name, value, x):
    """`value`, () or (B,), shaped to multiply `x`: () or (B, 1, ..., 1), in dtype and device of x.

    Raises:
        ValueError: `value` has another length than `x`.

    >>> along("t", torch.tensor([1.0, 2.0]), torch.ones(2, 3)) * torch.ones(2, 3)
    tensor([[1., 1., 1.],
            [2., 2., 2.]])
    """
    value = value.to(x)
    if value.ndim == 0:
        return value
    if x.ndim == 0 or len(value) != len(x):
        raise ValueError(
            f"{name} must be a number or have shape (B,) with B = {len(x) if x.ndim else 'none'}, "
            f"as the batch has; got {tuple(value.shape)}"
        )
    return value.reshape(-1, *[1] * (x.ndim - 1))
