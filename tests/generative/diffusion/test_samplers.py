"""Samplers against numpy, closed forms, their orders, and diffusers where it is installed."""

import math
from itertools import pairwise

import numpy as np
import pytest
import torch
from torch.testing import assert_close

from dlnotes.generative.diffusion import samplers
from dlnotes.generative.diffusion.samplers import stochastic
from dlnotes.generative.mixtures import GaussianMixture
from dlnotes.generative.schedules import (
    ScaleSigma,
    cosine_schedule,
    edm_schedule,
    flow_matching_schedule,
    geometric_sigmas,
    karras_sigmas,
    ve_schedule,
    vp_schedule,
)

DETERMINISTIC = ("euler", "heun", "dpmpp_2m")
ALL = (*DETERMINISTIC, "stochastic_heun", "euler_maruyama")
SIGMAS = karras_sigmas(12)
TIGHT = {"rtol": 1e-9, "atol": 1e-9}

WEIGHT, MEAN, STD = 0.3, 0.4, 0.2
MIXTURE = GaussianMixture(
    torch.tensor([WEIGHT, 1 - WEIGHT], dtype=torch.float64),
    torch.tensor([[MEAN], [-MEAN]], dtype=torch.float64),
    STD,
)


def numpy_denoise(x, sigma):
    """The same mixture by the one tanh that two equal components leave."""
    variance = STD**2 + sigma**2
    side = np.tanh(MEAN * x / variance + np.log(WEIGHT / (1 - WEIGHT)) / 2)
    return (STD**2 * x + sigma**2 * MEAN * side) / variance


def start(n=6, sigma=80.0, dtype=torch.float64):
    noise = torch.randn(n, 1, dtype=torch.float64, generator=torch.Generator().manual_seed(3))
    return (sigma * noise).to(dtype)


def gaussian_denoise(std):
    """The best denoiser of N(0, std^2): linear, so that every sampler is linear too."""
    return lambda x, sigma: x * std**2 / (std**2 + sigma**2)


def gaussian_end(x, sigmas, std):
    """The exact flow: x stays at the same number of standard deviations."""
    return x * math.sqrt((std**2 + sigmas[-1] ** 2) / (std**2 + sigmas[0] ** 2))


# --- The same again in numpy -----------------------------------------------------------------


def numpy_ode(x, sigmas, heun):
    for a, b in pairwise(sigmas):
        k = (x - numpy_denoise(x, a)) / a
        y = x + (b - a) * k
        if heun and b > 0:
            y = x + (b - a) * 0.5 * (k + (y - numpy_denoise(y, b)) / b)
        x = y
        yield x


def numpy_dpmpp(x, sigmas):
    """Algorithm 2 of Lu et al. 2022 in their lambda = -log sigma."""
    lam = [-math.log(s) if s > 0 else math.inf for s in sigmas]
    outputs = []
    for i in range(1, len(sigmas)):
        outputs.append(numpy_denoise(x, sigmas[i - 1]))
        h = lam[i] - lam[i - 1]
        d = outputs[-1]
        if i > 1 and math.isfinite(h):
            r = (lam[i - 1] - lam[i - 2]) / h
            d = (1 + 1 / (2 * r)) * outputs[-1] - 1 / (2 * r) * outputs[-2]
        x = sigmas[i] / sigmas[i - 1] * x - math.expm1(-h) * d
        yield x


def numpy_churn(x, sigmas, noise, s_churn, s_tmin, s_tmax, s_noise):
    steps = len(sigmas) - 1
    for i in range(steps):
        t, t_next = sigmas[i], sigmas[i + 1]
        gamma = min(s_churn / steps, 2**0.5 - 1) if s_tmin <= t <= s_tmax else 0
        t_hat = t + gamma * t
        x_hat = x + math.sqrt(t_hat**2 - t**2) * s_noise * noise[i]
        d = (x_hat - numpy_denoise(x_hat, t_hat)) / t_hat
        x = x_hat + (t_next - t_hat) * d
        if t_next != 0:
            d_prime = (x - numpy_denoise(x, t_next)) / t_next
            x = x_hat + (t_next - t_hat) * (d / 2 + d_prime / 2)
        yield x


def numpy_maruyama(x, sigmas, noise, eta):
    for i, (a, b) in enumerate(pairwise(sigmas)):
        score = (numpy_denoise(x, a) - x) / a**2
        gap = a**2 - b**2
        if b == 0:
            x = numpy_denoise(x, a)
        else:
            x = x + (1 + eta**2) / 2 * gap * score + eta * math.sqrt(gap) * noise[i]
        yield x


