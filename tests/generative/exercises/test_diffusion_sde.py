"""The exercises' references against hand-worked numbers and the equations they stand for."""

import math

import pytest
import sympy as sp
import torch
from torch.testing import assert_close

from dlnotes.generative.exercises.diffusion_sde import backward_step, equation_of_schedule
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
