"""Decay formulas against plain loops, closed forms and the optimisers themselves."""

import math

import pytest
import torch

from dlnotes.foundations.decay import (
    decoupled_decay,
    l2_decay_path,
    l2_decay_rate,
    pushed_by_noise,
)
from dlnotes.foundations.optimizers import Adam, AdamW

BETAS = (0.9, 0.999)


def test_decoupled_decay_is_what_adamw_does_without_gradient():
    lrs = torch.linspace(0.1, 0.01, 20, dtype=torch.float64)
    weight = torch.ones(1, dtype=torch.float64, requires_grad=True)
    optimizer = AdamW([weight], weight_decay=0.3)
    for lr in lrs:
        optimizer.param_groups[0]["lr"] = lr.item()
        weight.grad = torch.zeros_like(weight)
        optimizer.step()
    torch.testing.assert_close(weight.detach()[0], decoupled_decay(lrs, 0.3))


def test_rate_and_its_gradient_match_the_formula():
    w = torch.tensor([-2.0, 0.5, 3.0], dtype=torch.float64, requires_grad=True)
    s, lam = 0.7, 0.4
    rate = l2_decay_rate(w, s, lam)
    expected = [lam / math.sqrt(s**2 + lam**2 * x**2) for x in (-2.0, 0.5, 3.0)]
    torch.testing.assert_close(rate.tolist(), expected)
    rate.sum().backward()
    slopes = [-(lam**3) * x / (s**2 + lam**2 * x**2) ** 1.5 for x in (-2.0, 0.5, 3.0)]
    torch.testing.assert_close(w.grad.tolist(), slopes)


def test_rate_is_adamw_where_the_gradient_has_root_mean_square_one():
    w, lam = torch.tensor(2.0, dtype=torch.float64), 0.3
    s = math.sqrt(1 - (lam * 2.0) ** 2)
    torch.testing.assert_close(l2_decay_rate(w, s, lam).item(), lam)


def test_path_without_memory_follows_the_rate():
    w, s, lam, lr = torch.tensor(1.5, dtype=torch.float64), 0.2, 0.1, 1e-2
    (after,) = l2_decay_path(w, s, lr, (0.0, 0.0), lam, 1)
    torch.testing.assert_close(after, w * (1 - lr * l2_decay_rate(w, s, lam)))


def test_path_predicts_the_mean_of_many_noisy_weights():
    scales = torch.tensor([0.01, 0.1, 1.0, 10.0], dtype=torch.float64)[:, None]
    weight = torch.ones(4, 2000, dtype=torch.float64, requires_grad=True)
    optimizer = Adam([weight], lr=5e-3, weight_decay=0.1)
    generator = torch.Generator().manual_seed(0)
    *_, pushed = pushed_by_noise(optimizer, weight, scales, 300, generator)
    *_, expected = l2_decay_path(torch.ones_like(scales), scales, 5e-3, BETAS, 0.1, 300)
    torch.testing.assert_close(pushed.mean(1, keepdim=True), expected, atol=0.01, rtol=0.02)


def test_noise_has_the_stated_size_and_order():
    weight = torch.zeros(2, 5000, requires_grad=True)
    scales = torch.tensor([[0.5], [3.0]])
    optimizer = torch.optim.SGD([weight], lr=1.0)
    first, second = pushed_by_noise(optimizer, weight, scales, 2, torch.Generator().manual_seed(0))
    torch.testing.assert_close(first.std(1, keepdim=True), scales, rtol=0.05, atol=0)
    torch.testing.assert_close((second - first).std(1, keepdim=True), scales, rtol=0.05, atol=0)
    assert not torch.equal(second, 2 * first)


def test_path_leaves_its_argument_alone():
    w = torch.ones(3)
    list(l2_decay_path(w, 1.0, 0.1, BETAS, 0.1, 5))
    assert torch.equal(w, torch.ones(3))


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: decoupled_decay(torch.ones(2), -0.1), "weight_decay"),
        (lambda: l2_decay_rate(torch.ones(2), 1.0, float("nan")), "weight_decay"),
        (lambda: next(l2_decay_path(torch.ones(2), 1.0, -1.0, BETAS, 0.1, 3)), "lr"),
    ],
)
def test_bad_numbers_are_named(call, name):
    with pytest.raises(ValueError, match=name):
        call()
