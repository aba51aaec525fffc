"""Reference of the exercise on the directional derivative."""

import torch


def gradient_from_slopes(directions, slopes):
    """The gradient g from slopes along n independent vectors: directions @ g = slopes.

    Args:
        directions: (n, n), a vector in each row, of any length.
        slopes: (n,), the dot products of these vectors with the gradient.
    """
    return torch.linalg.solve(directions, slopes)
