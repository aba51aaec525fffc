"""The three equations against mpmath, moment equations and the Fokker-Planck equation."""

import math

import mpmath
import pytest
import torch
from torch.testing import assert_close

from dlnotes.generative.mixtures import GaussianMixture
from dlnotes.generative.sde import VESDE, VPSDE, SubVPSDE

SDES = {
    "VP": VPSDE(),
    "VP constant": VPSDE(2.0, 2.0),
    "sub-VP": SubVPSDE(),
    "sub-VP other": SubVPSDE(0.5, 8.0),
    "VE": VESDE(),
    "VE other": VESDE(0.3, 7.0),
}
every_sde = pytest.mark.parametrize("sde", SDES.values(), ids=SDES.keys())
TIMES = torch.tensor([0.01, 0.2, 0.5, 0.8, 1.0], dtype=torch.float64)
TIGHT = {"rtol": 1e-12, "atol": 1e-12}


def draw(*shape, seed=0):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed)).double()


def in_40_digits(sde, t):
    """f, g, scale, std at t from integrals: scale = exp(int f), std^2 = scale^2 int g^2/scale^2."""
    with mpmath.workdps(40):
        t = mpmath.mpf(t)
        if isinstance(sde, VESDE):
            low, high = mpmath.mpf(sde.sigma_min), mpmath.mpf(sde.sigma_max)
            sigma = low * (high / low) ** t
            slope = mpmath.diff(lambda u: (low * (high / low) ** u) ** 2, t)
            return 0.0, float(mpmath.sqrt(slope)), 1.0, float(sigma)
        low, high = mpmath.mpf(sde.beta_min), mpmath.mpf(sde.beta_max)

        def beta(u):
            return low + u * (high - low)

        def growth(u):  # exp of the integral of beta: a trapezium's area
            return mpmath.exp(u * (beta(0) + beta(u)) / 2)

        def noise(u):
            return beta(u) * (1 - growth(u) ** -2 if isinstance(sde, SubVPSDE) else 1)

        scale = growth(t) ** mpmath.mpf(-0.5)
        variance = scale**2 * mpmath.quad(lambda u: noise(u) * growth(u), [0, t / 2, t])
        return tuple(
            map(float, (-beta(t) / 2, mpmath.sqrt(noise(t)), scale, mpmath.sqrt(variance)))
        )


@every_sde
def test_coefficients_and_marginals_to_twelve_digits(sde):
    for t in TIMES.tolist():
        f, g, scale, std = in_40_digits(sde, t)
        x = draw(3, 2)
        assert_close(sde.drift(x, t), f * x, **TIGHT)
        assert_close(sde.diffusion(t).item(), g, **TIGHT)
        assert_close([v.item() for v in sde.marginal(t)], [scale, std], **TIGHT)


def test_values_worked_by_hand():
    """B(1) = 10.05 and B(1/2) = 0.05 + 19.9 / 8 = 2.5375."""
    half = math.exp(-2.5375)
    assert_close([v.item() for v in VPSDE().marginal(0.5)], [half**0.5, (1 - half) ** 0.5], **TIGHT)
    assert_close([v.item() for v in SubVPSDE().marginal(0.5)], [half**0.5, 1 - half], **TIGHT)
    assert_close(VPSDE().marginal(1.0)[0].item(), math.exp(-5.025), **TIGHT)
    assert_close([v.item() for v in VESDE().marginal(0.5)], [1.0, math.sqrt(0.5)], **TIGHT)
    assert_close(VPSDE().diffusion(1.0).item(), math.sqrt(20), **TIGHT)
    assert_close(VPSDE().drift(torch.ones(1, 1), 0.5).item(), -5.025)


@every_sde
def test_moment_equations(sde):
    """scale' = f scale and (std^2)' = 2 f std^2 + g^2, the derivatives by autograd."""
    t = TIMES.clone().requires_grad_()
    scale, std = sde.marginal(t)
    f, g = sde.rate(t).detach(), sde.diffusion(t).detach()
    for value, expected in ((scale, f * scale), (std**2, 2 * f * std**2 + g**2)):
        (slope,) = torch.autograd.grad(value.sum(), t, retain_graph=True)
        assert_close(slope, expected.detach(), **TIGHT)


def test_start_and_end():
    for sde in (VPSDE(), SubVPSDE()):
        assert [v.item() for v in sde.marginal(0)] == [1.0, 0.0]
        assert sde.prior_std() == 1.0
        assert abs(sde.marginal(1)[1].item() - 1) < 5e-5
    assert_close(VESDE().marginal(0.0)[1].item(), 0.01, **TIGHT)
    assert_close(VESDE().marginal(1.0)[1].item(), VESDE().prior_std(), **TIGHT)


