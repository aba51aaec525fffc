"""Noise schedules: the betas of DDPM, grids of sigma, and the pair (s, sigma) of every framework.

A noisy sample is x_t = s(t) (x0 + sigma(t) eps): sigma is the noise-to-signal ratio, s a common
scale. t = 0 is data, t = 1 noise. Sources: Ho, Jain and Abbeel 2020 (linear betas), Nichol and
Dhariwal 2021 (cosine), Song et al. 2021 (VP, VE), Karras et al. 2022, table 1 (EDM, and the grids
of all of them). What starts from plain numbers is computed in float64 on the CPU; the samplers
bring it to the dtype and device of their x.
"""

import math
from typing import NamedTuple

import torch

from dlnotes.checks import check_counts, check_rising, check_values
from dlnotes.generative.batches import as_level


class ScaleSigma(NamedTuple):
    """s(t) and sigma(t) with their derivatives by t, each of t's shape."""

    scale: torch.Tensor
    sigma: torch.Tensor
    scale_rate: torch.Tensor
    sigma_rate: torch.Tensor


def linear_betas(n, beta_start=1e-4, beta_end=0.02):
    """beta_1 ... beta_n on a straight line (Ho, Jain and Abbeel 2020, section 4), shape (n,).

    >>> linear_betas(3, 0.1, 0.3)
    tensor([0.1000, 0.2000, 0.3000], dtype=torch.float64)
    """
    check_counts(1, n=n)
    check_values("(0, 1)", beta_start=beta_start, beta_end=beta_end)
    check_rising(beta_start=beta_start, beta_end=beta_end)
    return torch.linspace(beta_start, beta_end, n, dtype=torch.float64)


def cosine_betas(n, s=0.008, max_beta=0.999):
    """The betas whose alpha_bar is a squared cosine (Nichol and Dhariwal 2021, equation 17).

    alpha_bar(t) = f(t) / f(0) with f(t) = cos^2(pi/2 (t/n + s) / (1 + s)), and beta_t =
    min(1 - f(t) / f(t - 1), max_beta) for t = 1 ... n; shape (n,).
    """
    check_counts(1, n=n)
    check_values("[0, inf)", s=s)
    check_values("[0, 1)", max_beta=max_beta)
    t = torch.linspace(0, 1, n + 1, dtype=torch.float64)
    f = torch.cos(math.pi / 2 * (t + s) / (1 + s)) ** 2
    return (1 - f[1:] / f[:-1]).clamp(max=max_beta)


def alphas_bar(betas):
    """alpha_bar_t, the product of 1 - beta_1 to 1 - beta_t, at index t - 1.

    Args:
        betas: beta_1 ... beta_n, each in [0, 1), shape (n,).

    >>> alphas_bar(torch.tensor([0.5, 0.5]))
    tensor([0.5000, 0.2500])
    """
    if betas.ndim != 1 or not len(betas):
        raise ValueError(f"betas must have the shape (n,) with n > 0, got {tuple(betas.shape)}")
    check_values("[0, 1)", betas=betas)
    return torch.cumprod(1 - betas, dim=0)


def alphas_bar_sigmas(alphas_bar):
    """The noise-to-signal ratio sqrt((1 - alpha_bar) / alpha_bar), of alphas_bar's shape."""
    check_values("(0, 1]", alphas_bar=alphas_bar)
    return torch.sqrt((1 - alphas_bar) / alphas_bar)


def karras_sigmas(n, sigma_min=0.002, sigma_max=80.0, rho=7.0):
    """n levels, equally spaced in sigma^(1/rho), then 0 (Karras et al. 2022, equation 5).

    Returns:
        sigma_max ... sigma_min, 0; decreasing, shape (n + 1,). n = 1 gives sigma_max, 0.

    >>> karras_sigmas(3, 1.0, 9.0, rho=2.0)
    tensor([9., 4., 1., 0.], dtype=torch.float64)
    """
    check_counts(1, n=n)
    check_values("(0, inf)", sigma_min=sigma_min, sigma_max=sigma_max)
    check_rising(sigma_min=sigma_min, sigma_max=sigma_max)
    check_values("(0, inf)", rho=rho)
    high, low = sigma_max ** (1 / rho), sigma_min ** (1 / rho)
    u = ramp(n)
    return then_zero((high * (1 - u) + low * u) ** rho)


