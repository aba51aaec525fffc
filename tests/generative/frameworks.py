"""Every framework with its constants, and what several tests compare with."""

import pytest
import torch

from dlnotes.generative.diffusion.preconditioning import (
    eps_scalings,
    flow_matching_scalings,
    iddpm_scalings,
    scalings,
    v_scalings,
    ve_scalings,
    vp_scalings,
    x0_scalings,
)
from dlnotes.generative.mixtures import GaussianMixture
from dlnotes.generative.schedules import alphas_bar, alphas_bar_sigmas, cosine_betas

TIGHT = {"rtol": 1e-12, "atol": 1e-14}
SIGMAS = torch.tensor([0.002, 0.05, 0.5, 1.0, 7.0, 80.0], dtype=torch.float64)
GRID = alphas_bar_sigmas(alphas_bar(cosine_betas(1000)))
EVERY = {
    "EDM": (scalings, {"sigma_data": 0.7}),
    "eps": (eps_scalings, {"sigma_data": 0.7}),
    "x0": (x0_scalings, {"sigma_data": 0.7}),
    "v": (v_scalings, {"sigma_data": 0.7}),
    "VP": (vp_scalings, {}),
    "VE": (ve_scalings, {}),
    "iDDPM": (iddpm_scalings, {"sigmas": GRID}),
    "flow matching": (flow_matching_scalings, {}),
}
every_framework = pytest.mark.parametrize("name", EVERY)


def draw(*shape, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, dtype=torch.float64, generator=generator)


MIXTURE = GaussianMixture(None, draw(3, 2, seed=7), 0.2)
