"""References of the exercises on the directional derivative."""

import torch


def gradient_from_slopes(directions, slopes):
    """The gradient g from slopes along n independent vectors: directions @ g = slopes.

    Args:
        directions: (n, n), a vector in each row, of any length.
        slopes: (n,), the dot products of these vectors with the gradient.
    """
    return torch.linalg.solve(directions, slopes)


def extrapolated(slope, h):
    """A difference of order 4 from one of order 2, `slope`, at the steps h and 2h (Richardson).

    >>> extrapolated(lambda h: 1 + h**2, 0.5)
    1.0
    """
    return (4 * slope(h) - slope(2 * h)) / 3
