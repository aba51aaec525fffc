"""From a network to a denoiser: D(x, sigma) = c_skip x + c_out F(c_in x, c_noise).

Every framework is four functions of sigma. Source: Karras et al. 2022, equation 7, table 1 and
appendix B.6 (derivation). x is unscaled: x = x0 + sigma * eps. `Preconditioned` joins a network
with one of the functions. Left out: how each framework trains, but for EDM in `edm`.
"""

from typing import NamedTuple

import torch
from torch import nn

from dlnotes.checks import check_fits, check_floats, check_values
from dlnotes.generative.batches import along, as_level, level_dtype
from dlnotes.generative.schedules import vp_time


class Scalings(NamedTuple):
    """The four coefficients, each of sigma's shape; c_noise tells the network the level."""

    c_skip: torch.Tensor
    c_out: torch.Tensor
    c_in: torch.Tensor
    c_noise: torch.Tensor


def scalings(sigma, sigma_data=0.5):
    """EDM: unit variance of the network's input and target, and its error amplified least.

    Args:
        sigma: noise levels above 0, a number or a tensor.
        sigma_data: standard deviation of the data.

    >>> scalings(0.5, sigma_data=0.5).c_skip
    tensor(0.5000, dtype=torch.float64)
    """
    check_values("(0, inf)", sigma=sigma)
    check_values("(0, inf)", sigma_data=sigma_data)
    sigma = as_level(sigma)
    variance = sigma**2 + sigma_data**2
    c_out = sigma * sigma_data / torch.sqrt(variance)
    return Scalings(sigma_data**2 / variance, c_out, 1 / torch.sqrt(variance), sigma.log() / 4)


def eps_scalings(sigma, sigma_data=0.5):
    """The network predicts eps: D = x - sigma F. Input and c_noise are EDM's."""
    sigma = as_level(sigma)
    return scalings(sigma, sigma_data)._replace(c_skip=torch.ones_like(sigma), c_out=-sigma)


def x0_scalings(sigma, sigma_data=0.5):
    """The network predicts x0: D = F. Input and c_noise are EDM's."""
    edm = scalings(sigma, sigma_data)
    zero, one = torch.zeros_like(edm.c_skip), torch.ones_like(edm.c_out)
    return edm._replace(c_skip=zero, c_out=one)


def v_scalings(sigma, sigma_data=0.5):
    """The network predicts v = (eps - sigma x0) / sqrt(1 + sigma^2). Input, c_noise are EDM's.

    c_skip and c_out are EDM's for sigma_data = 1, up to the sign of the network (Salimans and Ho
    2022, appendix D).
    """
    edm, variance = scalings(sigma, sigma_data), 1 + as_level(sigma) ** 2
    return edm._replace(c_skip=1 / variance, c_out=-as_level(sigma) / torch.sqrt(variance))


def vp_scalings(sigma, beta_min=0.1, beta_max=20.0, n=1000):
    """VP: predicts eps at unit variance for unit data; c_noise is the time in 0 ... n - 1."""
    check_values("(0, inf)", sigma=sigma)
    sigma = as_level(sigma)
    c_noise = (n - 1) * vp_time(sigma, beta_min, beta_max)
    return Scalings(torch.ones_like(sigma), -sigma, torch.rsqrt(sigma**2 + 1), c_noise)


def ve_scalings(sigma):
    """VE: sees x as it is and predicts -eps, the score times sigma; c_noise = log(sigma / 2)."""
    check_values("(0, inf)", sigma=sigma)
    sigma = as_level(sigma)
    one = torch.ones_like(sigma)
    return Scalings(one, sigma, one, torch.log(sigma / 2))


def iddpm_scalings(sigma, sigmas):
    """iDDPM: as VP, but c_noise is the index of the nearest of the levels it was trained on.

    Args:
        sigma: noise levels above 0, a number or a tensor.
        sigmas: the training levels in increasing order, shape (n,), such as
            `alphas_bar_sigmas(alphas_bar(cosine_betas(1000)))`.
    """
    check_values("(0, inf)", sigma=sigma)
    sigma = as_level(sigma)
    distance = torch.abs(sigma[..., None] - sigmas.to(sigma))  # (..., n)
    c_noise = distance.argmin(-1).to(sigma.dtype)
    return Scalings(torch.ones_like(sigma), -sigma, torch.rsqrt(sigma**2 + 1), c_noise)


def flow_matching_scalings(sigma):
    """Flow matching: sees x_t = (1 - t) x, predicts eps - x0, c_noise = t = sigma / (1 + sigma)."""
    check_values("(0, inf)", sigma=sigma)
    sigma = as_level(sigma)
    scale = 1 / (1 + sigma)
    return Scalings(scale, -sigma * scale, scale, sigma * scale)


class Preconditioned(nn.Module):
    """A denoiser D(x, sigma) made of a network and four coefficients (EDM, equation 7).

    Args:
        network: F(x, c_noise, ...), x of shape (B, ...) and c_noise of shape (B,).
        scalings: a function of sigma and the constants that returns `Scalings`.
        constants: such as `sigma_data=0.5`.
    """

    def __init__(self, network, scalings=scalings, **constants):
        super().__init__()
        if not callable(scalings):
            raise TypeError(f"scalings must be a function of sigma, got {scalings!r}")
        self.network, self.scalings, self.constants = network, scalings, constants

    def forward(self, x, sigma, *condition):
        """E[x0 | x] as the network has learnt it, of x's shape.

        Args:
            x: x0 + sigma * eps, shape (B, ...).
            sigma: a number or shape (B,), above 0.
            condition: passed on to the network behind c_noise.
        """
        check_floats(x=x)
        check_fits(x, sigma=sigma)
        numbers = self.scalings(sigma, **self.constants)
        c_skip, c_out, c_in = (along(c, x) for c in numbers[:3])
        c_noise = numbers.c_noise.to(x.device, level_dtype(x)).expand(len(x))  # (B,)
        return c_skip * x + c_out * self.network(c_in * x, c_noise, *condition)