def test_exact_law_of_ve_starts_without_noise():
    sde = VESDE(0.3, 7.0)
    assert sde.exact_std(0.0).item() == 0.0
    t = TIMES.clone().requires_grad_()
    exact = sde.exact_std(t)
    assert_close(exact**2, sde.marginal(t)[1] ** 2 - 0.3**2, **TIGHT)
    (slope,) = torch.autograd.grad((exact**2).sum(), t)
    assert_close(slope, sde.diffusion(TIMES) ** 2, **TIGHT)


def test_small_times_keep_their_digits():
    """1 - exp(-B) with B = 1e-12: subtracting would leave four digits."""
    t = 1e-11
    assert_close(VPSDE(0.1, 20.0).marginal(t)[1].item(), (0.1 * t) ** 0.5, rtol=1e-9, atol=0)
    assert_close(SubVPSDE(0.1, 20.0).marginal(t)[1].item(), 0.1 * t, rtol=1e-9, atol=0)
    expected = 0.01 * (2 * math.log(5000) * t) ** 0.5
    assert_close(VESDE().exact_std(t).item(), expected, rtol=1e-9, atol=0)


@every_sde
def test_reverse_drifts(sde):
    x, score, t = draw(4, 3), draw(4, 3, seed=1), 0.3
    g2 = sde.diffusion(t) ** 2
    assert_close(sde.reverse_drift(x, t, score), sde.rate(t) * x - g2 * score, **TIGHT)
    assert_close(sde.probability_flow(x, t, score), sde.rate(t) * x - g2 * score / 2, **TIGHT)
    half = sde.family_drift(x, t, score, 0.5)
    assert_close(half, sde.rate(t) * x - 0.625 * g2 * score, **TIGHT)


@every_sde
@pytest.mark.parametrize("stochasticity", [0.0, 0.5, 1.0, 2.0])
def test_every_member_of_the_family_carries_the_marginals(sde, stochasticity):
    """Backward Fokker-Planck over p, on a mixture in the plane, all derivatives by autograd.

    d log p / dt + div h + h . score + lambda^2 g^2 / 2 (div score + |score|^2) = 0, h the drift.
    """
    mixture = GaussianMixture(None, torch.tensor([[-1.0, 0.5], [2.0, 0.0]]).double(), 0.4)
    x, t = draw(5, 2), torch.linspace(0.1, 0.9, 5, dtype=torch.float64).requires_grad_()

    def log_prob(x):
        scale, std = sde.marginal(t)
        return mixture.log_prob(x, std / scale, scale)

    def score(x):
        scale, std = sde.marginal(t)
        return mixture.score(x, std / scale, scale)

    def divergence(function):
        jacobian = torch.autograd.functional.jacobian(lambda x: function(x).sum(0), x)
        return torch.einsum("ibi->b", jacobian)

    (speed,) = torch.autograd.grad(log_prob(x).sum(), t)
    values = score(x).detach()
    drift = sde.family_drift(x, t.detach(), values, stochasticity)
    spread = divergence(lambda x: sde.family_drift(x, t, score(x), stochasticity))
    bend = divergence(score) + (values**2).sum(1)
    g = sde.diffusion(t.detach())
    residual = speed + spread + (drift * values).sum(1) + stochasticity**2 * g**2 / 2 * bend
    assert_close(residual, torch.zeros(5, dtype=torch.float64), rtol=0, atol=1e-9)


@every_sde
def test_times_of_a_batch_are_taken_one_by_one(sde):
    x, score = draw(5, 2, 3), draw(5, 2, 3, seed=1)
    for name, arguments in (
        ("drift", ()),
        ("reverse_drift", (score,)),
        ("probability_flow", (score,)),
    ):
        function = getattr(sde, name)
        alone = [
            function(x[i : i + 1], t, *(s[i : i + 1] for s in arguments))
            for i, t in enumerate(TIMES.tolist())
        ]
        assert_close(function(x, TIMES, *arguments), torch.cat(alone), **TIGHT)
    assert sde.diffusion(TIMES).shape == sde.marginal(TIMES)[0].shape == (5,)
    assert_close(sde.diffusion(TIMES)[2], sde.diffusion(0.5), **TIGHT)


@every_sde
def test_dtypes(sde):
    x = draw(5, 2).float()
    assert sde.drift(x, 0.3).dtype == sde.drift(x, TIMES).dtype == torch.float32
    assert sde.reverse_drift(x, TIMES, x).dtype == torch.float32
    assert sde.diffusion(0.3).dtype == torch.float64
    single = TIMES.float()
    for value, exact in zip(sde.marginal(single), sde.marginal(TIMES), strict=True):
        assert value.dtype == torch.float32
        assert_close(value.double(), exact, rtol=1e-5, atol=1e-6)


