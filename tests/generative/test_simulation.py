"""Paths against closed forms, and the orders of both methods measured."""

import math
from itertools import pairwise

import pytest
import torch
from torch.testing import assert_close

from dlnotes.generative.mixtures import GaussianMixture
from dlnotes.generative.sde import VPSDE
from dlnotes.generative.simulation import integrate, simulate

SDE = VPSDE(1.0, 4.0)
DATA = GaussianMixture([0.3, 0.7], torch.tensor([[-1.5], [1.0]]).double(), 0.25)


def generator(value=0):
    return torch.Generator().manual_seed(value)


def score(x, t):
    scale, std = SDE.marginal(t)
    return DATA.score(x, std / scale, scale)


def times(n, start=0.0, end=1.0):
    return torch.linspace(start, end, n + 1, dtype=torch.float64)


def last(path):
    *_, x = path
    return x


def order(errors):
    """Slope of log error against log step, for steps that halve."""
    steps = -math.log(2) * torch.arange(len(errors)).double()
    logs = torch.tensor(errors).double().log()
    centred = steps - steps.mean()
    return ((centred @ logs) / (centred @ centred)).item()


def test_one_step_by_hand():
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], dtype=torch.float64)
    (moved,) = simulate(lambda x, t: -x, lambda t: 2.0, x, times(1, 0.5, 0.75), generator(3))
    eps = torch.randn(2, 2, generator=generator(3), dtype=torch.float64)
    assert_close(moved, 0.75 * x + 2 * 0.5 * eps)
    (back,) = simulate(lambda x, t: -x, lambda t: 2.0, x, times(1, 0.75, 0.5), generator(3))
    assert_close(back, 1.25 * x + 2 * 0.5 * eps)


def test_every_step_is_yielded_and_the_start_kept():
    x = torch.ones(2, 1)
    path = list(simulate(SDE.drift, SDE.diffusion, x, times(7), generator()))
    assert len(path) == len(list(integrate(SDE.drift, x, times(7)))) == 7
    assert x.equal(torch.ones(2, 1))
    assert path[0].dtype == torch.float32
    again = list(simulate(SDE.drift, SDE.diffusion, x, times(7), generator()))
    assert path[-1].equal(again[-1])


@pytest.mark.parametrize("backwards", [False, True])
def test_weak_order_is_one_on_the_variance(backwards):
    """Euler-Maruyama is linear here: one path of coefficient 1 without noise, one of pure noise."""
    errors = []
    for n in (16, 32, 64, 128):
        grid = times(n, *((1.0, 0.0) if backwards else (0.0, 1.0)))
        spread = torch.zeros((), dtype=torch.float64)
        one = torch.ones(1, 1, dtype=torch.float64)
        for t, end in pairwise(grid):
            (factor,) = simulate(SDE.drift, lambda t: 0.0, one, torch.stack([t, end]), generator())
            eps = torch.randn(1, 1, generator=generator(), dtype=torch.float64)
            (noisy,) = simulate(SDE.drift, SDE.diffusion, one, torch.stack([t, end]), generator())
            step = ((noisy - factor) / eps) ** 2
            spread = factor.squeeze() ** 2 * spread + step.squeeze()
        b = SDE.integral(1.0)
        exact = torch.exp(b) - 1 if backwards else 1 - torch.exp(-b)
        errors.append((spread - exact).abs().item())
    assert 0.9 < order(errors) < 1.15


def test_forward_and_reverse_paths_have_the_marginals():
    """Kolmogorov's distance of 20,000 ends to the law; by chance 0.014 is one in a thousand."""
    x = DATA.sample(20_000, generator())
    x = last(simulate(SDE.drift, SDE.diffusion, x, times(100), generator(1)))
    scale, std = SDE.marginal(1.0)
    assert distance(DATA.cdf(x, std / scale, scale)) < 0.014
    for stochasticity in (0.0, 1.0):
        end = last(
            simulate(
                lambda x, t, s=stochasticity: SDE.family_drift(x, t, score(x, t), s),
                lambda t, s=stochasticity: s * SDE.diffusion(t),
                x,
                times(300, 1.0, 1e-3),
                generator(2),
            )
        )
        assert distance(DATA.cdf(end)) < 0.02


def distance(uniform):
    n = len(uniform)
    return (uniform.flatten().sort().values - (torch.arange(n) + 0.5) / n).abs().max().item()


def test_runge_kutta_has_order_four_and_keeps_quantiles():
    """Along the probability flow the distribution function stays what it was."""

    def slope(x, t):
        return SDE.probability_flow(x, t, score(x, t))

    x = DATA.sample(20, generator())
    errors = []
    for n in (20, 40, 80, 160):
        end = last(integrate(slope, x, times(n)))
        scale, std = SDE.marginal(1.0)
        errors.append((DATA.cdf(end, std / scale, scale) - DATA.cdf(x)).abs().max().item())
    assert 3.6 < order(errors) < 4.6
    back = last(integrate(slope, end, times(160, 1.0, 0.0)))
    assert_close(back, x, rtol=0, atol=1e-5)


def test_gradients_flow_through_a_path():
    x = torch.randn(3, 2, generator=generator(), dtype=torch.float64).requires_grad_()
    for path in (
        lambda x: simulate(SDE.drift, SDE.diffusion, x, times(3), generator()),
        lambda x: integrate(SDE.drift, x, times(3)),
    ):
        assert torch.autograd.gradcheck(lambda x, path=path: last(path(x)), x)


X = torch.zeros(2, 1)
BAD = {
    "x": (TypeError, "x must be a floating", [[0.0]], times(2)),
    "times ints": (TypeError, "times must be a floating", X, torch.arange(3)),
    "one time": (ValueError, r"\(N \+ 1,\), N > 0, got \(1,\)", X, torch.zeros(1)),
    "matrix": (ValueError, r"got \(2, 2\)", X, torch.zeros(2, 2)),
    "turns": (ValueError, "rise or fall throughout", X, torch.tensor([0.0, 0.5, 0.2])),
    "stands": (ValueError, "rise or fall throughout", X, torch.tensor([0.0, 0.5, 0.5])),
}


@pytest.mark.parametrize(("error", "words", "x", "grid"), BAD.values(), ids=BAD.keys())
def test_bad_input(error, words, x, grid):
    with pytest.raises(error, match=words):
        last(simulate(SDE.drift, SDE.diffusion, x, grid, generator()))
    with pytest.raises(error, match=words):
        last(integrate(SDE.drift, x, grid))


@pytest.mark.gpu
def test_gpu_equals_the_cpu():
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    x = DATA.sample(50, generator())
    here = last(simulate(SDE.drift, SDE.diffusion, x, times(20), generator(1)))
    there = last(simulate(SDE.drift, SDE.diffusion, x.cuda(), times(20), generator(1)))
    assert_close(there.cpu(), here, rtol=1e-12, atol=1e-12)
    there = last(integrate(SDE.drift, x.cuda(), times(20)))
    assert_close(there.cpu(), last(integrate(SDE.drift, x, times(20))), rtol=1e-12, atol=1e-12)