def assert_same_path(path, expected):
    path, expected = list(path), list(expected)
    assert len(path) == len(expected) == len(SIGMAS) - 1
    for x, y in zip(path, expected, strict=True):
        assert_close(x, torch.from_numpy(y), **TIGHT)


@pytest.mark.parametrize("last", [0.0, 0.001])
def test_ode_samplers_equal_numpy(last):
    sigmas = SIGMAS.clone()
    sigmas[-1] = last
    x, levels = start(), sigmas.tolist()
    path = samplers.euler_path(MIXTURE.denoise, x, sigmas)
    assert_same_path(path, numpy_ode(x.numpy(), levels, heun=False))
    path = samplers.heun_path(MIXTURE.denoise, x, sigmas)
    assert_same_path(path, numpy_ode(x.numpy(), levels, heun=True))
    path = samplers.dpmpp_2m_path(MIXTURE.denoise, x, sigmas)
    assert_same_path(path, numpy_dpmpp(x.numpy(), levels))


def draws(x):
    generator = torch.Generator().manual_seed(5)
    steps = len(SIGMAS) - 1
    return [torch.randn(x.shape, dtype=x.dtype, generator=generator).numpy() for _ in range(steps)]


@pytest.mark.parametrize(
    "options",
    [
        {"s_churn": 4.0, "s_tmin": 0.0, "s_tmax": math.inf, "s_noise": 1.0},
        {"s_churn": 100.0, "s_tmin": 0.05, "s_tmax": 50.0, "s_noise": 1.003},
        {"s_churn": 4.0, "s_tmin": SIGMAS[5].item(), "s_tmax": SIGMAS[2].item(), "s_noise": 0.5},
    ],
)
def test_heun_with_churn_equals_numpy(options):
    x, generator = start(), torch.Generator().manual_seed(5)
    path = samplers.stochastic_heun_path(MIXTURE.denoise, x, SIGMAS, **options, generator=generator)
    assert_same_path(path, numpy_churn(x.numpy(), SIGMAS.tolist(), draws(x), **options))


@pytest.mark.parametrize("eta", [1.0, 0.5, 0.0])
def test_euler_maruyama_equals_numpy(eta):
    x, generator = start(), torch.Generator().manual_seed(5)
    path = samplers.euler_maruyama_path(MIXTURE.denoise, x, SIGMAS, eta=eta, generator=generator)
    assert_same_path(path, numpy_maruyama(x.numpy(), SIGMAS.tolist(), draws(x), eta))


SCHEDULES = [
    (vp_schedule, 1.0, 1e-3),
    (ve_schedule, 1.0, 0.05),
    (cosine_schedule, 0.98, 1e-3),
    (flow_matching_schedule, 0.98, 1e-3),
    (edm_schedule, 80.0, 0.01),
]
every_schedule = pytest.mark.parametrize(
    ("schedule", "first", "least"), SCHEDULES, ids=[s[0].__name__ for s in SCHEDULES]
)


def times_of(schedule, first, least, n):
    """n steps: in log t for EDM, whose t is sigma, even in t for the others."""
    if schedule is edm_schedule:
        return geometric_sigmas(n + 1, least, first)[:-1]
    return torch.linspace(first, least, n + 1, dtype=torch.float64)


def algorithm_1(x, times, schedule, heun):
    """Algorithm 1 of Karras et al. 2022 as it is printed."""

    def d(x, t):
        s, sigma, s_dot, sigma_dot = (v.item() for v in schedule(t))
        return (sigma_dot / sigma + s_dot / s) * x - sigma_dot * s / sigma * numpy_denoise(
            x / s, sigma
        )

    for t, t_next in pairwise(times):
        d_i = d(x, t)
        x_next = x + (t_next - t) * d_i
        if heun and schedule(t_next).sigma != 0:
            x_next = x + (t_next - t) * (d_i / 2 + d(x_next, t_next) / 2)
        x = x_next
        yield x


@every_schedule
@pytest.mark.parametrize("name", ["euler_in_time", "heun_in_time"])
@pytest.mark.parametrize("to_zero", [True, False])
def test_algorithm_1_equals_numpy(schedule, first, least, name, to_zero):
    times = times_of(schedule, first, least, 12)
    if to_zero:
        times = torch.cat([times, times.new_zeros(1)])
    level = schedule(times[0])
    x = start(sigma=1.0) * level.scale * level.sigma
    path = getattr(samplers, f"{name}_path")(MIXTURE.denoise, x, times, schedule)
    expected = algorithm_1(x.numpy(), times.tolist(), schedule, heun=name == "heun_in_time")
    for step, other in zip(path, expected, strict=True):
        assert_close(step, torch.from_numpy(other), **TIGHT)


