"""The exercises' references against torch's own optimiser and known ends of the game."""

import pytest
import torch

from dlnotes.foundations.exercises.adam_vs_adamw import final_weight, spike_length


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
