"""The coefficients against 40 digits and what they must do; the denoiser against exact ones."""

import math

import mpmath as mp
import pytest
import torch
from torch.testing import assert_close

from dlnotes.generative import conversions
from dlnotes.generative.diffusion.preconditioning import (
    Preconditioned,
    eps_scalings,
    flow_matching_scalings,
    iddpm_scalings,
    scalings,
    v_scalings,
    ve_scalings,
    vp_scalings,
    x0_scalings,
)
from dlnotes.generative.mixtures import GaussianMixture
from dlnotes.generative.networks import MLPDenoiser
from dlnotes.generative.schedules import (
    vp_schedule,
)
from tests.generative.frameworks import EVERY, GRID, MIXTURE, SIGMAS, TIGHT, draw, every_framework

mp.mp.dps = 40


def table_1(name, sigma, d):
    """c_skip, c_out, c_in, c_noise of Karras et al. 2022, table 1, and the three predictions."""
    root, unit, quarter = mp.sqrt(sigma**2 + d**2), mp.sqrt(sigma**2 + 1), mp.log(sigma) / 4
    beta_d, beta_min = mp.mpf("19.9"), mp.mpf("0.1")
    time = (mp.sqrt(beta_min**2 + 2 * beta_d * mp.log(1 + sigma**2)) - beta_min) / beta_d
    nearest = min(range(1000), key=lambda j: abs(GRID[j].item() - sigma))
    return {
        "EDM": (d**2 / root**2, sigma * d / root, 1 / root, quarter),
        "eps": (1, -sigma, 1 / root, quarter),
        "x0": (0, 1, 1 / root, quarter),
        "v": (1 / unit**2, -sigma / unit, 1 / root, quarter),
        "VP": (1, -sigma, 1 / unit, 999 * time),
        "VE": (1, sigma, 1, mp.log(sigma / 2)),
        "iDDPM": (1, -sigma, 1 / unit, nearest),
        "flow matching": (
            1 / (1 + sigma),
            -sigma / (1 + sigma),
            1 / (1 + sigma),
            1 - 1 / (1 + sigma),
        ),
    }[name]


@every_framework
def test_coefficients_equal_table_1(name):
    function, constants = EVERY[name]
    rows = [[float(c) for c in table_1(name, mp.mpf(s), mp.mpf(0.7))] for s in SIGMAS.tolist()]
    for ours, theirs in zip(function(SIGMAS, **constants), zip(*rows, strict=True), strict=True):
        assert_close(ours, torch.tensor(theirs, dtype=torch.float64), rtol=1e-12, atol=1e-15)


@every_framework
def test_coefficients_follow_shape_and_dtype_of_sigma(name):
    function, constants = EVERY[name]
    for sigma in (0.5, torch.tensor(0.5), torch.full((3,), 0.5), torch.full((3, 1, 1), 0.5)):
        for c in function(sigma, **constants):
            assert c.shape == (sigma.shape if isinstance(sigma, torch.Tensor) else ())
            assert c.dtype == (sigma.dtype if isinstance(sigma, torch.Tensor) else torch.float64)
    assert function(0.5, **constants)._fields == ("c_skip", "c_out", "c_in", "c_noise")


