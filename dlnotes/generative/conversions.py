"""One network output, five names: eps, x0, v, score and velocity, each from each through x0.

x = s (x0 + sigma eps) is what is known; a prediction of one unknown is a prediction of all.
Sources: Salimans and Ho 2022 (v), Karras et al. 2022, appendix B (score and x0), Lipman et al. 2022
(velocity). `scale` s and `sigma` are numbers or of shape (B,), both above 0; the scale is 1 where
it is left out. Predictions and x have one shape, (B, ...).
"""

import torch

from dlnotes.checks import check_alike, check_fits, check_levels
from dlnotes.generative.batches import along, as_level


def x0_from_eps(eps, x, sigma, scale=1.0):
    """x0 = x / s - sigma eps."""
    y, sigma, _ = unscaled(eps, x, sigma, scale)
    return y - sigma * eps


def eps_from_x0(x0, x, sigma, scale=1.0):
    """eps = (x / s - x0) / sigma."""
    y, sigma, _ = unscaled(x0, x, sigma, scale)
    return (y - x0) / sigma


def x0_from_score(score, x, sigma, scale=1.0):
    """x0 = x / s + s sigma^2 score, for the score of x: Tweedie's formula."""
    y, sigma, scale = unscaled(score, x, sigma, scale)
    return y + scale * sigma**2 * score


def score_from_x0(x0, x, sigma, scale=1.0):
    """score = (x0 - x / s) / (s sigma^2), which is -eps over the noise's standard deviation."""
    y, sigma, scale = unscaled(x0, x, sigma, scale)
    return (x0 - y) / (scale * sigma**2)


def x0_from_v(v, x, sigma, scale=1.0):
    """x0 = (x / s - sigma sqrt(1 + sigma^2) v) / (1 + sigma^2)."""
    y, sigma, _ = unscaled(v, x, sigma, scale)
    return y / (1 + sigma**2) - sigma * torch.rsqrt(1 + sigma**2) * v


def v_from_x0(x0, x, sigma, scale=1.0):
    """v = (eps - sigma x0) / sqrt(1 + sigma^2), the same for every scale.

    Where s^2 (1 + sigma^2) = 1, as in VP, it is s eps - s sigma x0.
    """
    y, sigma, _ = unscaled(x0, x, sigma, scale)
    return ((y - x0) / sigma - sigma * x0) * torch.rsqrt(1 + sigma**2)


def x0_from_velocity(velocity, x, level):
    """x0 = ((s sigma)' x / s - sigma velocity) / (s sigma'), for velocity = s' x0 + (s sigma)' eps.

    Args:
        velocity: dx/dt, shape (B, ...).
        x: at the scale s, shape (B, ...).
        level: `ScaleSigma`, its values of shape () or (B,).
    """
    y, sigma, scale = unscaled(velocity, x, level.sigma, level.scale)
    scale_rate, sigma_rate = rates(level, x)
    std_rate = scale_rate * sigma + scale * sigma_rate
    return (std_rate * y - sigma * velocity) / (scale * sigma_rate)


def velocity_from_x0(x0, x, level):
    """velocity = s' x0 + (s sigma)' eps, dx/dt of the ODE; arguments as in `x0_from_velocity`."""
    y, sigma, scale = unscaled(x0, x, level.sigma, level.scale)
    scale_rate, sigma_rate = rates(level, x)
    return scale_rate * x0 + (scale_rate * sigma + scale * sigma_rate) * (y - x0) / sigma


def unscaled(prediction, x, sigma, scale):
    """(x / s, sigma, s), the last two shaped to multiply x; the checks of every conversion."""
    check_alike(x=x, prediction=prediction)
    check_levels(x, "(0, inf)", sigma=sigma, scale=scale)
    scale = along(as_level(scale), x)
    return x / scale, along(as_level(sigma), x), scale


def rates(level, x):
    """The derivatives of s and sigma, shaped to multiply x."""
    scale_rate, sigma_rate = level.scale_rate, level.sigma_rate
    check_fits(x, scale_rate=scale_rate, sigma_rate=sigma_rate)
    return along(as_level(scale_rate), x), along(as_level(sigma_rate), x)
