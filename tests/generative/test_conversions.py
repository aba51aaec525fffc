"""The five forms of a prediction against their definitions, exact scores and autograd."""

import itertools

import pytest
import torch
from torch.testing import assert_close

from dlnotes.generative import conversions
from dlnotes.generative.schedules import (
    ScaleSigma,
    cosine_schedule,
    edm_schedule,
    flow_matching_schedule,
    ve_schedule,
    vp_schedule,
)
from tests.generative.frameworks import MIXTURE, SIGMAS, TIGHT, draw

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
    x0 = value if source == "x0" else getattr(conversions, f"x0_from_{source}")(value, x, *known)
    known = (level,) if target == "velocity" else (level.sigma, level.scale)
    return x0 if target == "x0" else getattr(conversions, f"{target}_from_x0")(x0, x, *known)


@every_schedule
@pytest.mark.parametrize(("source", "target"), list(itertools.permutations(FORMS, 2)))
def test_every_form_becomes_every_other(schedule, source, target):
    x, forms, level = five_forms(schedule)
    ours = convert(source, target, forms[source], x, level)
    assert_close(ours, forms[target], rtol=1e-10, atol=1e-11)


def test_scale_is_1_where_it_is_left_out_and_levels_may_be_numbers():
    x, x0 = draw(4, 3), draw(4, 3, seed=1)
    for name in ("eps", "v", "score"):
        function = getattr(conversions, f"{name}_from_x0")
        back = getattr(conversions, f"x0_from_{name}")
        one = function(x0, x, torch.full((4,), 0.5), torch.ones(4))
        assert_close(function(x0, x, 0.5), one, **TIGHT)
        assert_close(back(one, x, 0.5), x0, **TIGHT)
        assert function(x0.float(), x.float(), 0.5).dtype == torch.float32


def test_the_score_of_the_exact_denoiser_is_the_exact_score():
    sigma, scale = SIGMAS[1:5], torch.tensor([0.9, 0.5, 0.2, 0.1], dtype=torch.float64)
    x = draw(4, 2)
    x0 = MIXTURE.denoise(x / scale[:, None], sigma)
    score = conversions.score_from_x0(x0, x, sigma, scale)
    assert_close(score, MIXTURE.score(x, sigma, scale), rtol=1e-9, atol=1e-10)


def test_v_of_variance_preserving_noise_is_salimans_and_hos():
    level = vp_schedule(TIMES)
    x0, eps = draw(4, 3), draw(4, 3, seed=1)
    scale, std = level.scale[:, None], (level.scale * level.sigma)[:, None]
    v = conversions.v_from_x0(x0, scale * x0 + std * eps, level.sigma, level.scale)
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


X = torch.zeros(4, 3)
BAD = [
    (lambda: conversions.eps_from_x0(X, X, 0.0), ValueError, r"sigma must lie in \(0"),
    (
        lambda: conversions.eps_from_x0(X, X[:2], 1.0),
        ValueError,
        r"shape of x, .* got \(4, 3\)",
    ),
    (lambda: conversions.x0_from_v(X, X, 1.0, 0.0), ValueError, "scale must lie in"),
    (lambda: conversions.x0_from_score(X, X, torch.ones(3)), ValueError, "sigma must .* B = 4"),
    (
        lambda: conversions.velocity_from_x0(X, X, ScaleSigma(*torch.ones(3, 4), torch.ones(3))),
        ValueError,
        "sigma_rate must .* B = 4",
    ),
]


@pytest.mark.parametrize(("call", "error", "message"), BAD)
def test_bad_arguments_are_named(call, error, message):
    with pytest.raises(error, match=message):
        call()


@pytest.mark.gpu
def test_gpu_equals_the_cpu():
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    x, forms, level = five_forms(vp_schedule)
    there = ScaleSigma(*(value.cuda() for value in level))
    ours = convert("v", "velocity", forms["v"].cuda(), x.cuda(), there)
    assert_close(ours.cpu(), forms["velocity"], rtol=1e-10, atol=1e-11)
