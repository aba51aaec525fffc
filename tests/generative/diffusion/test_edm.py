"""Loss, its weight and the training levels against closed forms and numpy."""

import math

import mpmath as mp
import numpy as np
import pytest
import torch
from torch.testing import assert_close

from dlnotes.generative.diffusion.edm import denoising_loss, loss_weight, sample_training_sigma
from dlnotes.generative.diffusion.preconditioning import Preconditioned, scalings
from tests.generative.frameworks import SIGMAS, TIGHT, draw


def test_loss_weight_is_one_over_c_out_squared():
    ours = loss_weight(SIGMAS, 0.7)
    expected = [float((mp.mpf(s) ** 2 + mp.mpf(0.7) ** 2) / (mp.mpf(s) * mp.mpf(0.7)) ** 2)
                for s in SIGMAS.tolist()]  # fmt: skip
    assert_close(ours, torch.tensor(expected, dtype=torch.float64), rtol=1e-12, atol=0)
    assert_close(ours * scalings(SIGMAS, 0.7).c_out ** 2, torch.ones_like(SIGMAS), **TIGHT)
    assert loss_weight(0.5).item() == 8
    assert loss_weight(0.5).dtype == torch.float64


def test_the_loss_of_a_new_network_is_1_at_every_level():
    x0, eps = 0.7 * draw(20_000, 4), draw(20_000, 4, seed=1)
    denoise = Preconditioned(lambda x, c_noise: torch.zeros_like(x), sigma_data=0.7)
    for sigma in SIGMAS:
        loss = denoising_loss(denoise, x0, eps, sigma, loss_weight(sigma, 0.7))
        assert loss.item() == pytest.approx(1, abs=0.03)


def test_the_loss_equals_numpy_and_weighs_the_levels():
    x0, eps, weight = draw(6, 3), draw(6, 3, seed=1), loss_weight(SIGMAS)
    ours = denoising_loss(MIXED, x0, eps, SIGMAS, weight)
    noisy = x0.numpy() + SIGMAS.numpy()[:, None] * eps.numpy()
    error = (np.tanh(noisy) / (1 + SIGMAS.numpy()[:, None]) - x0.numpy()) ** 2
    assert ours.item() == pytest.approx((weight.numpy()[:, None] * error).mean(), rel=1e-12)
    one = denoising_loss(MIXED, x0, eps, 0.5, 1.0)
    same = denoising_loss(MIXED, x0, eps, torch.full((6,), 0.5), torch.ones(6))
    assert_close(one, same, **TIGHT)


def MIXED(x, sigma):
    return torch.tanh(x) / (1 + torch.as_tensor(sigma).expand(len(x))[:, None])


def test_weighted_loss_of_the_denoiser_is_the_plain_loss_of_the_network():
    """lambda c_out^2 = 1: the network regresses on a target of unit variance, nothing else."""
    x0, eps, sigma = draw(6, 3), draw(6, 3, seed=1), SIGMAS[:, None]
    network = torch.nn.Linear(3, 3).double()
    denoise = Preconditioned(lambda x, c_noise: network(x), sigma_data=0.7)
    loss = denoising_loss(denoise, x0, eps, SIGMAS, loss_weight(SIGMAS, 0.7))
    c_skip, c_out, c_in, _ = scalings(sigma, 0.7)
    x = x0 + sigma * eps
    plain = ((network(c_in * x) - (x0 - c_skip * x) / c_out) ** 2).mean()
    assert_close(loss, plain, rtol=1e-9, atol=0)


def test_training_levels_are_log_normal_and_repeatable():
    generator = torch.Generator().manual_seed(0)
    sigma = sample_training_sigma(-1.2, 1.2, 40_000, generator=generator)
    assert sigma.shape == (40_000,)
    assert sigma.log().mean().item() == pytest.approx(-1.2, abs=0.02)
    assert sigma.log().std().item() == pytest.approx(1.2, abs=0.02)
    again = sample_training_sigma(shape=40_000, generator=generator.manual_seed(0))
    assert_close(again, sigma, rtol=0, atol=0)
    assert sample_training_sigma(shape=(2, 3), generator=generator).shape == (2, 3)
    still = sample_training_sigma(0.5, 0.0, generator=generator)
    assert still.item() == pytest.approx(math.exp(0.5))


X = torch.zeros(4, 3)
DENOISE = Preconditioned(lambda x, c_noise: x)
BAD = [
    (lambda: loss_weight(0.0), ValueError, "sigma must lie in"),
    (lambda: loss_weight(0.5, 0.0), ValueError, "sigma_data must lie in"),
    (lambda: denoising_loss(DENOISE, X, X, torch.ones(3), 1.0), ValueError, "sigma must .* B = 4"),
    (lambda: denoising_loss(DENOISE, X.long(), X, 1.0, 1.0), TypeError, "x0 must be a float"),
    (
        lambda: sample_training_sigma(0.0, -1.0, generator=torch.Generator()),
        ValueError,
        "p_std must lie in",
    ),
]


@pytest.mark.parametrize(("call", "error", "message"), BAD)
def test_bad_arguments_are_named(call, error, message):
    with pytest.raises(error, match=message):
        call()
