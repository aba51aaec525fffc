"""The exercises' references against hand-worked numbers and the equations they stand for."""

import math

import pytest
import sympy as sp
import torch
from torch.testing import assert_close

from dlnotes.generative.exercises import (
    backward_step,
    between_levels,
    equation_of_schedule,
    exact_betas,
    respaced_betas,
)
from dlnotes.generative.mixtures import GaussianMixture
from dlnotes.generative.samplers import euler_in_time
from dlnotes.generative.schedules import alphas_bar, flow_matching_schedule, linear_betas
from dlnotes.generative.sde import VPSDE
from dlnotes.generative.simulation import simulate

T = sp.Symbol("t", positive=True)


def test_backward_step_by_hand():
    """beta(1/2) = 10.05: x - h (-5.025 x - (1 + 1/4) / 2 * 10.05 s) + sqrt(10.05 h) / 2 eps."""
    x, score, eps = (torch.tensor([v], dtype=torch.float64) for v in (2.0, -0.5, 1.5))
    expected = 2 - 0.1 * (-5.025 * 2 + 0.625 * 10.05 * 0.5) + math.sqrt(1.005) / 2 * 1.5
    assert_close(backward_step(x, 0.5, 0.1, score, 0.5, eps).item(), expected)


@pytest.mark.parametrize("stochasticity", [0.0, 0.7, 1.0])
def test_backward_step_is_the_simulation(stochasticity):
    sde, x = VPSDE(), torch.ones(4, 2, dtype=torch.float64)
    eps = torch.randn(4, 2, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    (expected,) = simulate(
        lambda x, t: sde.family_drift(x, t, -x, stochasticity),
        lambda t: stochasticity * sde.diffusion(t),
        x,
        torch.tensor([0.8, 0.75], dtype=torch.float64),
        torch.Generator().manual_seed(0),
    )
    assert_close(backward_step(x, 0.8, 0.05, -x, stochasticity, eps), expected)


@pytest.mark.parametrize(
    ("scale", "sigma", "expected"),
    [
        (sp.S.One, T, (0, 2 * T)),
        (1 - T, T / (1 - T), (-1 / (1 - T), 2 * T / (1 - T))),
        (
            sp.cos(sp.pi * T / 2),
            sp.tan(sp.pi * T / 2),
            (-sp.pi / 2 * sp.tan(sp.pi * T / 2), sp.pi * sp.tan(sp.pi * T / 2)),
        ),
    ],
)
def test_equation_of_a_schedule(scale, sigma, expected):
    found = equation_of_schedule(scale, sigma, T)
    assert sp.simplify(found - sp.Matrix(expected)) == sp.zeros(2, 1)


def test_respaced_betas_keep_every_kth_level():
    betas = linear_betas(12, 0.01, 0.5)
    for every in (1, 2, 3, 4, 6, 12):
        found = alphas_bar(respaced_betas(betas, every))
        assert_close(found, alphas_bar(betas)[every - 1 :: every])
    hand = respaced_betas(torch.tensor([0.5, 0.2, 0.1, 0.4]), 2)
    assert_close(hand, torch.tensor([1 - 0.5 * 0.8, 1 - 0.9 * 0.6]))


def test_exact_betas_meet_the_limit_at_every_step():
    sde = VPSDE()
    for n in (1, 3, 50):
        times = torch.linspace(0, 1, n + 1, dtype=torch.float64)
        betas = exact_betas(sde.integral(times))
        scale, _ = sde.marginal(times[1:])
        assert_close(alphas_bar(betas), scale**2, rtol=1e-12, atol=0)


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
