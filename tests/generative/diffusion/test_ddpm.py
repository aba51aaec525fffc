"""The chain of DDPM against simulation, Bayes' rule by quadrature, values by hand and diffusers."""

import math

import numpy as np
import pytest
import torch
from torch.testing import assert_close

from dlnotes.generative.diffusion.ddpm import (
    ddim_step,
    forward_chain,
    forward_step,
    marginal,
    noisy,
    posterior_mean,
    posterior_variance,
    predict_x0,
    reverse_mean,
    reverse_step,
    simple_loss,
    step_beta,
)
from dlnotes.generative.schedules import alphas_bar, cosine_betas, linear_betas

LEVELS = [(0.9, 0.95), (0.5, 0.8), (0.1, 0.11), (1e-4, 0.3), (0.99, 1.0)]


def normal(*shape, seed=0, dtype=torch.float64):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=dtype)


def f64(value):
    return torch.tensor(value, dtype=torch.float64)


# --- Forward --------------------------------------------------------------------------------


def test_chain_is_a_sum_of_the_noise_it_was_given():
    """x_n = sqrt(abar_n) x0 + sum_i sqrt(abar_n / abar_i) sqrt(beta_i) eps_i, for known eps."""
    betas, x0 = linear_betas(50), normal(4, 3)
    draws = torch.Generator().manual_seed(7)
    eps = [torch.randn(4, 3, generator=draws, dtype=torch.float64) for _ in betas]
    *_, last = forward_chain(x0, betas, torch.Generator().manual_seed(7))
    levels = torch.cumprod(1 - betas, 0)
    shares = torch.sqrt(levels[-1] / levels * betas)
    expected = levels[-1].sqrt() * x0 + sum(a * e for a, e in zip(shares, eps, strict=True))
    assert_close(last, expected, rtol=1e-12, atol=1e-12)
    assert_close((shares**2).sum(), 1 - levels[-1])  # the variances of the closed form


@pytest.mark.parametrize(
    "betas", [linear_betas(40, 1e-3, 0.3), cosine_betas(40)], ids=["linear", "cosine"]
)
def test_simulated_moments_are_the_marginal(betas):
    """Errors of other books: a variance sqrt(1 - abar), a product to T, noise scaled by beta."""
    x0 = torch.full((100_000,), 2.0, dtype=torch.float64)
    path = list(forward_chain(x0, betas, torch.Generator().manual_seed(0)))
    for step in (4, 19, 39):
        scale, std = marginal(alphas_bar(betas)[step])
        assert_close(path[step].mean(), 2 * scale, rtol=0, atol=0.015)
        assert_close(path[step].var(), std**2, rtol=0.02, atol=0)


def test_jump_equals_scale_and_std():
    x0, eps, level = normal(5, 2), normal(5, 2, seed=1), f64(0.36)
    assert_close(noisy(x0, level, eps), 0.6 * x0 + 0.8 * eps)
    assert_close(marginal(0.36), (f64(0.6), f64(0.8)))


def test_unit_variance_is_preserved():
    beta = f64(0.3)
    a, b = forward_step(f64([1.0, 0.0]), beta, f64([0.0, 1.0]))
    assert_close(a**2 + b**2, f64(1.0))


# --- Posterior ------------------------------------------------------------------------------


@pytest.mark.parametrize(("level", "previous"), LEVELS[:4])
def test_posterior_is_bayes_rule(level, previous):
    """Mean and variance of q(x_t | x') q(x' | x0), normalised by quadrature."""
    xt, x0 = 0.7, -1.3
    beta = 1 - level / previous
    m, v = posterior_mean(f64(xt), f64(x0), level, previous), posterior_variance(level, previous)
    grid = np.linspace(float(m) - 12 * float(v) ** 0.5, float(m) + 12 * float(v) ** 0.5, 4001)
    log_density = -((xt - math.sqrt(1 - beta) * grid) ** 2) / (2 * beta)
    log_density -= (grid - math.sqrt(previous) * x0) ** 2 / (2 * (1 - previous))
    weights = np.exp(log_density - log_density.max())
    weights /= weights.sum()
    mean = (weights * grid).sum()
    assert_close(m, f64(mean), rtol=1e-8, atol=1e-8)
    assert_close(v, f64((weights * (grid - mean) ** 2).sum()), rtol=1e-6, atol=0)


def test_posterior_of_the_first_step_is_x0():
    xt, x0 = normal(3), normal(3, seed=1)
    assert_close(posterior_mean(xt, x0, 0.99, 1.0), x0)
    assert posterior_variance(0.99, 1.0) == 0


