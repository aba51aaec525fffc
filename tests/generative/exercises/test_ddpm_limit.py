"""The exercises' references against hand-worked numbers and the chains they stand for."""

import torch
from torch.testing import assert_close

from dlnotes.generative.exercises.ddpm_limit import respaced_betas
from dlnotes.generative.schedules import alphas_bar, linear_betas


def test_respaced_betas_keep_every_kth_level():
    betas = linear_betas(12, 0.01, 0.5)
    for every in (1, 2, 3, 4, 6, 12):
        found = alphas_bar(respaced_betas(betas, every))
        assert_close(found, alphas_bar(betas)[every - 1 :: every])
    hand = respaced_betas(torch.tensor([0.5, 0.2, 0.1, 0.4]), 2)
    assert_close(hand, torch.tensor([1 - 0.5 * 0.8, 1 - 0.9 * 0.6]))
