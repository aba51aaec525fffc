"""Schedules against 40-digit arithmetic, autograd, the diffusion equations and table 1 of EDM."""

import math

import mpmath as mp
import pytest
import torch
from torch.testing import assert_close

from dlnotes.generative.schedules import (
    alphas_bar,
    alphas_bar_sigmas,
    cosine_betas,
    cosine_schedule,
    edm_schedule,
    flow_matching_schedule,
    geometric_sigmas,
    karras_sigmas,
    linear_betas,
    ve_schedule,
    vp_schedule,
    vp_time,
)
from dlnotes.generative.sde import VESDE, VPSDE

mp.mp.dps = 40
TIGHT = {"rtol": 1e-12, "atol": 0}
TIMES = torch.linspace(0.05, 0.95, 7, dtype=torch.float64)
every_schedule = pytest.mark.parametrize(
    "schedule",
    [vp_schedule, ve_schedule, cosine_schedule, flow_matching_schedule, edm_schedule],
    ids=lambda schedule: schedule.__name__,
)


def exact(values):
    return torch.tensor([float(value) for value in values], dtype=torch.float64)


# --- Betas -----------------------------------------------------------------------------------


def test_linear_betas_lie_on_a_line_with_the_ends_given():
    betas = linear_betas(5, 0.1, 0.3)
    assert_close(betas, exact(mp.mpf(1) / 10 + mp.mpf(i) / 20 for i in range(5)), **TIGHT)
    assert len(linear_betas(1000)) == 1000
    assert linear_betas(1000)[0] == 1e-4


def test_alphas_bar_are_products_from_the_first_beta_on():
    betas = linear_betas(1000, 1e-4, 0.02)
    products, product = [], mp.mpf(1)
    for i in range(1000):
        product *= 1 - (mp.mpf("1e-4") + i * (mp.mpf("0.02") - mp.mpf("1e-4")) / 999)
        products.append(product)
    assert_close(alphas_bar(betas), exact(products), **TIGHT)
    # The limit exp(-10.05) is 7 % larger: the product has terms of second order.
    assert alphas_bar(betas)[-1].item() == pytest.approx(4.03583e-5, rel=1e-5)


def test_alphas_bar_follow_dtype_and_carry_gradients():
    betas = torch.tensor([0.1, 0.2, 0.5], requires_grad=True)
    out = alphas_bar(betas)
    assert out.dtype == torch.float32
    (grad,) = torch.autograd.grad(out[-1], betas)
    assert_close(grad, torch.tensor([-0.8 * 0.5, -0.9 * 0.5, -0.9 * 0.8]))


def squared_cosine(t, n, s):
    return mp.cos(mp.pi / 2 * (mp.mpf(t) / n + s) / (1 + s)) ** 2


def test_cosine_betas_make_alpha_bar_a_squared_cosine_until_they_are_cut():
    n, s = 50, mp.mpf("0.008")
    betas = cosine_betas(n, float(s))
    expected = [squared_cosine(t, n, s) / squared_cosine(0, n, s) for t in range(1, n)]
    assert_close(alphas_bar(betas)[:-1], exact(expected), rtol=1e-11, atol=0)
    assert betas[-1] == 0.999
    assert (betas[:-1] < 0.999).all()
    assert cosine_betas(n, max_beta=0.1).max() == 0.1


def test_iddpm_grid_of_table_1_is_that_of_the_cosine_betas():
    """u_M = 0, u_{j-1}^2 = (u_j^2 + 1) / max(abar_{j-1} / abar_j, 0.001) - 1, j from M to 1."""
    n, c1, c2 = 100, mp.mpf("0.001"), mp.mpf("0.008")
    abar = [mp.sin(mp.pi / 2 * mp.mpf(j) / (n * (c2 + 1))) ** 2 for j in range(n + 1)]
    u = [mp.mpf(0)]
    for j in range(n, 0, -1):
        u.append(mp.sqrt((u[-1] ** 2 + 1) / max(abar[j - 1] / abar[j], c1) - 1))
    assert_close(alphas_bar_sigmas(alphas_bar(cosine_betas(n))), exact(u[1:]), rtol=1e-9, atol=0)


