"""Samplers that draw the step before from its posterior: DDPM's ancestral sampling, and DDIM.

Sources: Ho, Jain and Abbeel 2020 (algorithm 2 and section 3.2), Song, Meng and Ermon 2021 (DDIM,
equations 12 and 16). Their x_t = sqrt(alpha_bar) (x0 + sigma eps) is divided by sqrt(alpha_bar)
here, so that the chain of DDPM only adds noise: from sigma_next to sigma, sigma^2 - sigma_next^2
of variance. The same steps in x_t are in `diffusion.ddpm`. Left out: learned variances.
"""

import torch

from dlnotes.checks import check_numbers
from dlnotes.generative.batches import along
from dlnotes.generative.diffusion.samplers.steps import intervals, last_of, noise_like


def fixed_small(sigma, sigma_next):
    """Variance of the posterior given x0, beta tilde: best if all data are one point.

    sigma_next^2 (sigma^2 - sigma_next^2) / sigma^2, in the units of unscaled x.
    """
    ratio = sigma_next / sigma
    return sigma_next**2 * (1 - ratio) * (1 + ratio)


def fixed_large(sigma, sigma_next):
    """beta, the variance of the forward step in x_t: best for data that are standard normal.

    (1 + sigma_next^2) (sigma^2 - sigma_next^2) / (1 + sigma^2), in the units of unscaled x.
    """
    return (1 + sigma_next**2) * (sigma - sigma_next) * (sigma + sigma_next) / (1 + sigma**2)


def renoised(x0, eps, noise, sigma, sigma_next, eta):
    """x0 + old eps + fresh noise, a step of DDIM on unscaled x from sigma to sigma_next.

    fresh^2 = eta^2 fixed_small and old^2 + fresh^2 = sigma_next^2. The old share is written as a
    sum of squares: as a difference it would cancel, and be negative, where levels are close.
    """
    old = sigma_next * torch.sqrt((1 - eta) * (1 + eta) + (eta * sigma_next / sigma) ** 2)
    fresh = eta * fixed_small(sigma, sigma_next).sqrt()
    return x0 + along(old, x0) * eps + along(fresh, x0) * noise


def ddpm_ancestral_path(denoise, x, sigmas, *, variance=fixed_small, generator=None):
    """DDPM's ancestral sampling (Ho, Jain and Abbeel 2020, algorithm 2): order 1.

    A step draws from the posterior of the level before, given x and the predicted x0. The step to
    sigma = 0 returns D, without noise.

    Args:
        denoise, x, sigmas: as for every sampler.
        variance: of the noise between two levels, `fixed_small` or `fixed_large`, or a function of
            sigma and sigma_next like them.
        generator: of the noise.
    """
    for sigma, sigma_next in intervals(sigmas, x):
        denoised = denoise(x, sigma)
        x = denoised + (sigma_next / sigma) ** 2 * (x - denoised)
        if sigma_next > 0:
            std = variance(sigma, sigma_next).sqrt()
            x = x + std * noise_like(x, generator)
        yield x


def ddim_path(denoise, x, sigmas, *, eta=0.0, generator=None):
    """DDIM (Song, Meng and Ermon 2021, equation 12): order 1.

    The predicted x0 is noised again to the next level: with the noise found in x, and with fresh
    noise of standard deviation eta sqrt(fixed_small). eta = 1 is `ddpm_ancestral`, and eta = 0 adds
    none: it is `euler`.

    Args:
        denoise, x, sigmas: as for every sampler.
        eta: share of fresh noise, a number in [0, 1].
        generator: of the noise.
    """
    check_numbers("[0, 1]", eta=eta)
    for sigma, sigma_next in intervals(sigmas, x):
        denoised = denoise(x, sigma)
        eps = (x - denoised) / sigma
        noise = noise_like(x, generator) if eta * sigma_next > 0 else 0
        x = renoised(denoised, eps, noise, sigma, sigma_next, eta)
        yield x


ddpm_ancestral = last_of(ddpm_ancestral_path)
ddim = last_of(ddim_path)