def test_in_the_time_of_edm_algorithm_1_is_heun():
    x = start()
    a = samplers.heun_in_time(MIXTURE.denoise, x, SIGMAS, edm_schedule)
    assert_close(a, samplers.heun(MIXTURE.denoise, x, SIGMAS), rtol=1e-12, atol=1e-14)
    a = samplers.euler_in_time(MIXTURE.denoise, x, SIGMAS, edm_schedule)
    assert_close(a, samplers.euler(MIXTURE.denoise, x, SIGMAS), rtol=1e-12, atol=1e-14)


def test_euler_of_flow_matching_in_time_is_euler_in_sigma():
    """A chord of s (x0 + sigma eps) with the same x0, eps: the clock does not matter."""
    times = torch.linspace(0.98, 0, 30, dtype=torch.float64)
    level = flow_matching_schedule(times)
    x = start(sigma=level.sigma[0].item())
    a = samplers.euler_in_time(MIXTURE.denoise, x * level.scale[0], times, flow_matching_schedule)
    assert_close(a, samplers.euler(MIXTURE.denoise, x, level.sigma), **TIGHT)
    times = torch.linspace(1.0, 0, 30, dtype=torch.float64)
    level = vp_schedule(times)
    x = start(sigma=level.sigma[0].item())
    a = samplers.euler_in_time(MIXTURE.denoise, x * level.scale[0], times, vp_schedule)
    assert (a - samplers.euler(MIXTURE.denoise, x, level.sigma)).abs().max() > 0.01


def test_euler_in_sigma_is_ddim():
    """DDIM as printed (Song, Meng and Ermon 2021, equation 12, eta = 0) at the scale of DDPM."""
    x, y, sigmas = start(), start(), karras_sigmas(12)
    bars = 1 / (1 + sigmas**2)
    y = y * bars[0].sqrt()
    for i in range(12):
        eps = (y / bars[i].sqrt() - MIXTURE.denoise(y / bars[i].sqrt(), sigmas[i])) / sigmas[i]
        x0 = (y - (1 - bars[i]).sqrt() * eps) / bars[i].sqrt()
        y = bars[i + 1].sqrt() * x0 + (1 - bars[i + 1]).sqrt() * eps
    assert_close(samplers.euler(MIXTURE.denoise, x, sigmas), y, **TIGHT)


# --- Theory ----------------------------------------------------------------------------------


def slope_of(errors, counts):
    return np.polyfit(np.log(counts), np.log(errors), 1)[0]


COUNTS = (40, 80, 160, 320)


@pytest.mark.parametrize(("name", "order"), [("euler", 1), ("heun", 2), ("dpmpp_2m", 2)])
@pytest.mark.parametrize("std", [0.5, 1.0])
def test_order_on_gaussian_data(name, order, std):
    errors = []
    for n in COUNTS:
        sigmas = karras_sigmas(n + 1, 0.002, 80.0)[:-1]
        x = start()
        end = getattr(samplers, name)(gaussian_denoise(std), x, sigmas)
        errors.append((end - gaussian_end(x, sigmas, std)).abs().max().item())
    assert slope_of(errors, COUNTS) == pytest.approx(-order, abs=0.1)


@pytest.mark.parametrize(("name", "order"), [("euler", 1), ("heun", 2), ("dpmpp_2m", 2)])
def test_order_on_a_mixture_by_the_mass_below(name, order):
    """In one dimension the flow keeps the mass on the left of a trajectory."""
    errors, counts = [], COUNTS[:-1]
    for n in counts:
        sigmas = karras_sigmas(n + 1, 0.002, 80.0)[:-1]
        x = torch.linspace(-150, 150, 41, dtype=torch.float64)[:, None]
        end = getattr(samplers, name)(MIXTURE.denoise, x, sigmas)
        masses = MIXTURE.cdf(x, sigmas[0]), MIXTURE.cdf(end, sigmas[-1])
        errors.append((masses[0] - masses[1]).abs().mean().item())
    assert slope_of(errors, counts) == pytest.approx(-order, abs=0.15)


