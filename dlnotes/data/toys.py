"""Points in the plane with labels: toy problems small enough to see everything at once."""

import math
from typing import NamedTuple

import torch

from dlnotes.checks import check_counts, check_numbers


class Points(NamedTuple):
    """Points and their classes.

    Attributes:
        points: (N, 2), in torch's default dtype.
        labels: (N,), int64.
    """

    points: torch.Tensor
    labels: torch.Tensor


def two_moons(n: int, noise: float, generator: torch.Generator) -> Points:
    """Two half circles of radius 1, one hooked into the other; no line separates them.

    Class 0 is the upper half circle around (0, 0), class 1 the lower one around (1, 0.5). The angle
    is uniform, so the points are independent (scikit-learn's `make_moons` spaces them evenly).
    Labels alternate 0, 1, 0, 1, ...

    Args:
        n: number of points, at least 1.
        noise: standard deviation of the Gaussian noise added to both coordinates, at least 0.
        generator: where the random numbers come from; the points live on its device.

    Raises:
        TypeError: `n` is not an int.
        ValueError: `n` or `noise` is out of range.
    """
    check_counts(1, n=n)
    check_numbers("[0, inf)", noise=noise)
    angle = math.pi * torch.rand(n, generator=generator, device=generator.device)
    labels = torch.arange(n, device=generator.device) % 2
    circle = torch.stack([angle.cos(), angle.sin()], dim=1)  # (n, 2)
    hooked = circle.new_tensor([1.0, 0.5]) - circle
    points = torch.where(labels[:, None] == 0, circle, hooked)
    eps = torch.randn(n, 2, generator=generator, device=generator.device)
    return Points(points + noise * eps, labels)