@pytest.mark.parametrize(("level", "previous"), LEVELS)
def test_reverse_mean_is_the_posterior_mean_at_the_implied_x0(level, previous):
    xt, eps = normal(4, 3), normal(4, 3, seed=1)
    x0 = predict_x0(xt, eps, level)
    assert_close(noisy(x0, level, eps), xt, rtol=1e-12, atol=1e-12)
    expected = posterior_mean(xt, x0, level, previous)
    assert_close(reverse_mean(xt, eps, level, previous), expected, rtol=1e-10, atol=1e-10)


def test_hand_worked_step():
    """abar 0.36 after 0.72: beta 1/2, and x0 = (1 - 0.8 * 0.5) / 0.6 = 1."""
    xt, eps = f64(1.0), f64(0.5)
    assert_close(step_beta(0.36, 0.72), f64(0.5))
    assert_close(predict_x0(xt, eps, 0.36), f64(1.0))
    assert_close(reverse_mean(xt, eps, 0.36, 0.72), f64((1 - 0.5 / 0.8 * 0.5) / math.sqrt(0.5)))
    assert_close(posterior_variance(0.36, 0.72), f64(0.28 / 0.64 * 0.5))
    step = reverse_step(xt, eps, 0.36, 0.72, f64(0.25), f64(2.0))
    assert_close(step, reverse_mean(xt, eps, 0.36, 0.72) + 1.0)


@pytest.mark.parametrize("c2", [0.0, 0.25, 1.0, 9.0])
def test_reverse_of_gaussian_data(c2):
    """The exact reverse step of x0 ~ N(0, c2), from the joint law: variance between the two."""
    level, previous = 0.5, 0.8
    beta, v = 1 - level / previous, 1 - previous + previous * c2  # v = Var x_{t-1}
    slope = math.sqrt(1 - beta) * v / ((1 - beta) * v + beta)
    xt = normal(6)
    denoised = math.sqrt(level) * c2 / (level * c2 + 1 - level) * xt
    eps = (xt - math.sqrt(level) * denoised) / math.sqrt(1 - level)
    assert_close(reverse_mean(xt, eps, level, previous), slope * xt)
    exact = beta * v / ((1 - beta) * v + beta)
    low, high = posterior_variance(level, previous), step_beta(level, previous)
    if c2 in (0, 1):
        assert_close(f64(exact), high if c2 else low)
    assert c2 > 1 or low - 1e-12 <= exact <= high + 1e-12


