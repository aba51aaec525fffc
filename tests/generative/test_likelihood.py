"""Likelihoods along the probability flow against exact densities, divergences against Jacobians."""

import math

import pytest
import torch
from torch.testing import assert_close

from dlnotes.generative.likelihood import divergence, estimated_divergence, log_likelihood
from dlnotes.generative.mixtures import GaussianMixture
from dlnotes.generative.sde import VESDE, VPSDE, SubVPSDE

TIMES = torch.linspace(0, 1, 81, dtype=torch.float64)


def draw(*shape, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, generator=generator, dtype=torch.float64)


def field(x):
    flat = x.flatten(1)
    mixed = flat.sin() * flat.roll(1, 1) + flat**3 / 5
    return mixed.reshape(x.shape)


@pytest.mark.parametrize("shape", [(4, 1), (4, 3), (2, 2, 3)])
def test_divergence_is_the_trace_of_the_jacobian(shape):
    x = draw(*shape)
    expected = [
        torch.autograd.functional.jacobian(lambda row: field(row[None])[0], row)
        .reshape(row.numel(), row.numel())
        .trace()
        for row in x
    ]
    assert_close(divergence(field, x), torch.stack(expected))


def test_estimate_is_right_on_average_over_all_signs():
    x = draw(2, 3)
    signs = torch.cartesian_prod(*[torch.tensor([-1.0, 1.0]).double()] * 3)
    estimates = [estimated_divergence(field, x, sign.expand(2, 3)) for sign in signs]
    assert_close(torch.stack(estimates).mean(0), divergence(field, x))
    assert torch.stack(estimates).std(0).min() > 0.01


def test_gradients_flow_through_the_divergence():
    x, power = draw(2, 2).requires_grad_(), torch.tensor(1.3).double().requires_grad_()

    def total(x, power):
        return divergence(lambda x: power * field(x), x)

    assert torch.autograd.gradcheck(total, (x, power))
    assert not divergence(field, x.detach()).requires_grad


@pytest.mark.parametrize("sde", [VPSDE(0.1, 8.0), SubVPSDE(0.1, 8.0), VESDE(0.05, 5.0)])
def test_likelihood_of_a_mixture_is_exact(sde):
    data = GaussianMixture(None, torch.tensor([[-1.0, 0.0], [1.0, 0.5]]).double(), 0.5)

    def levels(t):
        scale, std = sde.marginal(t)
        return std / scale, scale

    def slope(x, t):
        return sde.probability_flow(x, t, data.score(x, *levels(t)))

    x = data.sample(6, torch.Generator().manual_seed(0))
    found = log_likelihood(slope, lambda x: data.log_prob(x, *levels(1.0)), x, TIMES)
    assert_close(found, data.log_prob(x, *levels(0.0)), rtol=0, atol=2e-4)


def test_likelihood_of_a_gaussian_is_the_closed_form():
    """Data N(0, 1) under VP stay N(0, 1): drift zero, nothing gathered, the prior's density."""
    sde = VPSDE()
    x = draw(5, 3)
    found = log_likelihood(
        lambda x, t: sde.probability_flow(x, t, -x),
        lambda x: -(x**2).sum(1) / 2 - 1.5 * math.log(2 * math.pi),
        x,
        TIMES,
    )
    expected = torch.distributions.Normal(0.0, 1.0).log_prob(x).sum(1)
    assert_close(found, expected, rtol=1e-12, atol=1e-12)


def test_likelihood_with_an_estimated_divergence_of_a_linear_slope():
    """For slope a x every probe of signs gives the trace D a: log p(x) = log prior(x e^a) + D a."""
    x = draw(4, 2, 3)
    probe = draw(4, 2, 3, seed=1).sign()
    found = log_likelihood(
        lambda x, t: 0.7 * x,
        lambda x: -(x**2).flatten(1).sum(1),
        x,
        TIMES,
        divergence=lambda slope, x: estimated_divergence(slope, x, probe),
    )
    expected = -((math.exp(0.7) * x) ** 2).flatten(1).sum(1) + 6 * 0.7
    assert_close(found, expected, rtol=1e-8, atol=1e-8)


def test_times_are_checked():
    with pytest.raises(ValueError, match="rise or fall"):
        log_likelihood(lambda x, t: x, lambda x: x.sum(1), draw(2, 1), torch.tensor([0.0, 0.0]))


def test_no_rows_have_no_likelihoods():
    x = torch.zeros(0, 2)
    assert divergence(lambda x: -x, x).shape == (0,)
    found = log_likelihood(lambda x, t: -x, lambda x: x.sum(1), x, torch.linspace(0, 1, 3))
    assert found.shape == (0,)


@pytest.mark.gpu
def test_gpu_equals_the_cpu():
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    x = draw(3, 2)
    assert_close(divergence(field, x.cuda()).cpu(), divergence(field, x))
    here, there = (
        log_likelihood(lambda x, t: field(x), lambda x: x.sum(1), y, TIMES) for y in (x, x.cuda())
    )
    assert_close(there.cpu(), here)
