"""What all samplers share: the steps between levels, the last of a path, noise."""

from collections import deque
from functools import wraps
from itertools import pairwise

import torch

from dlnotes.checks import check_floats, check_grid
from dlnotes.generative.batches import level_dtype


def last_of(path):
    """The sampler `name` of a generator `name_path`: same arguments, returns the last x."""

    @wraps(path)
    def sampler(*args, **options):
        return deque(path(*args, **options), maxlen=1).pop()

    sampler.__name__ = sampler.__qualname__ = path.__name__.removesuffix("_path")
    return sampler


def intervals(sigmas, x):
    """The pairs (level, next level), tensors without dimensions, on the device of x.

    They are float32 for an x in half precision: there the squares of levels overflow.

    Args:
        sigmas: N + 1 decreasing numbers, the last at least 0; a sequence or a tensor.
        x: the floating-point batch that moves through them.
    """
    check_floats(x=x)
    sigmas = as_grid(sigmas)
    check_grid(sigmas=sigmas)
    return list(pairwise(sigmas.to(x.device, level_dtype(x))))


def as_grid(levels):
    """A floating-point tensor of the levels; float64 unless they are one."""
    if isinstance(levels, torch.Tensor) and levels.is_floating_point():
        return levels
    return torch.as_tensor(levels, dtype=torch.float64)


def noise_like(x, generator):
    """Normal draws in shape, dtype and device of x, drawn where the generator lives."""
    source = x.device if generator is None else generator.device
    return torch.randn(x.shape, dtype=x.dtype, device=source, generator=generator).to(x.device)
