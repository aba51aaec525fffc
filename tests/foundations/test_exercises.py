"""The exercises' references against plain loops and torch's own optimiser."""

import pytest
import torch

from dlnotes.foundations.directional import directional_derivative, finite_difference, gradient
from dlnotes.foundations.exercises import (
    extrapolated,
    final_weight,
    gradient_from_slopes,
    spike_length,
)


@pytest.mark.parametrize("betas", [(0.9, 0.999), (0.5, 0.9)])
def test_a_spike_after_a_long_silence(betas):
    weight = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.Adam([weight], lr=1.0, betas=betas, eps=0.0)
    weight.grad = torch.ones_like(weight)
    optimizer.step()
    state = optimizer.state[weight]
    state["step"] += 10**5
    for name in ("exp_avg", "exp_avg_sq"):
        state[name].zero_()
    before = weight.item()
    optimizer.step()
    assert abs(before - weight.item()) == pytest.approx(spike_length(*betas))


@pytest.mark.parametrize(
    ("beta2", "amsgrad", "C", "expected"),
    [(0.05, False, 4, 1), (0.99, False, 4, -1), (0.1, True, 3, -1), (0.1, False, 3, 1)],
)
def test_where_the_game_ends(beta2, amsgrad, C, expected):
    assert final_weight(beta2, amsgrad, C) == expected


def test_slopes_along_independent_vectors_give_the_gradient():
    def f(p):
        return torch.sin(p[0]) * p[1] + p[2] ** 3

    generator = torch.Generator().manual_seed(0)
    point, *rows = torch.randn(4, 3, generator=generator, dtype=torch.float64)
    rows = torch.stack(rows)
    slopes = directional_derivative(f, point, rows, normalize=False)
    torch.testing.assert_close(gradient_from_slopes(rows, slopes), gradient(f, point))


def test_two_differences_of_order_two_make_one_of_order_four():
    point, axis = torch.tensor([0.7], dtype=torch.float64), torch.ones(1, dtype=torch.float64)

    def slope(h):
        return finite_difference(lambda p: p[0].sin(), point, axis, h, 2)

    of_four = finite_difference(lambda p: p[0].sin(), point, axis, 0.3, 4)
    torch.testing.assert_close(extrapolated(slope, 0.3), of_four)
