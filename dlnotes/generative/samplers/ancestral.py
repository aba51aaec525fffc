"""Samplers that draw the step before from its posterior: DDPM's ancestral sampling, and DDIM.

Sources: Ho, Jain and Abbeel 2020 (algorithm 2 and section 3.2), Song, Meng and Ermon 2021 (DDIM,
equations 12 and 16). Their x_t = sqrt(alpha_bar) (x0 + sigma eps) is divided by sqrt(alpha_bar)
here, so that the chain of DDPM only adds noise: from sigma_next to sigma, sigma^2 - sigma_next^2
of variance. The same steps in x_t are in `dlnotes.generative.ddpm`. Left out: learned variances.
"""

import torch

from dlnotes.generative.batches import checked_levels
from dlnotes.generative.samplers.steps import intervals, last, noise_like


def fixed_small(sigma, sigma_next):
    """Variance of the posterior given x0, beta tilde: best if all data are one point.

    sigma_next^2 (sigma^2 - sigma_next^2) / sigma^2, in the units of unscaled x.
    """
    return sigma_next**2 * (sigma**2 - sigma_next**2) / sigma**2


def fixed_large(sigma, sigma_next):
    """beta, the variance of the forward step in x_t: best for data that are standard normal.

    (1 + sigma_next^2) (sigma^2 - sigma_next^2) / (1 + sigma^2), in the units of unscaled x.
    """
    return (1 + sigma_next**2) * (sigma**2 - sigma_next**2) / (1 + sigma**2)


def ddpm_ancestral_path(denoise, x, sigmas, *, variance=fixed_small, generator=None):
    """Yields x after every step of `ddpm_ancestral`."""
    for sigma, sigma_next in intervals("sigmas", sigmas, x):
        denoised = denoise(x, sigma)
        x = denoised + (sigma_next / sigma) ** 2 * (x - denoised)
        if sigma_next > 0:
            x = x + variance(sigma, sigma_next).sqrt() * noise_like(x, generator)
        yield x


def ddpm_ancestral(denoise, x, sigmas, **options):
    """The last x of DDPM's ancestral sampling (Ho, Jain and Abbeel 2020, algorithm 2).

    A step draws from the posterior of the level before, given x and the predicted x0: order 1. The
    step to sigma = 0 returns D, without noise.

    Args:
        denoise, x, sigmas: as for every sampler.
        variance: of the noise between two levels, `fixed_small` or `fixed_large`, or a function of
            sigma and sigma_next like them.
        generator: of the noise.
    """
    return last(ddpm_ancestral_path(denoise, x, sigmas, **options))


def ddim_path(denoise, x, sigmas, *, eta=0.0, generator=None):
    """Yields x after every step of `ddim`."""
    checked_levels("eta", eta, 0, 1)
    for sigma, sigma_next in intervals("sigmas", sigmas, x):
        denoised = denoise(x, sigma)
        fresh = eta * fixed_small(sigma, sigma_next).sqrt()
        old = torch.sqrt(sigma_next**2 - fresh**2)
        x = denoised + old / sigma * (x - denoised)
        if fresh > 0:
            x = x + fresh * noise_like(x, generator)
        yield x


def ddim(denoise, x, sigmas, **options):
    """The last x of DDIM (Song, Meng and Ermon 2021, equation 12): order 1.

    The predicted x0 is noised again to the next level: with the noise found in x, and with fresh
    noise of standard deviation eta sqrt(fixed_small). eta = 1 is `ddpm_ancestral`, and eta = 0 adds
    none: it is `euler`.

    Args:
        denoise, x, sigmas: as for every sampler.
        eta: share of fresh noise, a number in [0, 1].
        generator: of the noise.
    """
    return last(ddim_path(denoise, x, sigmas, **options))
