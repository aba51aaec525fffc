"""Samplers with noise: fresh noise corrects what earlier steps got wrong.

Sources: Karras et al. 2022, algorithm 2 (Heun with churn) and equation 6; Song et al. 2021 (the
reverse-time SDE). Left out: Langevin correctors.
"""

import math

import torch

from dlnotes.checks import check_numbers
from dlnotes.generative.diffusion.samplers.deterministic import heun_step
from dlnotes.generative.diffusion.samplers.steps import intervals, last_of, noise_like


def churned(x, sigma, gamma, s_noise, generator):
    """x with its noise raised from sigma to (1 + gamma) sigma, and that level."""
    # (1 + gamma)^2 - 1 = gamma (2 + gamma), of which nothing cancels.
    added = math.sqrt(gamma * (2 + gamma)) * sigma * s_noise
    return x + added * noise_like(x, generator), (1 + gamma) * sigma


def stochastic_heun_path(
    denoise,
    x,
    sigmas,
    *,
    s_churn=0.0,
    s_tmin=0.0,
    s_tmax=math.inf,
    s_noise=1.0,
    generator=None,
):
    """Heun's method with churn (Karras et al. 2022, algorithm 2).

    Before each of the N steps noise is added, up to (1 + gamma) sigma with gamma =
    min(s_churn / N, sqrt(2) - 1); the step starts there. Noise is drawn at every step, needed or
    not, as in the algorithm. Without churn it is `heun`.

    Args:
        denoise, x, sigmas: as for every sampler.
        s_churn: how much noise over all steps; 0 is none.
        s_tmin, s_tmax: the levels, both included, between which noise is added.
        s_noise: standard deviation of the noise added, in units of what the level asks for.
        generator: of the noise.
    """
    check_numbers("[0, inf)", s_churn=s_churn, s_tmin=s_tmin, s_noise=s_noise)
    steps = intervals(sigmas, x)
    for sigma, sigma_next in steps:
        inside = s_tmin <= sigma <= s_tmax
        gamma = min(s_churn / len(steps), math.sqrt(2) - 1) if inside else 0.0
        x, sigma_hat = churned(x, sigma, gamma, s_noise, generator)
        x = heun_step(denoise, x, sigma_hat, sigma_next)
        yield x


def euler_maruyama_path(denoise, x, sigmas, *, eta=1.0, generator=None):
    """Euler and Maruyama's method on the reverse SDE, with sigma^2 as time.

    In that time the forward process is Brownian motion, and its reverse dx = score dv + dw for v
    that falls by dv. A step multiplies score = (D - x) / sigma^2 by (1 + eta^2) / 2 and the noise
    by eta, which changes paths and leaves the densities (Song et al. 2021, appendix D; Karras et
    al. 2022, equation 6). The step to sigma = 0 returns D, without noise.

    Args:
        denoise, x, sigmas: as for every sampler.
        eta: 1 for the reverse SDE, 0 for the ODE.
        generator: of the noise.
    """
    check_numbers("[0, inf)", eta=eta)
    for sigma, sigma_next in intervals(sigmas, x):
        denoised = denoise(x, sigma)
        step = (sigma - sigma_next) * (sigma + sigma_next)
        if sigma_next > 0:
            pull = (1 + eta**2) / 2 * step / sigma**2
            noise = eta * torch.sqrt(step) * noise_like(x, generator)
            x = x + pull * (denoised - x) + noise
        else:
            x = denoised
        yield x


stochastic_heun = last_of(stochastic_heun_path)
euler_maruyama = last_of(euler_maruyama_path)