@every_schedule
@pytest.mark.parametrize(("name", "order"), [("euler_in_time", 1), ("heun_in_time", 2)])
def test_order_in_the_time_of_every_framework(schedule, first, least, name, order):
    least, errors = max(least, 0.05), []
    for n in COUNTS:
        times = times_of(schedule, first, least, n)
        level = schedule(times)
        x = start(sigma=level.sigma[0].item())
        end = getattr(samplers, name)(gaussian_denoise(0.5), x * level.scale[0], times, schedule)
        exact = gaussian_end(x, level.sigma, 0.5) * level.scale[-1]
        errors.append((end - exact).abs().max().item())
    assert slope_of(errors, COUNTS) == pytest.approx(-order, abs=0.15)


@pytest.mark.parametrize("name", DETERMINISTIC)
def test_a_single_data_point_is_reached_exactly_however_few_the_steps(name):
    point = torch.tensor([1.7], dtype=torch.float64)
    for sigmas in ([80.0, 0.0], [80.0, 1.0, 0.0]):
        end = getattr(samplers, name)(lambda x, sigma: point.expand_as(x), start(), sigmas)
        assert_close(end, point.expand(6, 1), rtol=1e-12, atol=1e-12)


def linear_parts(monkeypatch, sampler, denoise, sigmas, **options):
    """What a linear sampler makes of a start of 1 and of a unit of noise at each of its steps."""
    steps = len(sigmas) - 1
    unit = iter(torch.eye(steps + 1, dtype=torch.float64)[1:, :, None])
    monkeypatch.setattr(stochastic, "noise_like", lambda x, generator: next(unit))
    x = torch.eye(steps + 1, dtype=torch.float64)[0][:, None]
    return sampler(denoise, x, sigmas, **options)[:, 0]


def output_variance(parts, start_variance):
    return (start_variance * parts[0] ** 2 + (parts[1:] ** 2).sum()).item()


@pytest.mark.parametrize("eta", [0.0, 0.5, 1.0])
def test_euler_maruyama_has_weak_order_1(monkeypatch, eta):
    std, errors = 0.5, []
    for n in COUNTS:
        sigmas = geometric_sigmas(n + 1, 0.05, 20.0)[:-1]
        parts = linear_parts(
            monkeypatch, samplers.euler_maruyama, gaussian_denoise(std), sigmas, eta=eta
        )
        variance = output_variance(parts, std**2 + 20.0**2)
        errors.append(abs(variance - (std**2 + 0.05**2)))
    assert slope_of(errors, COUNTS) == pytest.approx(-1, abs=0.15)


@pytest.mark.parametrize("s_churn", [10.0, 40.0])
def test_heun_with_churn_converges_to_the_variance_of_the_data(monkeypatch, s_churn):
    std, errors = 0.5, []
    for n in COUNTS:
        sigmas = karras_sigmas(n + 1)[:-1]
        options = {"s_churn": s_churn, "s_tmin": 0.05, "s_tmax": 50.0}
        parts = linear_parts(
            monkeypatch, samplers.stochastic_heun, gaussian_denoise(std), sigmas, **options
        )
        variance = output_variance(parts, std**2 + 80.0**2)
        errors.append(abs(variance - (std**2 + 0.002**2)))
    assert errors[-1] < 1e-3
    assert slope_of(errors, COUNTS) < -1.5


def test_noise_that_is_too_strong_shows_in_the_variance(monkeypatch):
    sigmas, variances = karras_sigmas(81)[:-1], []
    for s_noise in (0.9, 1.0, 1.1):
        options = {"s_churn": 40.0, "s_noise": s_noise}
        parts = linear_parts(
            monkeypatch, samplers.stochastic_heun, gaussian_denoise(0.5), sigmas, **options
        )
        variances.append(output_variance(parts, 0.25 + 80.0**2))
    assert variances[0] < 0.24 < variances[1] < 0.26 < variances[2]


def test_without_churn_heun_remains():
    x = start()
    a = samplers.stochastic_heun(MIXTURE.denoise, x, SIGMAS, s_churn=0.0)
    assert_close(a, samplers.heun(MIXTURE.denoise, x, SIGMAS), rtol=0, atol=0)
    a = samplers.stochastic_heun(MIXTURE.denoise, x, SIGMAS, s_churn=9.0, s_tmin=81.0)
    assert_close(a, samplers.heun(MIXTURE.denoise, x, SIGMAS), rtol=0, atol=0)