def test_alphas_bar_sigmas_are_noise_over_signal():
    # sqrt(1 - 0.2) over sqrt(0.2) is 2.
    assert_close(alphas_bar_sigmas(torch.tensor([1.0, 0.5, 0.2])), torch.tensor([0.0, 1.0, 2.0]))


# --- Grids of sigma --------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "rho"), [(18, 7.0), (5, 3.0), (40, 1.0), (2, 7.0)])
def test_karras_sigmas_are_equally_spaced_in_a_root(n, rho):
    low, high, rho_ = mp.mpf("0.002"), mp.mpf(80), mp.mpf(rho)
    ends = high ** (1 / rho_), low ** (1 / rho_)
    expected = [(ends[0] + mp.mpf(i) / (n - 1) * (ends[1] - ends[0])) ** rho_ for i in range(n)]
    assert_close(karras_sigmas(n, 0.002, 80.0, rho), exact([*expected, 0]), rtol=1e-13, atol=0)


def test_karras_sigmas_have_the_ends_and_the_length_asked_for():
    sigmas = karras_sigmas(18)
    assert sigmas.shape == (19,)
    assert sigmas[0].item() == pytest.approx(80, rel=1e-12)
    assert sigmas[-2].item() == pytest.approx(0.002, rel=1e-13)
    assert sigmas[-1] == 0
    assert (sigmas[1:] < sigmas[:-1]).all()
    assert sigmas[1].item() == pytest.approx(57.586, abs=5e-4)
    assert_close(karras_sigmas(1), exact([80, 0]))


def test_rho_1_is_linear_and_rho_without_end_geometric():
    linear = torch.linspace(10, 1, 10, dtype=torch.float64)
    assert_close(karras_sigmas(10, 1.0, 10.0, rho=1.0)[:-1], linear)
    near = karras_sigmas(10, 0.002, 80.0, rho=1e7)
    assert_close(near, geometric_sigmas(10, 0.002, 80.0), rtol=1e-5, atol=0)


def test_geometric_sigmas_are_the_roots_of_table_1_with_both_squares():
    n = 7
    low, high = mp.mpf("0.02"), mp.mpf(100)
    times = [high**2 * (low**2 / high**2) ** (mp.mpf(i) / (n - 1)) for i in range(n)]
    expected = exact([*(mp.sqrt(t) for t in times), 0])
    assert_close(geometric_sigmas(n), expected, rtol=1e-12, atol=0)
    # Without the squares the first level would be 10 instead of 100.
    assert geometric_sigmas(n)[0] == 100


# --- The pair (s, sigma) ---------------------------------------------------------------------


def vp_exact(t):
    integral = mp.mpf("0.1") * t + mp.mpf("19.9") * t**2 / 2
    return mp.exp(-integral / 2), mp.sqrt(mp.exp(integral) - 1)


PAIRS = {
    vp_schedule: vp_exact,
    ve_schedule: lambda t: (1, mp.mpf("0.01") * (50 / mp.mpf("0.01")) ** t),
    cosine_schedule: lambda t: (mp.cos(mp.pi * t / 2), mp.tan(mp.pi * t / 2)),
    flow_matching_schedule: lambda t: (1 - t, t / (1 - t)),
    edm_schedule: lambda t: (1, t),
}


@every_schedule
def test_scale_and_sigma_equal_the_closed_forms(schedule):
    pairs = [PAIRS[schedule](mp.mpf(t)) for t in TIMES.tolist()]
    scale, sigma = (exact(column) for column in zip(*pairs, strict=True))
    level = schedule(TIMES)
    assert_close(level.scale, scale, **TIGHT)
    assert_close(level.sigma, sigma, **TIGHT)


