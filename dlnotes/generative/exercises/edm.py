"""References of the exercises on the design space of diffusion models."""


def between_levels(x, denoised, scale, sigma, scale_next, sigma_next):
    """x at the next (s, sigma), along the line of x0 + sigma * eps with both guesses held.

    Args:
        x: noisy sample at `scale` and `sigma`, any shape.
        denoised: the guess of x0, of the same shape.
        scale, sigma, scale_next, sigma_next: numbers, scale and sigma above 0.

    >>> import torch
    >>> between_levels(torch.tensor(3.0), torch.tensor(1.0), 1.0, 2.0, 0.5, 1.0)
    tensor(1.)
    """
    eps = (x / scale - denoised) / sigma
    return scale_next * (denoised + sigma_next * eps)
