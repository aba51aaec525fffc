"""Numbers that go with a batch: one for all of it, or one a member.

A time or a noise level is a number or has shape (B,); the batch `x` has shape (B, ...). Levels are
kept in float32 at least, and meet x in its own precision only where they multiply it.
"""

import torch

from dlnotes.precision import raised


def as_level(value):
    """A tensor of at least float32; a plain number becomes float64.

    >>> as_level(0.5).dtype
    torch.float64
    """
    if not isinstance(value, torch.Tensor):
        return torch.tensor(value, dtype=torch.float64)
    return raised(value)


def along(value, x):
    """`value`, () or (B,), shaped to multiply `x`: () or (B, 1, ..., 1), in dtype and device of x.

    >>> along(torch.tensor([1.0, 2.0]), torch.ones(2, 3)) * torch.ones(2, 3)
    tensor([[1., 1., 1.],
            [2., 2., 2.]])
    """
    value = value.to(x)
    return value.reshape(-1, *[1] * (x.ndim - 1)) if value.ndim else value


def level_dtype(x):
    """In which the levels that go with x are kept: float32 for half precision, else that of x."""
    return torch.promote_types(x.dtype, torch.float32)