def geometric_sigmas(n, sigma_min=0.02, sigma_max=100.0):
    """n levels in constant ratio, then 0: the grid of VE, and of rho without end; shape (n + 1,).

    Karras et al. 2022 write it as sigma = sqrt(t) with t = sigma_max^2 (sigma_min^2 /
    sigma_max^2)^(i / (n - 1)) (table 1, column VE): all squares are needed.
    """
    check_counts(1, n=n)
    check_values("(0, inf)", sigma_min=sigma_min, sigma_max=sigma_max)
    check_rising(sigma_min=sigma_min, sigma_max=sigma_max)
    return then_zero(sigma_max * (sigma_min / sigma_max) ** ramp(n))


def vp_schedule(t, beta_min=0.1, beta_max=20.0):
    """VP: s = exp(-B/2), sigma = sqrt(exp(B) - 1), B(t) = beta_min t + (beta_max - beta_min) t^2/2.

    Args:
        t: time in [0, 1], a number or a tensor; at 0 sigma_rate is infinite.
    """
    check_values("[0, 1]", t=t)
    check_values("(0, inf)", beta_min=beta_min, beta_max=beta_max)
    check_rising(beta_min=beta_min, beta_max=beta_max)
    t = as_level(t)
    beta, integral = vp_beta(t, beta_min, beta_max), vp_integral(t, beta_min, beta_max)
    scale, sigma = torch.exp(-integral / 2), torch.sqrt(torch.expm1(integral))
    return ScaleSigma(scale, sigma, -beta / 2 * scale, beta * torch.exp(integral) / (2 * sigma))


def vp_beta(t, beta_min, beta_max):
    """beta(t) on a straight line, the rate at which the variance forgets the data."""
    return beta_min + (beta_max - beta_min) * t


def vp_integral(t, beta_min, beta_max):
    """B(t), the integral of beta from 0 to t."""
    return beta_min * t + (beta_max - beta_min) * t**2 / 2


def vp_time(sigma, beta_min=0.1, beta_max=20.0):
    """The time at which VP has this sigma: the inverse of `vp_schedule`, of sigma's shape."""
    check_values("(0, inf)", beta_min=beta_min, beta_max=beta_max)
    check_rising(beta_min=beta_min, beta_max=beta_max)
    integral, rise = torch.log1p(sigma**2), beta_max - beta_min
    # The quadratic formula without its subtraction, which would cancel for small sigma.
    return 2 * integral / (beta_min + torch.sqrt(beta_min**2 + 2 * rise * integral))


def cosine_schedule(t):
    """The VP schedule on a circle: s = cos(pi t / 2), sigma = tan(pi t / 2); t in [0, 1)."""
    check_values("[0, 1)", t=t)
    angle = math.pi / 2 * as_level(t)
    scale, sigma = torch.cos(angle), torch.tan(angle)
    half_pi = math.pi / 2
    return ScaleSigma(scale, sigma, -half_pi * torch.sin(angle), half_pi * (1 + sigma**2))


def ve_schedule(t, sigma_min=0.01, sigma_max=50.0):
    """VE: s = 1, sigma = sigma_min (sigma_max / sigma_min)^t (Song et al. 2021); t in [0, 1]."""
    check_values("[0, 1]", t=t)
    check_values("(0, inf)", sigma_min=sigma_min, sigma_max=sigma_max)
    check_rising(sigma_min=sigma_min, sigma_max=sigma_max)
    t = as_level(t)
    sigma = sigma_min * (sigma_max / sigma_min) ** t
    rate = math.log(sigma_max / sigma_min) * sigma
    return ScaleSigma(torch.ones_like(t), sigma, torch.zeros_like(t), rate)


def flow_matching_schedule(t):
    """Flow matching, x_t = (1 - t) x0 + t eps: s = 1 - t, sigma = t / (1 - t); t in [0, 1)."""
    check_values("[0, 1)", t=t)
    t = as_level(t)
    return ScaleSigma(1 - t, t / (1 - t), -torch.ones_like(t), (1 - t) ** -2)


def edm_schedule(t):
    """EDM: s = 1 and sigma = t, so that time is the noise level itself; t in [0, inf)."""
    check_values("[0, inf)", t=t)
    t = as_level(t)
    return ScaleSigma(torch.ones_like(t), t, torch.zeros_like(t), torch.ones_like(t))


def ramp(n):
    """0 to 1 in n equal steps, both ends included; 0 alone for n = 1."""
    return torch.linspace(0, 1, n, dtype=torch.float64)


def then_zero(sigmas):
    """The levels with a 0 behind them: the last step ends on clean data."""
    return torch.cat([sigmas, sigmas.new_zeros(1)])