# --- DDIM -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("level", "previous"), LEVELS)
def test_eta_one_is_ddpm(level, previous):
    xt, eps, noise = normal(4, 3), normal(4, 3, seed=1), normal(4, 3, seed=2)
    variance = posterior_variance(level, previous)
    expected = reverse_step(xt, eps, level, previous, variance, noise)
    found = ddim_step(xt, eps, level, previous, 1.0, noise)
    assert_close(found, expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("eta", [0.0, 0.3, 1.0])
def test_family_keeps_the_marginal(eta):
    """With the true eps and x0, x_{t-1} has the mean and variance of the closed form."""
    x0, n = 1.5, 200_000
    eps, noise = normal(n), normal(n, seed=1)
    xt = noisy(torch.full_like(eps, x0), 0.3, eps)
    previous = ddim_step(xt, eps, 0.3, 0.6, eta, noise)
    assert_close(previous.mean(), f64(math.sqrt(0.6) * x0), rtol=0, atol=0.01)
    assert_close(previous.var(), f64(0.4), rtol=0.02, atol=0)


def test_eta_zero_ignores_the_noise():
    xt, eps = normal(4), normal(4, seed=1)
    a, b = (ddim_step(xt, eps, 0.3, 0.6, 0.0, normal(4, seed=s)) for s in (2, 3))
    assert_close(a, b, rtol=0, atol=0)
    assert_close(a, noisy(predict_x0(xt, eps, 0.3), 0.6, eps))


# --- Loss -----------------------------------------------------------------------------------


def test_simple_loss_by_hand_and_its_gradient():
    weight = torch.tensor(0.5, dtype=torch.float64, requires_grad=True)
    levels, steps = f64([0.64, 0.36]), torch.tensor([1, 0])
    x0, eps = f64([[1.0], [2.0]]), f64([[1.0], [-1.0]])
    loss = simple_loss(lambda x, k: weight * x * (k + 1)[:, None], x0, steps, eps, levels)
    xt = (0.6 + 0.8, 2 * 0.8 - 0.6)
    residuals = (0.5 * xt[0] * 2 - 1, 0.5 * xt[1] + 1)
    assert_close(loss, f64(sum(r**2 for r in residuals) / 2))
    loss.backward()
    assert_close(weight.grad, f64(residuals[0] * xt[0] * 2 + residuals[1] * xt[1]))


def test_simple_loss_is_least_at_the_conditional_mean():
    """For x0 = +-1 the best prediction is eps = (x - sqrt(abar) tanh(...)) / sqrt(1 - abar)."""
    level, n = f64([0.6]), 400_000
    x0 = torch.where(normal(n, 1) > 0, 1.0, -1.0).double()
    eps, steps = normal(n, 1, seed=1), torch.zeros(n, dtype=torch.long)

    def best(x, k):
        return (x - 0.6**0.5 * torch.tanh(x * 0.6**0.5 / 0.4)) / 0.4**0.5

    least = simple_loss(best, x0, steps, eps, level)
    for factor in (0.9, 1.1):
        worse = simple_loss(lambda x, k, a=factor: a * best(x, k), x0, steps, eps, level)
        assert worse > least + 1e-3


# --- Arguments ------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=str)
def test_batched_levels_equal_single_ones(dtype):
    xt, eps, noise = (normal(3, 2, 2, seed=s, dtype=dtype) for s in range(3))
    low, high = f64([0.1, 0.4, 0.7]), f64([0.3, 0.5, 0.9])
    functions = {
        "noisy": lambda x, e, z, a, p: noisy(x, a, e),
        "predict_x0": lambda x, e, z, a, p: predict_x0(x, e, a),
        "posterior_mean": lambda x, e, z, a, p: posterior_mean(x, e, a, p),
        "reverse_step": lambda x, e, z, a, p: reverse_step(x, e, a, p, step_beta(a, p), z),
        "ddim_step": lambda x, e, z, a, p: ddim_step(x, e, a, p, 0.5, z),
        "forward_step": lambda x, e, z, a, p: forward_step(x, a, e),
    }
    for name, function in functions.items():
        whole = function(xt, eps, noise, low, high)
        assert whole.dtype == dtype, name
        for k in range(3):
            rows = (t[k : k + 1] for t in (xt, eps, noise))
            single = function(*rows, low[k].item(), high[k].item())
            assert_close(whole[k : k + 1], single, msg=name)


def test_gradients_of_levels():
    xt, eps = normal(3), normal(3, seed=1)
    level, previous = (f64(a).requires_grad_() for a in (0.3, 0.6))
    for function in (
        lambda a, p: noisy(xt, a, eps),
        lambda a, p: posterior_mean(xt, eps, a, p),
        lambda a, p: reverse_step(xt, eps, a, p, posterior_variance(a, p), eps),
        lambda a, p: ddim_step(xt, eps, a, p, 0.7, xt),
    ):
        assert torch.autograd.gradcheck(function, (level, previous))


def test_arguments_are_not_changed():
    xt, eps, noise = normal(3), normal(3, seed=1), normal(3, seed=2)
    copies = [t.clone() for t in (xt, eps, noise)]
    reverse_step(xt, eps, 0.3, 0.6, 0.1, noise)
    ddim_step(xt, eps, 0.3, 0.6, 0.5, noise)
    assert all(a.equal(b) for a, b in zip((xt, eps, noise), copies, strict=True))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda x: forward_step(x, 1.5, x), r"beta must lie in \[0, 1\]"),
        (
            lambda x: forward_step(x, 0.5, x[:1]),
            r"eps must have the shape of x, .* got \(1, 1\)",
        ),
        (lambda x: noisy(x, -0.1, x), "alpha_bar must lie in"),
        (lambda x: noisy(x, torch.tensor([0.1, 0.2, 0.3]), x), "alpha_bar must be a number or"),
        (lambda x: predict_x0(x, x, 0.0), r"alpha_bar must lie in \(0, 1\]"),
        (lambda x: posterior_mean(x, x, 0.6, 0.5), "alpha_bar <= alpha_bar_prev"),
        (lambda x: posterior_variance(1.0, 1.0), r"alpha_bar must lie in \(0, 1\), got 1.0"),
        (lambda x: reverse_step(x, x, 0.3, 0.6, -0.1, x), "variance must lie in"),
        (lambda x: ddim_step(x, x, 0.3, 0.6, 1.5, x), "eta must lie in"),
        (
            lambda x: simple_loss(lambda y, k: y, x, torch.tensor([0]), x, x[:, 0]),
            r"steps must have shape \(2,\), got \(1,\)",
        ),
        (
            lambda x: simple_loss(lambda y, k: y, x, torch.tensor([0, 2]), x, f64([0.5, 0.4])),
            "steps must be 0 to 1, got 2 in row 1",
        ),
    ],
)
def test_bad_values_are_named(call, words):
    with pytest.raises(ValueError, match=words):
        call(torch.full((2, 1), 0.5, dtype=torch.float64))