@every_framework
def test_gradients_by_sigma_equal_those_of_table_1(name):
    function, constants = EVERY[name]
    for i in range(4):
        sigma = SIGMAS[1:5].clone().requires_grad_()
        c = function(sigma, **constants)[i]
        if name == "iDDPM" and i == 3:
            assert not c.requires_grad  # an index
            continue
        (grad,) = torch.autograd.grad(c.sum() + 0 * sigma.sum(), sigma)
        expected = [
            float(mp.diff(lambda s, i=i: mp.mpf(table_1(name, s, mp.mpf(0.7))[i]), mp.mpf(v)))
            for v in sigma.tolist()
        ]
        assert_close(grad, torch.tensor(expected, dtype=torch.float64), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("sigma_data", [0.1, 0.5, 3.0])
def test_input_and_target_have_unit_variance_and_no_other_skip_amplifies_less(sigma_data):
    c_skip, c_out, c_in, _ = scalings(SIGMAS, sigma_data)
    ones = torch.ones_like(SIGMAS)
    assert_close(c_in**2 * (sigma_data**2 + SIGMAS**2), ones, **TIGHT)

    def target_variance(skip):
        return (1 - skip) ** 2 * sigma_data**2 + skip**2 * SIGMAS**2

    assert_close(target_variance(c_skip) / c_out**2, ones, **TIGHT)
    for change in (-1e-3, 1e-3):
        assert (target_variance(c_skip + change) > c_out**2).all()


def test_a_network_of_zeros_is_the_best_denoiser_of_a_gaussian():
    x, sigma = draw(6, 3), SIGMAS
    denoise = Preconditioned(lambda x, c_noise: torch.zeros_like(x), sigma_data=0.7)
    gaussian = GaussianMixture(None, torch.zeros(1, 3, dtype=torch.float64), 0.7)
    assert_close(denoise(x, sigma), gaussian.denoise(x, sigma), **TIGHT)


def test_the_target_of_edm_is_minus_v_of_the_normalised_data():
    x0, eps, sigma_data = draw(6, 3), draw(6, 3, seed=1), 0.7
    sigma = SIGMAS[:, None]
    c_skip, c_out, _, _ = scalings(sigma, sigma_data)
    target = (x0 - c_skip * (x0 + sigma * eps)) / c_out
    angle = torch.atan(sigma / sigma_data)
    v = angle.cos() * eps - angle.sin() * x0 / sigma_data
    assert_close(target, -v, rtol=1e-10, atol=1e-12)


def test_v_is_edm_for_unit_data_up_to_the_sign_of_the_network():
    ours, unit = v_scalings(SIGMAS, sigma_data=1.0), scalings(SIGMAS, sigma_data=1.0)
    assert_close(ours.c_skip, unit.c_skip, **TIGHT)
    assert_close(ours.c_out, -unit.c_out, **TIGHT)


def test_c_noise_of_vp_is_its_time_and_that_of_iddpm_its_step():
    times = torch.linspace(0.01, 1, 9, dtype=torch.float64)
    c_noise = vp_scalings(vp_schedule(times).sigma).c_noise
    assert_close(c_noise, 999 * times, rtol=1e-9, atol=0)
    assert_close(iddpm_scalings(GRID * 1.001, GRID).c_noise, torch.arange(1000.0).double())


@every_framework
def test_the_right_network_makes_the_exact_denoiser(name):
    """F is what each framework says it predicts, computed from the exact D through its names."""
    function, constants = EVERY[name]
    x, sigma = draw(6, 2) * 3, SIGMAS
    x0 = MIXTURE.denoise(x, sigma)
    eps, v = conversions.eps_from_x0(x0, x, sigma), conversions.v_from_x0(x0, x, sigma)
    target = {"eps": eps, "VP": eps, "iDDPM": eps, "VE": -eps, "x0": x0, "v": v}
    target["flow matching"] = eps - x0
    target["EDM"] = -conversions.v_from_x0(x0 / 0.7, x / 0.7, sigma / 0.7)
    seen = []

    def network(*inputs):
        seen.append(inputs)
        return target[name]

    denoised = Preconditioned(network, function, **constants)(x, sigma)
    assert_close(denoised, x0, rtol=1e-9, atol=1e-11)
    numbers = function(sigma, **constants)
    assert_close(seen[0][0], numbers.c_in[:, None] * x, **TIGHT)
    assert_close(seen[0][1], numbers.c_noise, **TIGHT)


def test_a_denoiser_takes_numbers_images_and_conditions_and_keeps_dtype():
    seen = []

    def network(x, c_noise, *condition):
        seen.append((c_noise.shape, c_noise.dtype, condition))
        return torch.tanh(x)

    denoise, labels = Preconditioned(network), torch.arange(4)
    for dtype in (torch.float32, torch.float64):
        x = draw(4, 3, 2, 2).to(dtype)
        one = denoise(x, 0.5)
        same = denoise(x, torch.full((4,), 0.5), labels)
        assert one.dtype == dtype
        assert_close(one, same, rtol=1e-6, atol=1e-6)
        assert seen[-2:] == [((4,), dtype, ()), ((4,), dtype, (labels,))]
    c_skip, c_out, c_in, _ = scalings(0.5)
    assert_close(denoise(x, 0.5), c_skip * x + c_out * torch.tanh(c_in * x), **TIGHT)


def test_gradients_flow_through_the_denoiser():
    network = MLPDenoiser(2, width=8, depth=1).double()
    denoise = Preconditioned(network, sigma_data=0.7)
    x, sigma = draw(3, 2).requires_grad_(), SIGMAS[1:4].clone().requires_grad_()
    assert torch.autograd.gradcheck(denoise, (x, sigma))
    assert list(denoise.parameters()) == list(network.parameters())


X = torch.zeros(4, 3)
DENOISE = Preconditioned(lambda x, c_noise: x)
BAD = [
    (lambda: scalings(0.0), ValueError, r"sigma must lie in \(0, inf\), got"),
    (lambda: scalings(-1.0), ValueError, "sigma must lie in"),
    (lambda: scalings(torch.tensor([1.0, 0.0])), ValueError, "sigma must lie in"),
    (lambda: scalings(math.nan), ValueError, "sigma must lie in"),
    (lambda: scalings(math.inf), ValueError, "sigma must lie in"),
    (lambda: scalings(0.5, 0.0), ValueError, "sigma_data must lie in .* got 0.0"),
    (lambda: scalings(0.5, -0.5), ValueError, "sigma_data must lie in .* got -0.5"),
    (lambda: eps_scalings(0.0), ValueError, "sigma must lie in"),
    (lambda: x0_scalings(0.0), ValueError, "sigma must lie in"),
    (lambda: v_scalings(0.0), ValueError, "sigma must lie in"),
    (lambda: vp_scalings(0.0), ValueError, "sigma must lie in"),
    (lambda: ve_scalings(0.0), ValueError, "sigma must lie in"),
    (lambda: iddpm_scalings(0.0, GRID), ValueError, "sigma must lie in"),
    (lambda: flow_matching_scalings(0.0), ValueError, "sigma must lie in"),
    (lambda: Preconditioned(None, 0.5), TypeError, "scalings must be a function .* got 0.5"),
    (lambda: DENOISE(X, 0.0), ValueError, "sigma must lie in"),
    (lambda: DENOISE(X, torch.ones(3)), ValueError, r"sigma must .* B = 4.* got \(3,\)"),
    (lambda: DENOISE(X.long(), 1.0), TypeError, "x must be a floating-point tensor"),
]


@pytest.mark.parametrize(("call", "error", "message"), BAD)
def test_bad_arguments_are_named(call, error, message):
    with pytest.raises(error, match=message):
        call()


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64])
def test_the_network_is_told_the_level_in_float32_at_least(dtype):
    """Whole numbers up to 999 are not all there in bfloat16: 937 would be 936, 833 be 832."""
    seen = []

    def network(x, c_noise):
        seen.append(c_noise)
        return x

    denoise = Preconditioned(network, iddpm_scalings, sigmas=GRID)
    rows = torch.tensor([0, 833, 937, 999])
    x = torch.zeros(4, 2, dtype=dtype)
    for sigma in (GRID[rows], GRID[rows].float()):
        assert denoise(x, sigma).dtype == dtype
        assert seen[-1].tolist() == rows.tolist()
        assert seen[-1].dtype == torch.promote_types(dtype, torch.float32)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_the_networks_of_the_book_run_in_half_precision(dtype):
    denoise = Preconditioned(MLPDenoiser(2, width=8, depth=1).to(dtype))
    x = torch.ones(3, 2, dtype=dtype)
    for sigma in (0.5, torch.full((3,), 0.5), torch.full((3,), 0.5, dtype=dtype)):
        out = denoise(x, sigma)
        assert out.dtype == dtype and out.isfinite().all()


