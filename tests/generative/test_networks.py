"""The small network: what it sees, and that it learns."""

import math

import numpy as np
import pytest
import torch
from torch.testing import assert_close

from dlnotes.generative.diffusion.edm import denoising_loss, loss_weight, sample_training_sigma
from dlnotes.generative.diffusion.preconditioning import Preconditioned
from dlnotes.generative.mixtures import GaussianMixture
from dlnotes.generative.networks import MLPDenoiser, waves
from tests.generative.frameworks import draw


def test_waves_are_sines_and_cosines_of_doubled_levels():
    out = waves(torch.tensor([0.3, -1.0]), 2)
    expected = [[math.sin(a), math.sin(2 * a), math.cos(a), math.cos(2 * a)] for a in (0.3, -1.0)]
    assert_close(out, torch.tensor(expected))


def test_the_network_sees_x_and_the_level_of_each_row():
    torch.manual_seed(0)
    network = MLPDenoiser(3, width=16)
    x, c_noise = draw(4, 3).float(), torch.tensor([-1.0, 0.0, 0.5, 1.0])
    out = network(x, c_noise)
    assert out.shape == (4, 3)
    assert_close(network(x[2:3], c_noise[2:3]), out[2:3])
    assert (network(x, c_noise + 0.1) - out).abs().max() > 1e-3
    assert (network(x + 0.1, c_noise) - out).abs().max() > 1e-3


def test_the_network_learns_to_denoise():
    torch.manual_seed(0)
    generator = torch.Generator().manual_seed(0)
    mixture = GaussianMixture(None, torch.tensor([[-0.5], [0.5]]), 0.05)
    denoise = Preconditioned(MLPDenoiser(1, width=32))
    optimizer = torch.optim.Adam(denoise.parameters(), lr=5e-3)
    losses = []
    for _ in range(150):
        x0 = mixture.sample(128, generator)
        eps = torch.randn(x0.shape, generator=generator)
        sigma = sample_training_sigma(shape=128, generator=generator)
        optimizer.zero_grad()
        loss = denoising_loss(denoise, x0, eps, sigma, loss_weight(sigma))
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[0] == pytest.approx(1, abs=0.3)
    assert np.mean(losses[-50:]) < 0.75
