"""Paths of dx = drift dt + diffusion dw, step by step, forwards or backwards in time.

Euler-Maruyama for noise, the classical Runge-Kutta method of order 4 without it (Kloeden and Platen
1992). Left out: adaptive steps, noise that depends on x.
"""

from itertools import pairwise

import torch

from dlnotes.checks import check_floats
from dlnotes.generative.batches import along, as_level


def simulate(drift, diffusion, x, times, generator):
    """Yields x after each Euler-Maruyama step: x + drift dt + diffusion sqrt(|dt|) eps.

    Weak order 1: averages over many paths err by a multiple of |dt|. Where `times` fall, dt < 0
    and the noise is that of a reverse-time equation.

    Args:
        drift: function of x and t that looks like x, in forward time.
        diffusion: function of t; a number or (B,).
        x: the start, (B, ...).
        times: (N + 1,), rising or falling; x is at the first.
        generator: draws the noise, on its own device and then moved to that of x.

    Raises:
        TypeError: x or times is not a floating-point tensor.
        ValueError: times do not rise or fall throughout.
    """
    check_floats(x=x)
    for t, end in intervals(times):
        dt = end - t
        eps = torch.randn(x.shape, generator=generator, device=generator.device, dtype=x.dtype)
        spread = along(as_level(diffusion(t)) * dt.abs().sqrt(), x)
        x = x + drift(x, t) * dt.to(x) + spread * eps.to(x)
        yield x


def integrate(slope, x, times):
    """Yields x after each Runge-Kutta step of dx/dt = slope(x, t); the error falls as dt^4.

    Args:
        slope: function of x and t that looks like x.
        x: the start, (B, ...).
        times: (N + 1,), rising or falling; x is at the first.

    Raises:
        TypeError, ValueError: as for `simulate`.
    """
    check_floats(x=x)
    for t, end in intervals(times):
        step, middle = (end - t).to(x), (t + end) / 2
        k1 = slope(x, t)
        k2 = slope(x + step / 2 * k1, middle)
        k3 = slope(x + step / 2 * k2, middle)
        k4 = slope(x + step * k3, end)
        x = x + step / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        yield x


def intervals(times):
    """Pairs (start, end), in order; raises unless `times` is (N + 1,) and rises or falls."""
    check_floats(times=times)
    if times.ndim != 1 or len(times) < 2:
        raise ValueError(f"times must have shape (N + 1,), N > 0, got {tuple(times.shape)}")
    gaps = times.diff()
    if not ((gaps > 0).all() or (gaps < 0).all()):
        raise ValueError(f"times must rise or fall throughout, got {times.tolist()}")
    return pairwise(times)
