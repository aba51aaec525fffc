"""Elucidating diffusion models (Karras et al. 2022): loss and training levels.

The coefficients of every framework and `Preconditioned` are in `preconditioning`, the five forms of
a prediction in `dlnotes.generative.conversions`.
"""

import torch

from dlnotes.checks import check_alike, check_fits, check_values
from dlnotes.generative.batches import along, as_level


def loss_weight(sigma, sigma_data=0.5):
    """lambda = (sigma^2 + sigma_data^2) / (sigma sigma_data)^2, which is 1 / c_out^2 (table 1).

    With it the loss of a new network is 1 at every level.

    Args:
        sigma: noise levels above 0, a number or a tensor.
        sigma_data: standard deviation of the data.
    """
    check_values("(0, inf)", sigma=sigma)
    check_values("(0, inf)", sigma_data=sigma_data)
    sigma = as_level(sigma)
    return (sigma**2 + sigma_data**2) / (sigma * sigma_data) ** 2


def denoising_loss(denoise, x0, eps, sigma, weight):
    """The mean of weight * |D(x0 + sigma eps, sigma) - x0|^2 over batch and dimensions (eq. 8).

    Args:
        denoise: D(x, sigma).
        x0, eps: data and standard normal noise, shape (B, ...).
        sigma: levels of the batch, shape (B,) or a number.
        weight: of each level, such as `loss_weight(sigma)`; of sigma's shape.
    """
    check_alike(x0=x0, eps=eps)
    check_fits(x0, sigma=sigma, weight=weight)
    noise = along(as_level(sigma), x0) * eps
    error = (denoise(x0 + noise, sigma) - x0) ** 2
    return (along(as_level(weight), x0) * error).mean()


def sample_training_sigma(p_mean=-1.2, p_std=1.2, shape=(), *, generator):
    """Levels to train on: log sigma ~ N(p_mean, p_std^2) (table 1), float32 tensor of `shape`.

    Args:
        p_mean, p_std: mean and standard deviation of log sigma.
        shape: a whole number or a tuple of them.
        generator: of the draws; the tensor lives on its device.
    """
    check_values("[0, inf)", p_std=p_std)
    shape = (shape,) if isinstance(shape, int) else shape
    normal = torch.randn(shape, generator=generator, device=generator.device)
    return torch.exp(p_mean + p_std * normal)