@every_schedule
def test_rates_are_derivatives_of_the_closed_forms(schedule):
    rates = [
        exact(mp.diff(lambda t, i=i: PAIRS[schedule](t)[i], mp.mpf(t)) for t in TIMES.tolist())
        for i in (0, 1)
    ]
    level = schedule(TIMES)
    assert_close(level.scale_rate, rates[0], rtol=1e-12, atol=1e-14)
    assert_close(level.sigma_rate, rates[1], rtol=1e-12, atol=1e-14)


@every_schedule
def test_gradients_by_time_are_the_rates(schedule):
    for value, rate in (("scale", "scale_rate"), ("sigma", "sigma_rate")):
        t = TIMES.clone().requires_grad_()
        level = schedule(t)
        total = getattr(level, value).sum() + 0 * t.sum()
        (grad,) = torch.autograd.grad(total, t)
        assert_close(grad, getattr(level, rate).detach(), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(
    ("schedule", "sde"), [(vp_schedule, VPSDE()), (ve_schedule, VESDE())], ids=["VP", "VE"]
)
def test_pairs_belong_to_the_diffusion_equations(schedule, sde):
    """f = s' / s and g^2 = s^2 (sigma^2)': the bridge from (s, sigma) to (f, g)."""
    level = schedule(TIMES)
    scale, std = sde.marginal(TIMES)
    assert_close(level.scale, scale, **TIGHT)
    assert_close(level.scale * level.sigma, std, **TIGHT)
    assert_close(level.scale_rate / level.scale, sde.rate(TIMES), rtol=1e-12, atol=1e-15)
    square = 2 * level.scale**2 * level.sigma * level.sigma_rate
    assert_close(square.sqrt(), sde.diffusion(TIMES), **TIGHT)


def test_vp_and_cosine_preserve_the_variance_and_flow_matching_the_sum():
    for schedule in (vp_schedule, cosine_schedule):
        level = schedule(TIMES)
        assert_close(level.scale**2 * (1 + level.sigma**2), torch.ones_like(TIMES), **TIGHT)
    level = flow_matching_schedule(TIMES)
    assert_close(level.scale * (1 + level.sigma), torch.ones_like(TIMES), **TIGHT)


@pytest.mark.parametrize("ends", [(0.1, 20.0), (1.0, 1.0), (1e-3, 5.0)])
def test_vp_time_inverts_the_schedule(ends):
    times = torch.tensor([1e-6, 1e-3, 0.1, 0.5, 1.0], dtype=torch.float64)
    assert_close(vp_time(vp_schedule(times, *ends).sigma, *ends), times, rtol=1e-9, atol=0)


def test_vp_time_has_the_gradient_of_an_inverse():
    sigma = vp_schedule(TIMES).sigma.requires_grad_()
    (grad,) = torch.autograd.grad(vp_time(sigma).sum(), sigma)
    assert_close(grad, 1 / vp_schedule(TIMES).sigma_rate, rtol=1e-10, atol=0)


@every_schedule
def test_numbers_become_float64_and_tensors_stay_as_they_are(schedule):
    number = schedule(0.25)
    for name, value in number._asdict().items():
        assert value.dtype == torch.float64
        assert value.shape == ()
        batch = getattr(schedule(torch.tensor([0.25, 0.5], dtype=torch.float32)), name)
        assert batch.dtype == torch.float32
        assert batch.shape == (2,)
        assert batch[0].item() == pytest.approx(value.item(), rel=1e-5)


def test_start_of_time_is_clean_data():
    for schedule in (vp_schedule, cosine_schedule, flow_matching_schedule, edm_schedule):
        level = schedule(0.0)
        assert level.scale == 1
        assert level.sigma == 0
    assert vp_schedule(0.0).sigma_rate == math.inf


# --- Bad input -------------------------------------------------------------------------------

BAD = [
    (lambda: linear_betas(0), ValueError, "n must be a whole number of at least 1, got 0"),
    (lambda: linear_betas(2.0), TypeError, "n must be a whole number .* got 2.0"),
    (lambda: linear_betas(True), TypeError, "n must be a whole number .* got True"),
    (lambda: linear_betas(5, 0.3, 0.1), ValueError, "beta_start=0.3, beta_end=0.1"),
    (lambda: linear_betas(5, 0.1, 1.0), ValueError, "beta_end must lie in .* got 1.0"),
    (lambda: cosine_betas(5, s=-0.1), ValueError, "s must lie in .* got -0.1"),
    (lambda: cosine_betas(5, max_beta=1.0), ValueError, "max_beta must lie in .* got 1.0"),
    (lambda: alphas_bar(torch.tensor([0.1, 1.0])), ValueError, r"betas must lie in \[0, 1\)"),
    (lambda: alphas_bar(torch.tensor([0.1, -0.1])), ValueError, "betas must lie in"),
    (lambda: alphas_bar(torch.tensor([0.1, math.nan])), ValueError, "betas must lie in"),
    (lambda: alphas_bar(torch.ones(2, 2)), ValueError, r"shape \(n,\) .* got \(2, 2\)"),
    (lambda: alphas_bar(torch.ones(0)), ValueError, r"n > 0, got \(0,\)"),
    (lambda: alphas_bar_sigmas(torch.tensor([0.0])), ValueError, r"must lie in \(0, 1\]"),
    (lambda: karras_sigmas(0), ValueError, "n must be a whole number of at least 1"),
    (lambda: karras_sigmas(5, 0.0), ValueError, "sigma_min must lie in .* got 0.0"),
    (lambda: karras_sigmas(5, 2.0, 1.0), ValueError, "sigma_min=2.0, sigma_max=1.0"),
    (lambda: karras_sigmas(5, rho=0.0), ValueError, "rho must lie in .* got 0.0"),
    (lambda: karras_sigmas(5, 1.0, math.inf), ValueError, "sigma_max must lie in .* got inf"),
    (lambda: geometric_sigmas(5, -1.0), ValueError, "sigma_min must lie in .* got -1.0"),
    (lambda: vp_schedule(1.5), ValueError, r"t must lie in \[0, 1\], got 1.5"),
    (lambda: vp_schedule(-0.1), ValueError, "t must lie in"),
    (lambda: vp_schedule(math.nan), ValueError, "t must lie in"),
    (lambda: vp_schedule(0.5, 2.0, 1.0), ValueError, "beta_min=2.0, beta_max=1.0"),
    (lambda: ve_schedule(1.01), ValueError, "t must lie in"),
    (lambda: ve_schedule(0.5, 0.0), ValueError, "sigma_min must lie in .* got 0.0"),
    (lambda: cosine_schedule(1.0), ValueError, r"t must lie in \[0, 1\)"),
    (lambda: flow_matching_schedule(1.0), ValueError, r"t must lie in \[0, 1\)"),
    (lambda: edm_schedule(-1.0), ValueError, "t must lie in"),
    (lambda: edm_schedule(math.inf), ValueError, "t must lie in"),
]


@pytest.mark.parametrize(("call", "error", "message"), BAD)
def test_bad_arguments_are_named(call, error, message):
    with pytest.raises(error, match=message):
        call()


# --- On a GPU --------------------------------------------------------------------------------


@pytest.mark.gpu
@every_schedule
def test_gpu_equals_the_cpu(schedule):
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    for there, here in zip(schedule(TIMES.cuda()), schedule(TIMES), strict=True):
        assert there.device.type == "cuda"
        assert_close(there.cpu(), here, rtol=1e-12, atol=1e-14)
    betas = linear_betas(100).cuda()
    assert_close(alphas_bar(betas).cpu(), alphas_bar(betas.cpu()), rtol=1e-12, atol=0)
