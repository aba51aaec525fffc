"""References that the exercises of this part are checked against."""

import sympy as sp
import torch

from dlnotes.generative.sde import VPSDE

# --- Diffusion as a stochastic differential equation -----------------------------------------


def backward_step(x, t, h, score, stochasticity, eps):
    """x at t - h by one Euler-Maruyama step of the backward family of `VPSDE()`.

    Args:
        x, score, eps: point, score at it, standard normal noise; all of one shape.
        t, h: the time and the length of the step, numbers with 0 < h <= t <= 1.
        stochasticity: 0 for the ODE, 1 for the reverse SDE.
    """
    sde = VPSDE()
    noise = stochasticity * sde.diffusion(t).to(x) * h**0.5 * eps
    return x - h * sde.family_drift(x, t, score, stochasticity) + noise


def equation_of_schedule(scale, sigma, t):
    """(f, g^2), a column, of the equation whose noisy data are scale * (x0 + sigma * eps).

    >>> t = sp.Symbol("t", positive=True)
    >>> equation_of_schedule(sp.S.One, t, t)
    Matrix([
    [  0],
    [2*t]])
    """
    rate = sp.diff(scale, t) / scale
    return sp.Matrix([rate, scale**2 * sp.diff(sigma**2, t)])


# --- DDPM and its continuous limit -----------------------------------------------------------


def respaced_betas(betas, every):
    """The betas of the chain that keeps every `every`-th level of a chain, shape (n // every,).

    A step of it keeps what the steps between kept together (Nichol and Dhariwal 2021, equation 19).

    >>> respaced_betas(torch.tensor([0.5, 0.5]), 2)
    tensor([0.7500])
    """
    alphas_bar = torch.cumprod(1 - betas, dim=0)[every - 1 :: every]
    before = torch.cat([betas.new_ones(1), alphas_bar[:-1]])
    return 1 - alphas_bar / before


def exact_betas(integral):
    """Betas whose chain has alpha_bar = exp(-integral) at every step, shape (N,).

    Args:
        integral: of the rate beta(t), from 0 to each of the N + 1 times; the first value is 0.

    >>> exact_betas(torch.tensor([0.0, 0.5, 1.0])).prod().sqrt()
    tensor(0.3935)
    """
    return -torch.expm1(integral[:-1] - integral[1:])


# --- The design space of diffusion models ----------------------------------------------------


def between_levels(x, denoised, scale, sigma, scale_next, sigma_next):
    """x at the next (s, sigma), along the line of x0 + sigma * eps with both guesses held.

    Args:
        x: noisy sample at `scale` and `sigma`, any shape.
        denoised: the guess of x0, of the same shape.
        scale, sigma, scale_next, sigma_next: numbers, scale and sigma above 0.

    >>> between_levels(torch.tensor(3.0), torch.tensor(1.0), 1.0, 2.0, 0.5, 1.0)
    tensor(1.)
    """
    eps = (x / scale - denoised) / sigma
    return scale_next * (denoised + sigma_next * eps)