@pytest.mark.parametrize(
    ("name", "options"), [("stochastic_heun", {"s_churn": 10.0}), ("euler_maruyama", {})]
)
def test_samples_with_noise_follow_the_mixture(name, options):
    """Kolmogorov and Smirnov's distance; 1.63 / sqrt(n) is passed once in a hundred times."""
    generator = torch.Generator().manual_seed(0)
    sigmas = karras_sigmas(120, sigma_max=20.0)
    x = start(1000, sigma=20.0)
    end = getattr(samplers, name)(MIXTURE.denoise, x, sigmas, **options, generator=generator)
    mass = MIXTURE.cdf(end).sort().values
    assert (mass - torch.linspace(0, 1, 1000)).abs().max() < 1.63 / math.sqrt(1000)


# --- What every sampler promises -------------------------------------------------------------


def options_of(name):
    churn = {"s_churn": 5.0} if name == "stochastic_heun" else {}
    noise = {"generator": torch.Generator().manual_seed(1)} if name in ALL[3:] else {}
    return {**churn, **noise}


@pytest.mark.parametrize("name", ALL)
def test_the_last_of_the_path_is_the_result_and_x_is_not_changed(name):
    x = start()
    before = x.clone()
    end = getattr(samplers, name)(MIXTURE.denoise, x, SIGMAS, **options_of(name))
    path = list(getattr(samplers, f"{name}_path")(MIXTURE.denoise, x, SIGMAS, **options_of(name)))
    assert len(path) == 12
    assert_close(path[-1], end, rtol=0, atol=0)
    assert_close(x, before, rtol=0, atol=0)
    assert len({step.data_ptr() for step in path}) == 12


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_dtype_is_that_of_x(name, dtype):
    seen = []

    def denoise(x, sigma):
        seen.append((x.dtype, sigma.dtype, sigma.shape))
        return MIXTURE.denoise(x, sigma)

    x = start(dtype=dtype)
    end = getattr(samplers, name)(denoise, x, SIGMAS, **options_of(name))
    assert end.dtype == dtype
    assert set(seen) == {(dtype, dtype, ())}
    if name not in ALL[3:]:
        expected = getattr(samplers, name)(MIXTURE.denoise, start(), SIGMAS)
        assert_close(end, expected.to(dtype), rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("name", ALL)
def test_images_and_lists_of_levels_are_accepted(name):
    x = start(24).reshape(2, 3, 2, 2)
    denoise = gaussian_denoise(0.5)
    a = getattr(samplers, name)(denoise, x, [80, 5, 1, 0], **options_of(name))
    levels = torch.tensor([80, 5, 1, 0], dtype=torch.float64)
    b = getattr(samplers, name)(denoise, x, levels, **options_of(name))
    assert a.shape == (2, 3, 2, 2)
    assert_close(a, b, rtol=0, atol=0)


@pytest.mark.parametrize("name", ALL)
def test_gradients_flow_from_end_to_start(name):
    x = start(3, sigma=2.0)
    sigmas = [2.0, 1.0, 0.3, 0.1]

    def end(x):
        return getattr(samplers, name)(MIXTURE.denoise, x, sigmas, **options_of(name))

    assert torch.autograd.gradcheck(end, x.requires_grad_())


def test_generator_makes_noise_repeatable():
    x = start()
    for name in ALL[3:]:
        sampler = getattr(samplers, name)
        a, b = (sampler(MIXTURE.denoise, x, SIGMAS, **options_of(name)) for _ in range(2))
        assert_close(a, b, rtol=0, atol=0)
        other = {**options_of(name), "generator": torch.Generator().manual_seed(2)}
        assert (a - sampler(MIXTURE.denoise, x, SIGMAS, **other)).abs().max() > 1e-3
        assert sampler(MIXTURE.denoise, x, SIGMAS).isfinite().all()


# --- Bad input -------------------------------------------------------------------------------

BAD_LEVELS = [
    ([0.1, 1.0, 10.0], "be finite and decrease"),
    ([10.0, 1.0, 1.0, 0.0], "be finite and decrease"),
    ([10.0, 1.0, -1.0], "not be negative"),
    ([math.inf, 1.0, 0.0], "be finite and decrease"),
    ([10.0, math.nan, 0.0], "be finite and decrease"),
    ([10.0], "be N \\+ 1 levels"),
    ([[10.0, 1.0]], "be N \\+ 1 levels"),
]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(("levels", "message"), BAD_LEVELS)
def test_levels_must_decrease(name, levels, message):
    with pytest.raises(ValueError, match=f"sigmas must {message}"):
        getattr(samplers, name)(MIXTURE.denoise, start(), levels)


@pytest.mark.parametrize("name", ["euler_in_time", "heun_in_time"])
def test_times_must_decrease_and_stay_inside(name):
    sampler = getattr(samplers, name)
    with pytest.raises(ValueError, match="times must be finite and decrease"):
        sampler(MIXTURE.denoise, start(), [0.0, 0.5, 1.0], vp_schedule)
    with pytest.raises(ValueError, match=r"t must lie in \[0, 1\]"):
        sampler(MIXTURE.denoise, start(), [1.5, 0.5, 0.0], vp_schedule)
    with pytest.raises(TypeError, match="x must be a floating-point tensor"):
        sampler(MIXTURE.denoise, torch.ones(3, 1, dtype=torch.long), [0.5, 0.0], vp_schedule)


@pytest.mark.parametrize("name", ALL)
def test_x_must_be_floating_point(name):
    with pytest.raises(TypeError, match="x must be a floating-point tensor, got"):
        getattr(samplers, name)(MIXTURE.denoise, torch.ones(3, 1, dtype=torch.long), SIGMAS)
    with pytest.raises(TypeError, match=r"x must be a floating-point tensor, got 1\.0"):
        getattr(samplers, name)(MIXTURE.denoise, 1.0, SIGMAS)


@pytest.mark.parametrize(
    ("name", "option", "value"),
    [
        ("stochastic_heun", "s_churn", -1.0),
        ("stochastic_heun", "s_churn", math.nan),
        ("stochastic_heun", "s_tmin", -0.1),
        ("stochastic_heun", "s_noise", math.inf),
        ("euler_maruyama", "eta", -0.1),
    ],
)
def test_amounts_of_noise_must_not_be_negative(name, option, value):
    with pytest.raises(ValueError, match=rf"{option} must lie in \[0, inf\), got"):
        getattr(samplers, name)(MIXTURE.denoise, start(), SIGMAS, **{option: value})


# --- A peer ----------------------------------------------------------------------------------


def run_peer(scheduler, x, n):
    scheduler.set_timesteps(n)
    x = x * scheduler.init_noise_sigma / 80
    for t in scheduler.timesteps:
        scheduler.scale_model_input(x, t)
        sigma = scheduler.sigmas[scheduler.step_index]
        scalings = scheduler.config.sigma_data**2, sigma**2
        c_skip = scalings[0] / sum(scalings)
        c_out = sigma * scheduler.config.sigma_data / sum(scalings) ** 0.5
        output = (MIXTURE.denoise(x, sigma) - c_skip * x) / c_out
        x = scheduler.step(output, t, x).prev_sample
    return x


@pytest.mark.parametrize(
    ("name", "peer", "options"),
    [
        ("euler", "EDMEulerScheduler", {}),
        ("dpmpp_2m", "EDMDPMSolverMultistepScheduler", {"final_sigmas_type": "zero"}),
    ],
)
def test_diffusers_takes_the_same_steps(name, peer, options):
    diffusers = pytest.importorskip("diffusers")
    scheduler = getattr(diffusers, peer)(**options)
    x = start()
    theirs = run_peer(scheduler, x * (80 / float(scheduler.init_noise_sigma)), 18)
    ours = getattr(samplers, name)(MIXTURE.denoise, x, karras_sigmas(18))
    assert_close(ours, theirs.double(), rtol=1e-4, atol=1e-4)


# --- On a GPU --------------------------------------------------------------------------------


@pytest.mark.gpu
@pytest.mark.parametrize("name", ALL)
def test_gpu_equals_the_cpu(name):
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    x = start()
    here = getattr(samplers, name)(MIXTURE.denoise, x, SIGMAS, **options_of(name))
    there = getattr(samplers, name)(MIXTURE.denoise, x.cuda(), SIGMAS, **options_of(name))
    assert there.device.type == "cuda"
    assert_close(there.cpu(), here, rtol=1e-9, atol=1e-9)


@pytest.mark.gpu
def test_gpu_equals_the_cpu_in_time():
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    x, times = start(sigma=1.0), torch.linspace(1, 0, 13, dtype=torch.float64)
    here = samplers.heun_in_time(MIXTURE.denoise, x, times, vp_schedule)
    there = samplers.heun_in_time(MIXTURE.denoise, x.cuda(), times, vp_schedule)
    assert_close(there.cpu(), here, rtol=1e-9, atol=1e-9)
    assert isinstance(vp_schedule(times), ScaleSigma)