@every_sde
def test_gradients(sde):
    t = TIMES[:3].clone().requires_grad_()
    x, score = draw(3, 2).requires_grad_(), draw(3, 2, seed=1).requires_grad_()
    assert torch.autograd.gradcheck(lambda t: torch.stack(sde.marginal(t)), t)
    assert torch.autograd.gradcheck(sde.diffusion, t)
    assert torch.autograd.gradcheck(sde.reverse_drift, (x, t, score))


X = torch.zeros(3, 2)
BAD = {
    "t below": (ValueError, r"t must lie in \[0, 1\], got -0\.1", lambda s: s.drift(X, -0.1)),
    "t above": (ValueError, r"t must lie in \[0, 1\], got 1\.1", lambda s: s.marginal(1.1)),
    "t nan": (ValueError, "t must lie .* got nan", lambda s: s.diffusion(math.nan)),
    "one of t": (ValueError, r"\[0\.5, 2\.0\]", lambda s: s.marginal(torch.tensor([0.5, 2.0]))),
    "t word": (TypeError, "t must be a number .* got 'now'", lambda s: s.marginal("now")),
    "t bool": (TypeError, "t must be a number .* got True", lambda s: s.marginal(True)),
    "t ints": (TypeError, "t must be a number", lambda s: s.marginal(torch.tensor([0, 1]))),
    "t matrix": (ValueError, r"\(B,\) .* got \(3, 1\)", lambda s: s.drift(X, torch.ones(3, 1))),
    "t long": (ValueError, r"B = 3, .* got \(2,\)", lambda s: s.drift(X, torch.ones(2))),
    "x scalar": (ValueError, "B = none", lambda s: s.drift(torch.tensor(0.0), torch.ones(2))),
    "x list": (TypeError, "x must be a floating-point", lambda s: s.drift([0.0], 0.5)),
    "x ints": (TypeError, "x must be a floating-point", lambda s: s.drift(X.long(), 0.5)),
    "score wide": (
        ValueError,
        r"score must have the shape of x, \(3, 2\), got \(3,\)",
        lambda s: s.reverse_drift(X, 0.5, X[:, 0]),
    ),
    "score number": (TypeError, "score must be a", lambda s: s.probability_flow(X, 0.5, 1.0)),
}


@pytest.mark.parametrize("sde", [VPSDE(), SubVPSDE(), VESDE()], ids=["VP", "sub-VP", "VE"])
@pytest.mark.parametrize(("error", "words", "call"), BAD.values(), ids=BAD.keys())
def test_bad_input(sde, error, words, call):
    with pytest.raises(error, match=words):
        call(sde)


@pytest.mark.parametrize(
    ("error", "words", "make"),
    [
        (ValueError, "beta_min <= beta_max, got beta_min=2, beta_max=1", lambda: VPSDE(2, 1)),
        (ValueError, r"beta_min must lie in \[0, inf\), got -0.1", lambda: SubVPSDE(-0.1, 1.0)),
        (ValueError, r"beta_max must lie in \(0, inf\), got 0.0", lambda: VPSDE(0.0, 0.0)),
        (ValueError, "beta_max must lie", lambda: VPSDE(0.1, math.inf)),
        (ValueError, "beta_max must lie", lambda: VPSDE(0.1, math.nan)),
        (TypeError, "beta_max must be a number .* got '20'", lambda: VPSDE(0.1, "20")),
        (TypeError, "beta_min must be a number .* got True", lambda: VPSDE(True, 20)),
        (ValueError, "sigma_min must lie in .* got 0", lambda: VESDE(0, 1)),
        (ValueError, r"sigma_max must lie in \(1.0, inf\), got 1.0", lambda: VESDE(1.0, 1.0)),
        (ValueError, "sigma_max must lie in .* got inf", lambda: VESDE(1.0, math.inf)),
    ],
)
def test_bad_parameters(error, words, make):
    with pytest.raises(error, match=words):
        make()


@pytest.mark.gpu
@every_sde
def test_gpu_equals_the_cpu(sde):
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    x, score = draw(5, 2), draw(5, 2, seed=1)
    for t in (0.3, TIMES, TIMES.cuda()):
        there = sde.reverse_drift(x.cuda(), t, score.cuda())
        assert there.device.type == "cuda"
        here = sde.reverse_drift(x, t if isinstance(t, float) else t.cpu(), score)
        assert_close(there.cpu(), here, **TIGHT)
    for there, here in zip(sde.marginal(TIMES.cuda()), sde.marginal(TIMES), strict=True):
        assert there.device.type == "cuda"
        assert_close(there.cpu(), here, **TIGHT)
