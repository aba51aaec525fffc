"""Ancestral samplers against DDPM and DDIM in x_t coordinates, exact laws, orders and diffusers."""

import math
from itertools import pairwise

import numpy as np
import pytest
import torch
from torch.testing import assert_close

from dlnotes.generative.diffusion.samplers import (
    ddim,
    ddim_path,
    ddpm_ancestral,
    ddpm_ancestral_path,
    euler,
)
from dlnotes.generative.diffusion.samplers.ancestral import (
    fixed_large,
    fixed_small,
    renoised,
)
from dlnotes.generative.mixtures import GaussianMixture
from dlnotes.generative.schedules import (
    alphas_bar,
    alphas_bar_sigmas,
    cosine_betas,
    karras_sigmas,
    linear_betas,
)

WEIGHT, MEAN, STD = 0.3, 1.2, 0.4  # of the mixture w N(m, c^2) + (1 - w) N(-m, c^2)
BETAS = {"linear": linear_betas(30, 1e-3, 0.4), "cosine": cosine_betas(25)}


def sigmas_of(betas):
    return torch.cat([alphas_bar_sigmas(alphas_bar(betas)).flip(0), betas.new_zeros(1)])


def mixture(dtype=torch.float64):
    means = torch.tensor([[MEAN], [-MEAN]], dtype=dtype)
    return GaussianMixture(torch.tensor([WEIGHT, 1 - WEIGHT], dtype=dtype), means, STD)


def start(n, sigma, seed=0, dtype=torch.float64):
    """x_T ~ N(0, 1) as DDPM starts, divided by sqrt(alpha_bar) = 1 / sqrt(1 + sigma^2)."""
    noise = torch.randn(n, 1, generator=torch.Generator().manual_seed(seed), dtype=dtype)
    return noise * (1 + sigma**2) ** 0.5


def exact_eps(x, level):
    """The best noise prediction at x_t, by hand: one tanh (numpy)."""
    unscaled, sigma2 = x / math.sqrt(level), (1 - level) / level
    spread = STD**2 + sigma2
    lean = np.tanh(MEAN * unscaled / spread + 0.5 * math.log(WEIGHT / (1 - WEIGHT)))
    denoised = (STD**2 * unscaled + sigma2 * MEAN * lean) / spread
    return (unscaled - denoised) / math.sqrt(sigma2)


def draws(n, steps, seed):
    generator = torch.Generator().manual_seed(seed)
    return [
        torch.randn(n, 1, generator=generator, dtype=torch.float64).numpy() for _ in range(steps)
    ]


def textbook_ddpm(x, betas, noise, large):
    """Algorithm 2 of DDPM as printed, in x_t coordinates and numpy."""
    alphas = 1 - betas
    levels = np.cumprod(alphas)
    for i in reversed(range(len(betas))):
        eps = exact_eps(x, levels[i])
        x = (x - betas[i] / math.sqrt(1 - levels[i]) * eps) / math.sqrt(alphas[i])
        if i:
            variance = betas[i] if large else (1 - levels[i - 1]) / (1 - levels[i]) * betas[i]
            x = x + math.sqrt(variance) * next(noise)
    return x


def textbook_ddim(x, betas, noise, eta):
    """Equations 12 and 16 of DDIM as printed."""
    levels = np.append(1.0, np.cumprod(1 - betas))
    for i in reversed(range(1, len(levels))):
        a, p = levels[i], levels[i - 1]
        eps = exact_eps(x, a)
        std = eta * math.sqrt((1 - p) / (1 - a)) * math.sqrt(1 - a / p)
        x0 = (x - math.sqrt(1 - a) * eps) / math.sqrt(a)
        x = math.sqrt(p) * x0 + math.sqrt(1 - p - std**2) * eps
        x = x + std * next(noise) if std > 0 else x
    return x


# --- The textbook's steps -------------------------------------------------------------------