def test_numbers_of_another_kind_are_refused():
    with pytest.raises(TypeError, match="x must be a floating-point tensor"):
        forward_step(torch.ones(2, dtype=torch.long), 0.1, torch.ones(2))
    with pytest.raises(TypeError, match="steps must be an int64 tensor"):
        simple_loss(lambda y, k: y, f64([[1.0]]), torch.ones(1), f64([[1.0]]), f64([0.5]))


# --- Peers and devices ----------------------------------------------------------------------


def accelerator():
    if torch.cuda.is_available():
        return "cuda", torch.float64
    if torch.backends.mps.is_available():
        return "mps", torch.float32
    pytest.skip("no CUDA or MPS device")


@pytest.mark.parametrize("kind", ["fixed_small", "fixed_large"])
def test_diffusers_ddpm(kind):
    diffusers = pytest.importorskip("diffusers")
    betas = linear_betas(100, 1e-3, 0.1)
    scheduler = diffusers.DDPMScheduler(
        trained_betas=betas.numpy(), num_train_timesteps=100, variance_type=kind, clip_sample=False
    )
    levels = torch.cat([betas.new_ones(1), alphas_bar(betas)])
    xt, eps = normal(2, 3), normal(2, 3, seed=1)
    for step in (100, 57, 2, 1):
        pair = levels[step], levels[step - 1]
        noise = torch.randn(2, 3, generator=torch.Generator().manual_seed(5), dtype=torch.float64)
        variance = posterior_variance(*pair) if kind == "fixed_small" else step_beta(*pair)
        ours = reverse_step(xt, eps, *pair, variance if step > 1 else 0.0, noise)
        theirs = scheduler.step(eps, step - 1, xt, generator=torch.Generator().manual_seed(5))
        assert_close(ours, theirs.prev_sample, rtol=2e-5, atol=2e-5)  # its tables are float32


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_levels_in_half_precision_lose_nothing_more(dtype):
    """1 - beta of a small beta is 1 in half precision: levels are computed in float32."""
    x = torch.tensor([[1.0], [2.0]], dtype=dtype)
    beta = torch.tensor([1e-4, 2e-4])
    calls = {
        "forward": lambda x, b: forward_step(x, b, -x),
        "mean": lambda x, b: reverse_mean(x, x / 2, 0.5 * (1 - b), torch.full_like(b, 0.5)),
        "ddim": lambda x, b: ddim_step(x, x / 2, 0.5 * (1 - b), torch.full_like(b, 0.5), 1.0, x),
        "posterior": lambda x, b: posterior_mean(x, x / 2, 0.5 * (1 - b), torch.full_like(b, 0.5)),
    }
    for call in calls.values():
        found, expected = call(x, beta), call(x.double(), beta.double())
        assert found.dtype == dtype
        assert_close(found.double(), expected, rtol=2 * torch.finfo(dtype).eps, atol=0)


@pytest.mark.gpu
def test_gpu_equals_cpu():
    device, dtype = accelerator()
    xt, eps, noise = (normal(3, 2, seed=s, dtype=dtype) for s in range(3))
    low, high = (torch.tensor(a, dtype=dtype) for a in ([0.1, 0.4, 0.7], [0.3, 0.5, 0.9]))
    here = ddim_step(xt, eps, low, high, 0.5, noise)
    moved = (t.to(device) for t in (xt, eps, low, high))
    there = ddim_step(*moved, 0.5, noise.to(device))
    assert there.device.type == device
    assert_close(there.cpu(), here)
    betas = linear_betas(5)  # on the CPU, as all schedules
    *_, cpu = forward_chain(xt, betas, torch.Generator().manual_seed(0))
    *_, gpu = forward_chain(xt.to(device), betas, torch.Generator().manual_seed(0))
    assert_close(gpu.cpu(), cpu)
