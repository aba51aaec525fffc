"""What all samplers share: the steps between levels, the last of a path, noise."""

from collections import deque
from itertools import pairwise

import torch

from dlnotes.generative.batches import checked_batch


def intervals(name, levels, x):
    """The pairs (level, next level), tensors without dimensions, in dtype and device of x.

    Args:
        name: of the argument, for the error.
        levels: N + 1 decreasing numbers, the last at least 0; a sequence or a tensor.
        x: the floating-point batch that moves through them.
    """
    levels = checked_levels(name, levels).to(checked_batch("x", x))
    return list(pairwise(levels))


def last(path):
    """The last value of a generator that yields at least once."""
    return deque(path, maxlen=1).pop()


def noise_like(x, generator):
    """Normal draws in shape, dtype and device of x, drawn where the generator lives."""
    source = x.device if generator is None else generator.device
    return torch.randn(x.shape, dtype=x.dtype, device=source, generator=generator).to(x.device)


def checked_levels(name, levels):
    """The levels as a tensor; raises unless there are two or more, decreasing to at least 0."""
    if not isinstance(levels, torch.Tensor) or not levels.is_floating_point():
        levels = torch.as_tensor(levels, dtype=torch.float64)
    if levels.ndim != 1 or len(levels) < 2:
        raise ValueError(f"{name} must be N + 1 levels for N > 0 steps, got {levels.tolist()}")
    if not (levels[1:] < levels[:-1]).all() or not levels[0].isfinite():
        raise ValueError(f"{name} must be finite and decrease, got {levels.tolist()}")
    if levels[-1] < 0:
        raise ValueError(f"{name} must not be negative, got {levels.tolist()}")
    return levels
