"""EDM against 40 digits, what its coefficients must achieve, exact denoisers and autograd."""

import itertools
import math

import mpmath as mp
import numpy as np
import pytest
import torch
from torch.testing import assert_close

from dlnotes.generative import edm
from dlnotes.generative.edm import (
    Preconditioned,
    denoising_loss,
    eps_scalings,
    flow_matching_scalings,
    iddpm_scalings,
    loss_weight,
    sample_training_sigma,
    scalings,
    v_scalings,
    ve_scalings,
    vp_scalings,
    x0_scalings,
)
from dlnotes.generative.mixtures import GaussianMixture
from dlnotes.generative.networks import MLPDenoiser, waves
from dlnotes.generative.schedules import (
    ScaleSigma,
    alphas_bar,
    alphas_bar_sigmas,
    cosine_betas,
    cosine_schedule,
    edm_schedule,
    flow_matching_schedule,
    ve_schedule,
    vp_schedule,
)

mp.mp.dps = 40
TIGHT = {"rtol": 1e-12, "atol": 1e-14}
SIGMAS = torch.tensor([0.002, 0.05, 0.5, 1.0, 7.0, 80.0], dtype=torch.float64)
GRID = alphas_bar_sigmas(alphas_bar(cosine_betas(1000)))
EVERY = {
    "EDM": (scalings, {"sigma_data": 0.7}),
    "eps": (eps_scalings, {"sigma_data": 0.7}),
    "x0": (x0_scalings, {"sigma_data": 0.7}),
    "v": (v_scalings, {"sigma_data": 0.7}),
    "VP": (vp_scalings, {}),
    "VE": (ve_scalings, {}),
    "iDDPM": (iddpm_scalings, {"sigmas": GRID}),
    "flow matching": (flow_matching_scalings, {}),
}
every_framework = pytest.mark.parametrize("name", EVERY)


def draw(*shape, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, dtype=torch.float64, generator=generator)


# --- The coefficients ------------------------------------------------------------------------


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


# --- The denoiser ----------------------------------------------------------------------------

MIXTURE = GaussianMixture(None, draw(3, 2, seed=7), 0.2)


@every_framework
def test_the_right_network_makes_the_exact_denoiser(name):
    """F is what each framework says it predicts, computed from the exact D through its names."""
    function, constants = EVERY[name]
    x, sigma = draw(6, 2) * 3, SIGMAS
    x0 = MIXTURE.denoise(x, sigma)
    eps, v = edm.eps_from_x0(x0, x, sigma), edm.v_from_x0(x0, x, sigma)
    target = {"eps": eps, "VP": eps, "iDDPM": eps, "VE": -eps, "x0": x0, "v": v}
    target["flow matching"] = eps - x0
    target["EDM"] = -edm.v_from_x0(x0 / 0.7, x / 0.7, sigma / 0.7)
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


# --- The loss --------------------------------------------------------------------------------


def test_loss_weight_is_one_over_c_out_squared():
    ours = loss_weight(SIGMAS, 0.7)
    expected = [float((mp.mpf(s) ** 2 + mp.mpf(0.7) ** 2) / (mp.mpf(s) * mp.mpf(0.7)) ** 2)
                for s in SIGMAS.tolist()]  # fmt: skip
    assert_close(ours, torch.tensor(expected, dtype=torch.float64), rtol=1e-12, atol=0)
    assert_close(ours * scalings(SIGMAS, 0.7).c_out ** 2, torch.ones_like(SIGMAS), **TIGHT)
    assert loss_weight(0.5).item() == 8
    assert loss_weight(0.5).dtype == torch.float64


def test_the_loss_of_a_new_network_is_1_at_every_level():
    x0, eps = 0.7 * draw(20_000, 4), draw(20_000, 4, seed=1)
    denoise = Preconditioned(lambda x, c_noise: torch.zeros_like(x), sigma_data=0.7)
    for sigma in SIGMAS:
        loss = denoising_loss(denoise, x0, eps, sigma, loss_weight(sigma, 0.7))
        assert loss.item() == pytest.approx(1, abs=0.03)


def test_the_loss_equals_numpy_and_weighs_the_levels():
    x0, eps, weight = draw(6, 3), draw(6, 3, seed=1), loss_weight(SIGMAS)
    ours = denoising_loss(MIXED, x0, eps, SIGMAS, weight)
    noisy = x0.numpy() + SIGMAS.numpy()[:, None] * eps.numpy()
    error = (np.tanh(noisy) / (1 + SIGMAS.numpy()[:, None]) - x0.numpy()) ** 2
    assert ours.item() == pytest.approx((weight.numpy()[:, None] * error).mean(), rel=1e-12)
    one = denoising_loss(MIXED, x0, eps, 0.5, 1.0)
    same = denoising_loss(MIXED, x0, eps, torch.full((6,), 0.5), torch.ones(6))
    assert_close(one, same, **TIGHT)


def MIXED(x, sigma):
    return torch.tanh(x) / (1 + torch.as_tensor(sigma).expand(len(x))[:, None])


