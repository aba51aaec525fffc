"""The exercise's reference against hand-worked numbers and the sampler."""

import torch
from torch.testing import assert_close

from dlnotes.generative.diffusion.samplers import euler_in_time
from dlnotes.generative.exercises.edm import between_levels
from dlnotes.generative.mixtures import GaussianMixture
from dlnotes.generative.schedules import flow_matching_schedule


def test_between_levels_keeps_both_guesses():
    """x0 = 1 and eps = 2 at s = 1/4, sigma = 3 make 7/4; at s = 1/2, sigma = 1 they make 3/2."""
    x, denoised = torch.tensor(1.75), torch.tensor(1.0)
    assert_close(between_levels(x, denoised, 0.25, 3.0, 0.5, 1.0), torch.tensor(1.5))
    assert_close(between_levels(x, denoised, 0.25, 3.0, 1.0, 0.0), denoised)
    assert_close(between_levels(x, denoised, 0.25, 3.0, 0.25, 3.0), x)


def test_between_levels_is_a_step_of_flow_matching():
    data = GaussianMixture(None, torch.tensor([[-1.0], [1.0]], dtype=torch.float64), 0.2)
    x = torch.linspace(-2, 2, 5, dtype=torch.float64)[:, None]
    expected = euler_in_time(data.denoise, x, [0.75, 0.5], flow_matching_schedule)
    denoised = data.denoise(x / 0.25, 3.0)
    assert_close(between_levels(x, denoised, 0.25, 3.0, 0.5, 1.0), expected)
