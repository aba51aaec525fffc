"""Elucidating diffusion models (Karras et al. 2022): preconditioning, loss and training levels.

The public names of the framework are found here: the coefficients of every framework and
`Preconditioned` come from `preconditioning`, the five forms of a prediction from `conversions`.
Schedules and samplers have modules of their own.
"""

import math

import torch

from dlnotes.generative.batches import along, check_interval, checked_batch
from dlnotes.generative.conversions import (
    eps_from_x0,
    score_from_x0,
    v_from_x0,
    velocity_from_x0,
    x0_from_eps,
    x0_from_score,
    x0_from_v,
    x0_from_velocity,
)
from dlnotes.generative.preconditioning import (
    Preconditioned,
    Scalings,
    checked_sigma,
    eps_scalings,
    flow_matching_scalings,
    iddpm_scalings,
    scalings,
    v_scalings,
    ve_scalings,
    vp_scalings,
    x0_scalings,
)

__all__ = [
    "Preconditioned",
    "Scalings",
    "denoising_loss",
    "eps_from_x0",
    "eps_scalings",
    "flow_matching_scalings",
    "iddpm_scalings",
    "loss_weight",
    "sample_training_sigma",
    "scalings",
    "score_from_x0",
    "v_from_x0",
    "v_scalings",
    "ve_scalings",
    "velocity_from_x0",
    "vp_scalings",
    "x0_from_eps",
    "x0_from_score",
    "x0_from_v",
    "x0_from_velocity",
    "x0_scalings",
]


def loss_weight(sigma, sigma_data=0.5):
    """lambda = (sigma^2 + sigma_data^2) / (sigma sigma_data)^2, which is 1 / c_out^2 (table 1).

    With it the loss of a new network is 1 at every level.

    Args:
        sigma: noise levels above 0, a number or a tensor.
        sigma_data: standard deviation of the data.
    """
    sigma = checked_sigma(sigma)
    check_interval("sigma_data", sigma_data, 0, math.inf, open_low=True)
    return (sigma**2 + sigma_data**2) / (sigma * sigma_data) ** 2


def denoising_loss(denoise, x0, eps, sigma, weight):
    """The mean of weight * |D(x0 + sigma eps, sigma) - x0|^2 over batch and dimensions (eq. 8).

    Args:
        denoise: D(x, sigma).
        x0, eps: data and standard normal noise, shape (B, ...).
        sigma: levels of the batch, shape (B,) or a number.
        weight: of each level, such as `loss_weight(sigma)`; of sigma's shape.
    """
    noise = along("sigma", torch.as_tensor(sigma), checked_batch("x0", x0)) * eps
    error = (denoise(x0 + noise, sigma) - x0) ** 2
    return (along("weight", torch.as_tensor(weight), x0) * error).mean()


def sample_training_sigma(p_mean=-1.2, p_std=1.2, shape=(), *, generator):
    """Levels to train on: log sigma ~ N(p_mean, p_std^2) (table 1), float32 tensor of `shape`.

    Args:
        p_mean, p_std: mean and standard deviation of log sigma.
        shape: a whole number or a tuple of them.
        generator: of the draws; the tensor lives on its device.
    """
    check_interval("p_std", p_std, 0, math.inf)
    shape = (shape,) if isinstance(shape, int) else shape
    normal = torch.randn(shape, generator=generator, device=generator.device)
    return torch.exp(p_mean + p_std * normal)