def test_levels_shaped_like_images_are_refused_by_name():
    with pytest.raises(ValueError, match=r"sigma must .* shape \(B,\) .* got \(4, 1\)"):
        DENOISE(X, torch.ones(4, 1))
    with pytest.raises(ValueError, match=r"sigma must .* got \(2, 1, 1, 1\)"):
        DENOISE(torch.zeros(2, 1, 8, 8), torch.ones(2, 1, 1, 1))


@every_framework
def test_an_empty_batch_stays_empty(name):
    function, constants = EVERY[name]
    denoise = Preconditioned(lambda x, c: x, function, **constants)
    for sigma in (0.5, torch.ones(0)):
        assert denoise(torch.zeros(0, 3), sigma).shape == (0, 3)


def test_diffusers_has_the_same_preconditioning():
    diffusers = pytest.importorskip("diffusers")
    scheduler = diffusers.EDMEulerScheduler()
    x, output = draw(6, 3), draw(6, 3, seed=1)
    for row, sigma in enumerate(SIGMAS):
        c_skip, c_out, c_in, c_noise = scalings(sigma, 0.5)
        theirs = scheduler.precondition_inputs(x[row], sigma)
        assert_close(c_in * x[row], theirs, **TIGHT)
        theirs = scheduler.precondition_outputs(x[row], output[row], sigma)
        assert_close(c_skip * x[row] + c_out * output[row], theirs, **TIGHT)
        assert_close(c_noise, scheduler.precondition_noise(sigma), **TIGHT)


@pytest.mark.gpu
@every_framework
def test_gpu_equals_the_cpu(name):
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    function, constants = EVERY[name]
    x, denoise = draw(6, 3), Preconditioned(lambda x, c: torch.tanh(x), function, **constants)
    there = denoise(x.cuda(), SIGMAS.cuda())
    assert there.device.type == "cuda"
    assert_close(there.cpu(), denoise(x, SIGMAS), **TIGHT)