def test_weighted_loss_of_the_denoiser_is_the_plain_loss_of_the_network():
    """lambda c_out^2 = 1: the network regresses on a target of unit variance, nothing else."""
    x0, eps, sigma = draw(6, 3), draw(6, 3, seed=1), SIGMAS[:, None]
    network = torch.nn.Linear(3, 3).double()
    denoise = Preconditioned(lambda x, c_noise: network(x), sigma_data=0.7)
    loss = denoising_loss(denoise, x0, eps, SIGMAS, loss_weight(SIGMAS, 0.7))
    c_skip, c_out, c_in, _ = scalings(sigma, 0.7)
    x = x0 + sigma * eps
    plain = ((network(c_in * x) - (x0 - c_skip * x) / c_out) ** 2).mean()
    assert_close(loss, plain, rtol=1e-9, atol=0)


def test_training_levels_are_log_normal_and_repeatable():
    generator = torch.Generator().manual_seed(0)
    sigma = sample_training_sigma(-1.2, 1.2, 40_000, generator=generator)
    assert sigma.shape == (40_000,)
    assert sigma.log().mean().item() == pytest.approx(-1.2, abs=0.02)
    assert sigma.log().std().item() == pytest.approx(1.2, abs=0.02)
    again = sample_training_sigma(shape=40_000, generator=generator.manual_seed(0))
    assert_close(again, sigma, rtol=0, atol=0)
    assert sample_training_sigma(shape=(2, 3), generator=generator).shape == (2, 3)
    still = sample_training_sigma(0.5, 0.0, generator=generator)
    assert still.item() == pytest.approx(math.exp(0.5))


# --- Conversions -----------------------------------------------------------------------------

SCHEDULES = (vp_schedule, ve_schedule, cosine_schedule, flow_matching_schedule, edm_schedule)
every_schedule = pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda s: s.__name__)
TIMES = torch.tensor([0.05, 0.3, 0.6, 0.9], dtype=torch.float64)
FORMS = ("x0", "eps", "v", "score", "velocity")


def five_forms(schedule):
    """x and its five unknowns from their definitions; the velocity by automatic differentiation."""
    x0, eps = draw(4, 3), draw(4, 3, seed=1)

    def noisy(t):
        level = schedule(t)
        return level.scale[:, None] * (x0 + level.sigma[:, None] * eps)

    t = TIMES.clone().requires_grad_()
    columns = [torch.autograd.grad(noisy(t)[:, j].sum(), t)[0] for j in range(3)]
    x, velocity, level = noisy(TIMES), torch.stack(columns, dim=1), schedule(TIMES)
    angle = torch.atan(level.sigma)[:, None]
    forms = {"x0": x0, "eps": eps, "v": angle.cos() * eps - angle.sin() * x0}
    forms["score"] = -eps / (level.scale * level.sigma)[:, None]
    return x, {**forms, "velocity": velocity}, level


def convert(source, target, value, x, level):
    known = (level,) if source == "velocity" else (level.sigma, level.scale)
    x0 = value if source == "x0" else getattr(edm, f"x0_from_{source}")(value, x, *known)
    known = (level,) if target == "velocity" else (level.sigma, level.scale)
    return x0 if target == "x0" else getattr(edm, f"{target}_from_x0")(x0, x, *known)


@every_schedule
@pytest.mark.parametrize(("source", "target"), list(itertools.permutations(FORMS, 2)))
def test_every_form_becomes_every_other(schedule, source, target):
    x, forms, level = five_forms(schedule)
    ours = convert(source, target, forms[source], x, level)
    assert_close(ours, forms[target], rtol=1e-10, atol=1e-11)


def test_scale_is_1_where_it_is_left_out_and_levels_may_be_numbers():
    x, x0 = draw(4, 3), draw(4, 3, seed=1)
    for name in ("eps", "v", "score"):
        function, back = getattr(edm, f"{name}_from_x0"), getattr(edm, f"x0_from_{name}")
        one = function(x0, x, torch.full((4,), 0.5), torch.ones(4))
        assert_close(function(x0, x, 0.5), one, **TIGHT)
        assert_close(back(one, x, 0.5), x0, **TIGHT)
        assert function(x0.float(), x.float(), 0.5).dtype == torch.float32


def test_the_score_of_the_exact_denoiser_is_the_exact_score():
    sigma, scale = SIGMAS[1:5], torch.tensor([0.9, 0.5, 0.2, 0.1], dtype=torch.float64)
    x = draw(4, 2)
    x0 = MIXTURE.denoise(x / scale[:, None], sigma)
    score = edm.score_from_x0(x0, x, sigma, scale)
    assert_close(score, MIXTURE.score(x, sigma, scale), rtol=1e-9, atol=1e-10)