@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
@pytest.mark.parametrize("name", BETAS)
def test_ddpm_of_the_textbook(name, large):
    betas, sigmas = BETAS[name], sigmas_of(BETAS[name])
    x = start(64, sigmas[0])
    noise = iter(draws(64, len(betas), seed=3))
    scaled = (x / (1 + sigmas[0] ** 2).sqrt()).numpy()
    expected = textbook_ddpm(scaled, betas.numpy(), noise, large)
    found = ddpm_ancestral(
        mixture().denoise,
        x,
        sigmas,
        variance=fixed_large if large else fixed_small,
        generator=torch.Generator().manual_seed(3),
    )
    assert_close(found, torch.from_numpy(expected), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("eta", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("name", BETAS)
def test_ddim_of_the_textbook(name, eta):
    betas, sigmas = BETAS[name], sigmas_of(BETAS[name])
    x = start(64, sigmas[0])
    noise = iter(draws(64, len(betas), seed=4))
    scaled = (x / (1 + sigmas[0] ** 2).sqrt()).numpy()
    expected = textbook_ddim(scaled, betas.numpy(), noise, eta)
    generator = torch.Generator().manual_seed(4)
    found = ddim(mixture().denoise, x, sigmas, eta=eta, generator=generator)
    assert_close(found, torch.from_numpy(expected), rtol=1e-9, atol=1e-9)


def test_the_ends_of_the_family():
    sigmas, x = karras_sigmas(12, 0.01, 20.0), start(32, 20.0)
    denoise = mixture().denoise
    assert_close(ddim(denoise, x, sigmas), euler(denoise, x, sigmas), rtol=1e-12, atol=1e-12)
    ours, theirs = (torch.Generator().manual_seed(1) for _ in range(2))
    full = ddim(denoise, x, sigmas, eta=1.0, generator=ours)
    ancestral = ddpm_ancestral(denoise, x, sigmas, generator=theirs)
    assert_close(full, ancestral, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("variance", [fixed_small, fixed_large])
def test_variances_are_those_of_x_t(variance):
    """Divided by the alpha_bar of the level before: what unscaled x means."""
    level, previous = torch.tensor([[0.2, 0.5, 0.9], [0.3, 0.8, 0.95]], dtype=torch.float64)
    beta = 1 - level / previous
    small = (1 - previous) / (1 - level) * beta
    expected = (beta if variance is fixed_large else small) / previous
    found = variance(alphas_bar_sigmas(level), alphas_bar_sigmas(previous))
    assert_close(found, expected)


# --- Theory ---------------------------------------------------------------------------------


def error_of_variance(keep, fresh, sigmas, c2):
    """|Var x_N - c2| for data N(0, c2): every step is linear, so this is exact.

    Args:
        keep: share of x - D that a step keeps; `fresh`: variance of its noise; functions of levels.
    """
    v = c2 + sigmas[0] ** 2
    for sigma, after in pairwise(sigmas):
        shrink = c2 / (c2 + sigma**2)
        k = keep(sigma, after)
        v = (shrink + k * (1 - shrink)) ** 2 * v + (fresh(sigma, after) if after > 0 else 0)
    return abs(v - c2)


@pytest.mark.parametrize("method", ["small", "large", "ddim"])
def test_order_one_in_the_number_of_steps(method):
    """Measured on the exact variance, which the sampler's own steps are compared with below."""
    counts = np.array([100, 200, 400, 800, 1600])
    keep, fresh = {
        "small": (lambda a, b: (b / a) ** 2, fixed_small),
        "large": (lambda a, b: (b / a) ** 2, fixed_large),
        "ddim": (lambda a, b: b / a, lambda a, b: 0.0),
    }[method]
    errors = []
    for n in counts:
        t = torch.arange(1, n + 1, dtype=torch.float64) / n
        sigmas = sigmas_of((0.1 + 19.9 * t) / n).numpy()
        errors.append(error_of_variance(keep, fresh, sigmas, 0.25))
    slope = np.polyfit(np.log(counts), np.log(errors), 1)[0]
    assert -1.1 < slope < -0.85


@pytest.mark.parametrize("variance", [fixed_small, fixed_large])
def test_variance_of_samples_follows_the_recursion(variance):
    c2, n = 0.25, 200_000
    sigmas = sigmas_of(linear_betas(12, 0.02, 0.6))
    x = start(n, sigmas[0]) * ((c2 + sigmas[0] ** 2) / (1 + sigmas[0] ** 2)) ** 0.5
    found = ddpm_ancestral(
        lambda x, sigma: c2 / (c2 + sigma**2) * x,
        x,
        sigmas,
        variance=variance,
        generator=torch.Generator().manual_seed(1),
    ).var()
    error = error_of_variance(lambda a, b: (b / a) ** 2, variance, sigmas.numpy(), c2)
    assert abs(abs(found.item() - c2) - error) < 0.004


def test_best_variance_for_a_point_and_for_standard_normal_data():
    """fixed_small is exact for one point, fixed_large for N(0, 1): then no step errs at all."""
    sigmas = sigmas_of(linear_betas(8, 0.1, 0.7)).numpy()
    for variance, c2 in ((fixed_small, 0.0), (fixed_large, 1.0)):
        inner = sigmas[:-1]  # the last step, without noise, is short of its variance
        v = c2 + inner[0] ** 2
        for sigma, after in pairwise(inner):
            shrink = c2 / (c2 + sigma**2)
            v = (shrink + (after / sigma) ** 2 * (1 - shrink)) ** 2 * v + variance(sigma, after)
            assert math.isclose(v, c2 + after**2, rel_tol=1e-12)


@pytest.mark.parametrize("eta", [0.0, 0.5, 1.0])
def test_one_point_is_reached_whatever_eta(eta):
    point, sigmas = torch.tensor([[2.0]], dtype=torch.float64), karras_sigmas(6, 0.1, 10.0)
    path = list(
        ddim_path(
            lambda x, sigma: point.expand_as(x),
            start(100_000, 10.0) * 10 / 101**0.5 + point,
            sigmas,
            eta=eta,
            generator=torch.Generator().manual_seed(1),
        )
    )
    for x, sigma in zip(path[:-1], sigmas[1:-1], strict=True):  # every level keeps its marginal
        assert_close((x - point).std(), sigma, rtol=0.02, atol=0)
    assert_close(path[-1], point.expand_as(path[-1]))


@pytest.mark.parametrize("name", ["ddpm_ancestral", "ddim"])
def test_many_steps_give_the_data(name):
    sampler = {"ddpm_ancestral": ddpm_ancestral, "ddim": ddim}[name]
    sigmas = karras_sigmas(120, 0.01, 20.0)
    generator, n = torch.Generator().manual_seed(1), 20_000
    found = sampler(mixture().denoise, start(n, 20.0), sigmas, generator=generator)
    ranks = (torch.arange(n, dtype=torch.float64) + 0.5) / n
    distance = (mixture().cdf(found).sort().values - ranks).abs().max()
    assert distance < 0.03


# --- Arguments ------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=str)
@pytest.mark.parametrize("path", [ddpm_ancestral_path, ddim_path])
def test_dtype_and_number_of_steps(path, dtype):
    x, sigmas = start(5, 3.0, dtype=dtype), karras_sigmas(7, 0.1, 3.0)
    before = x.clone()
    steps = list(path(mixture(dtype).denoise, x, sigmas))
    assert len(steps) == 7
    assert all(s.dtype == dtype and s.shape == x.shape for s in steps)
    assert x.equal(before)


@pytest.mark.parametrize("sampler", [ddpm_ancestral, ddim])
def test_gradients_flow_to_the_start(sampler):
    x = start(3, 3.0).requires_grad_()

    def run(x):
        generator = torch.Generator().manual_seed(0)
        return sampler(mixture().denoise, x, karras_sigmas(4, 0.1, 3.0), generator=generator)

    assert torch.autograd.gradcheck(run, (x,))


@pytest.mark.parametrize("sampler", [ddpm_ancestral, ddim])
def test_bad_levels_are_named(sampler):
    x = start(3, 3.0)
    for sigmas in ([1.0], [1.0, 2.0], [1.0, 1.0, 0.0], [1.0, -0.5], [math.inf, 0.0]):
        with pytest.raises(ValueError, match="sigmas must"):
            sampler(mixture().denoise, x, sigmas)
    with pytest.raises(TypeError, match="x must be a floating-point tensor"):
        sampler(mixture().denoise, [1.0], [1.0, 0.0])


@pytest.mark.parametrize("eta", [-0.1, 1.1, math.nan])
def test_eta_outside_the_family_is_named(eta):
    with pytest.raises(ValueError, match=r"eta must lie in \[0, 1\]"):
        ddim(mixture().denoise, start(3, 3.0), [3.0, 0.0], eta=eta)


# --- Peers and devices ----------------------------------------------------------------------


def accelerator():
    if torch.cuda.is_available():
        return "cuda", torch.float64
    if torch.backends.mps.is_available():
        return "mps", torch.float32
    pytest.skip("no CUDA or MPS device")


@pytest.mark.parametrize("eta", [None, 0.0, 1.0], ids=["DDPM", "DDIM 0", "DDIM 1"])
def test_diffusers_whole_run(eta):
    """`None` is DDPMScheduler; both in x_t coordinates, with the same generator."""
    diffusers = pytest.importorskip("diffusers")
    betas = linear_betas(40, 1e-3, 0.3)
    common = {"trained_betas": betas.numpy(), "num_train_timesteps": 40, "clip_sample": False}
    if eta is None:
        scheduler, options = diffusers.DDPMScheduler(**common), {}
    else:
        scheduler, options = diffusers.DDIMScheduler(**common, set_alpha_to_one=True), {"eta": eta}
    scheduler.set_timesteps(40)
    sigmas, levels = sigmas_of(betas), alphas_bar(betas)
    x = start(16, sigmas[0])
    scaled = x / (1 + sigmas[0] ** 2).sqrt()
    generator = torch.Generator().manual_seed(9)
    for t in scheduler.timesteps:
        eps = torch.from_numpy(exact_eps(scaled.numpy(), levels[t].item()))
        scaled = scheduler.step(eps, t, scaled, generator=generator, **options).prev_sample
    ours = {"generator": torch.Generator().manual_seed(9)}
    sampler = ddpm_ancestral if eta is None else ddim
    found = sampler(mixture().denoise, x, sigmas, **ours, **options)
    assert_close(found, scaled, rtol=1e-4, atol=1e-4)  # its tables are float32


# --- Few digits ------------------------------------------------------------------------------


def few_levels(n):
    """n even levels of the cosine schedule with 1000 steps, from far out, then 0."""
    sigmas = alphas_bar_sigmas(alphas_bar(cosine_betas(1000)))
    rows = torch.linspace(999, 0, n).long()
    return torch.cat([sigmas[rows], sigmas.new_zeros(1)])


@pytest.mark.parametrize("sampler", [ddim, ddpm_ancestral])
@pytest.mark.parametrize(
    ("dtype", "sigmas"),
    [
        (torch.float32, few_levels(7)),
        (torch.float32, few_levels(500)),
        (torch.float16, karras_sigmas(10)),
        (torch.bfloat16, karras_sigmas(10)),
    ],
)
def test_few_digits_are_enough(sampler, dtype, sigmas):
    """Squares of levels neither overflow nor cancel under a root; the law is still the data's."""
    options = {"eta": 1.0} if sampler is ddim else {}
    seen = []

    def denoise(x, sigma):
        seen.append(sigma.dtype)
        return mixture(torch.float64).denoise(x, sigma)

    x = start(4000, sigmas[0].item(), dtype=torch.float64).to(dtype)
    end = sampler(denoise, x, sigmas, generator=torch.Generator().manual_seed(1), **options)
    assert end.dtype == dtype and end.isfinite().all() and set(seen) == {torch.float32}
    expected = sampler(
        mixture().denoise, x.double(), sigmas, generator=torch.Generator().manual_seed(1), **options
    )
    ours, theirs = (y.double().abs().mean().item() for y in (end, expected))
    assert ours == pytest.approx(theirs, abs=0.05)


def test_the_share_of_old_noise_is_never_the_root_of_a_negative_number():
    """At eta = 1 the variance that is left, sigma_next^2 - fresh^2, is a difference of equals."""
    sigma = torch.logspace(-3, 5, 4001, dtype=torch.float32)
    for next_share in (1e-6, 0.3, 0.999999):
        for eta in (0.0, 0.5, 1.0):
            zero, one = torch.zeros(len(sigma), 1), torch.ones(len(sigma), 1)
            old = renoised(zero, one, zero, sigma, next_share * sigma, eta)[:, 0]
            fresh = renoised(zero, zero, one, sigma, next_share * sigma, eta)[:, 0]
            assert torch.isfinite(old).all() and torch.isfinite(fresh).all()
            assert_close(torch.hypot(old, fresh), next_share * sigma, rtol=1e-5, atol=0)
            wide = next_share * sigma.double()
            shares = (1 - eta**2 + (eta * next_share) ** 2) ** 0.5, eta * (1 - next_share**2) ** 0.5
            assert_close(old.double(), shares[0] * wide, rtol=1e-4, atol=0)
            assert_close(fresh.double(), shares[1] * wide, rtol=0.05, atol=0)


@pytest.mark.gpu
@pytest.mark.parametrize("sampler", [ddpm_ancestral, ddim])
def test_gpu_equals_cpu(sampler):
    device, dtype = accelerator()
    x, sigmas = start(5, 3.0, dtype=dtype), karras_sigmas(6, 0.1, 3.0)
    options = {"eta": 0.5} if sampler is ddim else {}
    here, there = (
        sampler(
            mixture(dtype).denoise,
            x.to(place),
            sigmas,
            generator=torch.Generator().manual_seed(0),
            **options,
        )
        for place in ("cpu", device)
    )
    assert there.device.type == device
    assert_close(there.cpu(), here)
