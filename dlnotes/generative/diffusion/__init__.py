"""Diffusion models: how a network learns to denoise, and how samples come out of it.

`ddpm` is the discrete chain, `edm` the common frame of all of them with `preconditioning`, and
`samplers` turn noise into data. Schedules, stochastic equations, mixtures and conversions serve
other generative models too and stand beside this folder.
"""

from dlnotes.generative.diffusion.ddpm import (
    ddim_step,
    forward_chain,
    forward_step,
    marginal,
    noisy,
    posterior_mean,
    posterior_variance,
    predict_x0,
    reverse_mean,
    reverse_step,
    simple_loss,
    step_beta,
)
from dlnotes.generative.diffusion.edm import denoising_loss, loss_weight, sample_training_sigma
from dlnotes.generative.diffusion.preconditioning import Preconditioned, Scalings, scalings
from dlnotes.generative.diffusion.samplers import (
    ddim,
    ddpm_ancestral,
    dpmpp_2m,
    euler,
    euler_in_time,
    euler_maruyama,
    heun,
    heun_in_time,
    stochastic_heun,
)

__all__ = [
    "Preconditioned",
    "Scalings",
    "ddim",
    "ddim_step",
    "ddpm_ancestral",
    "denoising_loss",
    "dpmpp_2m",
    "euler",
    "euler_in_time",
    "euler_maruyama",
    "forward_chain",
    "forward_step",
    "heun",
    "heun_in_time",
    "loss_weight",
    "marginal",
    "noisy",
    "posterior_mean",
    "posterior_variance",
    "predict_x0",
    "reverse_mean",
    "reverse_step",
    "sample_training_sigma",
    "scalings",
    "simple_loss",
    "step_beta",
    "stochastic_heun",
]