def test_v_of_variance_preserving_noise_is_salimans_and_hos():
    level = vp_schedule(TIMES)
    x0, eps = draw(4, 3), draw(4, 3, seed=1)
    scale, std = level.scale[:, None], (level.scale * level.sigma)[:, None]
    v = edm.v_from_x0(x0, scale * x0 + std * eps, level.sigma, level.scale)
    assert_close(v, scale * eps - std * x0, rtol=1e-10, atol=1e-12)
    x0_again = scale * (scale * x0 + std * eps) - std * v
    assert_close(x0_again, x0, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("form", FORMS[1:])
def test_gradients_flow_through_conversions(form):
    _, forms, level = five_forms(vp_schedule)

    def there_and_back(value, sigma, scale):
        known = level._replace(sigma=sigma, scale=scale)
        x0 = convert(form, "x0", value, draw(4, 3, seed=2), known)
        return convert("x0", "velocity", x0, draw(4, 3, seed=2), known)

    inputs = (forms[form], level.sigma, level.scale)
    inputs = tuple(value.clone().requires_grad_() for value in inputs)
    assert torch.autograd.gradcheck(there_and_back, inputs)


# --- The network -----------------------------------------------------------------------------


def test_waves_are_sines_and_cosines_of_doubled_levels():
    out = waves(torch.tensor([0.3, -1.0]), 2)
    expected = [[math.sin(a), math.sin(2 * a), math.cos(a), math.cos(2 * a)] for a in (0.3, -1.0)]
    assert_close(out, torch.tensor(expected))


def test_the_network_sees_x_and_the_level_of_each_row():
    torch.manual_seed(0)
    network = MLPDenoiser(3, width=16)
    x, c_noise = draw(4, 3).float(), torch.tensor([-1.0, 0.0, 0.5, 1.0])
    out = network(x, c_noise)
    assert out.shape == (4, 3)
    assert_close(network(x[2:3], c_noise[2:3]), out[2:3])
    assert (network(x, c_noise + 0.1) - out).abs().max() > 1e-3
    assert (network(x + 0.1, c_noise) - out).abs().max() > 1e-3


def test_the_network_learns_to_denoise():
    torch.manual_seed(0)
    generator = torch.Generator().manual_seed(0)
    mixture = GaussianMixture(None, torch.tensor([[-0.5], [0.5]]), 0.05)
    denoise = Preconditioned(MLPDenoiser(1, width=32))
    optimizer = torch.optim.Adam(denoise.parameters(), lr=5e-3)
    losses = []
    for _ in range(150):
        x0 = mixture.sample(128, generator)
        eps = torch.randn(x0.shape, generator=generator)
        sigma = sample_training_sigma(shape=128, generator=generator)
        optimizer.zero_grad()
        loss = denoising_loss(denoise, x0, eps, sigma, loss_weight(sigma))
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[0] == pytest.approx(1, abs=0.3)
    assert np.mean(losses[-50:]) < 0.75


# --- Bad input -------------------------------------------------------------------------------

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
    (lambda: loss_weight(0.0), ValueError, "sigma must lie in"),
    (lambda: loss_weight(0.5, 0.0), ValueError, "sigma_data must lie in"),
    (lambda: Preconditioned(None, 0.5), TypeError, "scalings must be a function .* got 0.5"),
    (lambda: DENOISE(X, 0.0), ValueError, "sigma must lie in"),
    (lambda: DENOISE(X, torch.ones(3)), ValueError, r"sigma must .* B = 4.* got \(3,\)"),
    (lambda: DENOISE(X.long(), 1.0), TypeError, "x must be a floating-point tensor"),
    (lambda: denoising_loss(DENOISE, X, X, torch.ones(3), 1.0), ValueError, "sigma must .* B = 4"),
    (lambda: denoising_loss(DENOISE, X.long(), X, 1.0, 1.0), TypeError, "x0 must be a float"),
    (
        lambda: sample_training_sigma(0.0, -1.0, generator=torch.Generator()),
        ValueError,
        "p_std must lie in",
    ),
    (lambda: edm.eps_from_x0(X, X, 0.0), ValueError, r"sigma must lie in \(0"),
    (lambda: edm.eps_from_x0(X, X[:2], 1.0), ValueError, r"got \(4, 3\) and \(2, 3\)"),
    (lambda: edm.x0_from_v(X, X, 1.0, 0.0), ValueError, "scale must lie in"),
    (lambda: edm.x0_from_score(X, X, torch.ones(3)), ValueError, "sigma must .* B = 4"),
    (
        lambda: edm.velocity_from_x0(X, X, ScaleSigma(*torch.ones(3, 4), torch.ones(3))),
        ValueError,
        "sigma_rate must .* B = 4",
    ),
]


@pytest.mark.parametrize(("call", "error", "message"), BAD)
def test_bad_arguments_are_named(call, error, message):
    with pytest.raises(error, match=message):
        call()


# --- A peer ----------------------------------------------------------------------------------


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


# --- On a GPU --------------------------------------------------------------------------------


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
    x, forms, level = five_forms(vp_schedule)
    there = ScaleSigma(*(value.cuda() for value in level))
    ours = convert("v", "velocity", forms["v"].cuda(), x.cuda(), there)
    assert_close(ours.cpu(), forms["velocity"], rtol=1e-10, atol=1e-11)
