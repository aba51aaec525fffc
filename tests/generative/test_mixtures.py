"""Mixtures against torch.distributions, quadrature and plain loops."""

import math
import operator

import pytest
import torch
from torch import distributions
from torch.testing import assert_close

from dlnotes.generative.mixtures import GaussianMixture, empirical_denoiser

WEIGHTS = torch.tensor([0.2, 0.5, 0.3], dtype=torch.float64)
MEANS = torch.tensor([[-2.0, 0.0], [1.0, 3.0], [4.0, -1.0]], dtype=torch.float64)
STDS = torch.tensor([0.5, 0.2, 1.5], dtype=torch.float64)
PLANE = GaussianMixture(WEIGHTS, MEANS, STDS)
LINE = GaussianMixture(WEIGHTS, MEANS[:, :1], STDS)
TIGHT = {"rtol": 1e-12, "atol": 1e-12}


def draw(*shape, seed=0):
    return 3 * torch.randn(*shape, generator=torch.Generator().manual_seed(seed)).double()


def peer(mixture, sigma=0.0, scale=1.0):
    """The law of scale * (x0 + sigma * eps), by torch.distributions."""
    std = scale * torch.sqrt(mixture.stds**2 + sigma**2)
    parts = distributions.Normal(scale * mixture.means, std[:, None].expand_as(mixture.means))
    return distributions.MixtureSameFamily(
        distributions.Categorical(mixture.weights), distributions.Independent(parts, 1)
    )


@pytest.mark.parametrize(("sigma", "scale"), [(0.0, 1.0), (0.7, 1.0), (3.0, 0.2), (0.1, 5.0)])
@pytest.mark.parametrize("mixture", [LINE, PLANE], ids=["line", "plane"])
def test_density_and_score_are_those_of_torch(mixture, sigma, scale):
    x = draw(7, mixture.means.shape[1]).requires_grad_()
    expected = peer(mixture, sigma, scale).log_prob(x)
    assert_close(mixture.log_prob(x, sigma, scale), expected, **TIGHT)
    (score,) = torch.autograd.grad(expected.sum(), x)
    assert_close(mixture.score(x, sigma, scale), score, **TIGHT)


@pytest.mark.parametrize("sigma", [0.05, 0.6, 4.0])
def test_denoiser_is_the_posterior_mean(sigma):
    """E[x0 | x] = int x0 p(x0) N(x; x0, sigma^2) dx0 / int p(x0) N(x; x0, sigma^2) dx0."""
    x = draw(9, 1)
    grid = torch.linspace(-12, 14, 40_001, dtype=torch.float64)
    prior = peer(LINE).log_prob(grid[:, None]).exp()
    joint = prior * torch.exp(-(((x - grid) / sigma) ** 2) / 2)  # (9, G)
    expected = (joint * grid).sum(1) / joint.sum(1)
    assert_close(LINE.denoise(x, sigma)[:, 0], expected, rtol=1e-10, atol=1e-10)


def test_denoiser_in_the_plane_by_quadrature():
    x, sigma = draw(4, 2), 0.8
    axis = torch.linspace(-9, 11, 801, dtype=torch.float64)
    grid = torch.cartesian_prod(axis, axis)
    joint = peer(PLANE).log_prob(grid).exp() * torch.exp(
        -(torch.cdist(x, grid) ** 2) / (2 * sigma**2)
    )
    expected = joint @ grid / joint.sum(1, keepdim=True)
    assert_close(PLANE.denoise(x, sigma), expected, rtol=1e-8, atol=1e-8)


@pytest.mark.parametrize("sigma", [0.0, 1e-3, 0.5, 80.0])
def test_tweedie(sigma):
    """E[x0 | x] = x + sigma^2 * score: two routes through the code."""
    x = draw(20, 2) * (1 + sigma)
    expected = x + sigma**2 * PLANE.score(x, sigma)
    assert_close(PLANE.denoise(x, sigma), expected, rtol=1e-10, atol=1e-10)


def test_denoiser_far_out_and_close_by():
    x = draw(5, 2)
    assert_close(PLANE.denoise(x, 0.0), x, **TIGHT)
    mean = (WEIGHTS @ MEANS).expand(5, 2)
    assert_close(PLANE.denoise(x, 1e6), mean, rtol=1e-5, atol=1e-5)


def test_nothing_overflows_far_from_the_data():
    x = torch.tensor([[3e3, -3e3], [-1e4, 0.0]])
    for result in (PLANE.log_prob(x, 0.01), PLANE.score(x, 0.01), PLANE.denoise(x, 0.01)):
        assert result.dtype == torch.float32
        assert result.isfinite().all()


def test_cdf_and_its_slope():
    x = draw(9, 1).requires_grad_()
    below = LINE.cdf(x, 0.7, 0.3)
    std = 0.3 * torch.sqrt(STDS**2 + 0.49)
    parts = [
        distributions.Normal(0.3 * m, s).cdf(x[:, 0]) for m, s in zip(MEANS[:, 0], std, strict=True)
    ]
    assert_close(below, torch.stack(parts, -1) @ WEIGHTS, **TIGHT)
    (slope,) = torch.autograd.grad(below.sum(), x)
    assert_close(slope[:, 0], LINE.log_prob(x.detach(), 0.7, 0.3).exp(), **TIGHT)


@pytest.mark.parametrize("name", ["log_prob", "score", "denoise", "cdf"])
def test_levels_of_a_batch_are_taken_one_by_one(name):
    mixture = LINE if name == "cdf" else PLANE
    x, sigma = draw(5, 4, mixture.means.shape[1]), torch.linspace(0.1, 3, 5, dtype=torch.float64)
    function = getattr(mixture, name)
    alone = torch.stack([function(x[i], sigma[i]) for i in range(5)])
    assert_close(function(x, sigma), alone, **TIGHT)
    assert_close(function(x[:, 0], sigma), alone[:, 0], **TIGHT)
    assert_close(function(x, 0.5), function(x, torch.full((5,), 0.5).double()), **TIGHT)
    if name != "denoise":
        scaled = torch.stack([function(x[i], sigma[i], 1 / sigma[i]) for i in range(5)])
        assert_close(function(x, sigma, 1 / sigma), scaled, **TIGHT)


@pytest.mark.parametrize("name", ["log_prob", "score", "denoise"])
def test_gradients_in_everything(name):
    def function(x, sigma, weights, means, stds):
        # Weights need sum 1: a gradient across that constraint would be refused.
        return getattr(GaussianMixture(weights.softmax(0), means, stds), name)(x, sigma)

    sigma = torch.tensor([0.3, 2.0], dtype=torch.float64)
    inputs = [v.clone().requires_grad_() for v in (draw(2, 2), sigma, WEIGHTS, MEANS, STDS)]
    assert torch.autograd.gradcheck(function, inputs)


def test_forms_of_the_parameters():
    x = draw(6, 2)
    expected = GaussianMixture(torch.full((3,), 1 / 3), MEANS, torch.full((3,), 0.4)).log_prob(x)
    assert_close(GaussianMixture(None, MEANS, 0.4).log_prob(x), expected, rtol=1e-6, atol=1e-6)
    assert_close(GaussianMixture(None, MEANS, torch.tensor(0.4)).log_prob(x), expected)


def test_single_precision():
    x = draw(8, 2)
    for name in ("log_prob", "score", "denoise"):
        single = getattr(PLANE, name)(x.float(), 0.6)
        assert single.dtype == torch.float32
        assert_close(single.double(), getattr(PLANE, name)(x, 0.6), rtol=1e-4, atol=1e-5)


def test_samples_have_the_distribution():
    sample = LINE.sample(20_000, torch.Generator().manual_seed(0))
    again = LINE.sample(20_000, torch.Generator().manual_seed(0))
    assert sample.equal(again)
    assert sample.dtype == torch.float64
    uniform = LINE.cdf(sample).sort().values
    steps = torch.arange(1, 20_001) / 20_000
    assert (uniform - steps).abs().max() < 1.95 / 20_000**0.5  # Kolmogorov, one in a thousand


# --- The finite data set ---------------------------------------------------------------------


def by_hand(data, x, sigma):
    """The weighted mean in Python floats, one coordinate at a time."""
    results = []
    for row in x.flatten(1).tolist():
        squares = [math.dist(row, point) ** 2 for point in data.flatten(1).tolist()]
        weights = [math.exp((min(squares) - s) / (2 * sigma**2)) for s in squares]
        shares = [w / math.fsum(weights) for w in weights]
        columns = zip(*data.flatten(1).tolist(), strict=True)
        results.append([math.fsum(map(operator.mul, shares, c)) for c in columns])
    return torch.tensor(results, dtype=x.dtype).reshape(x.shape)


@pytest.mark.parametrize("sigma", [0.1, 1.0, 30.0])
def test_empirical_denoiser_is_the_weighted_mean(sigma):
    data, x = draw(6, 2, 3), draw(4, 2, 3, seed=1)
    assert_close(empirical_denoiser(data)(x, sigma), by_hand(data, x, sigma), **TIGHT)


def test_empirical_denoiser_is_a_mixture_of_points():
    mixture = GaussianMixture(None, MEANS, 0.0)
    x, sigma = draw(4, 2), torch.tensor([0.2, 0.5, 1.0, 7.0], dtype=torch.float64)
    assert_close(empirical_denoiser(MEANS)(x, sigma), mixture.denoise(x, sigma), **TIGHT)


def test_empirical_denoiser_repeats_the_nearest_point():
    data = draw(50, 1, 4, 4).float()
    noisy = data + 1e-3 * draw(50, 1, 4, 4, seed=1).float()
    assert empirical_denoiser(data)(noisy, 1e-4).equal(data)


def test_empirical_denoiser_tells_near_points_apart_in_single_precision():
    """Points 1e-3 apart and 100 from the origin: squares of the coordinates would lose them."""
    data = torch.tensor([[100.0, 100.0], [100.0, 100.001]])
    x = torch.tensor([[100.0, 100.001]])
    expected = by_hand(data.double(), x.double(), 5e-4)
    assert_close(empirical_denoiser(data)(x, 5e-4).double(), expected, rtol=0, atol=2e-5)


def test_empirical_gradients():
    denoise, sigma = empirical_denoiser(MEANS), torch.tensor([0.9, 2.0]).double()
    inputs = (draw(2, 2).requires_grad_(), sigma.requires_grad_())
    assert torch.autograd.gradcheck(denoise, inputs)


# --- Few digits, few rows --------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
@pytest.mark.parametrize("sigma", [0.1, 80.0, 300.0])
def test_half_precision_is_computed_in_float32(dtype, sigma):
    """The square of a level of 300 is beyond float16."""
    x = (sigma * torch.randn(6, 2, generator=torch.Generator().manual_seed(0))).to(dtype)
    points = empirical_denoiser(MEANS.float())
    for function in (PLANE.denoise, PLANE.score, PLANE.log_prob, points):
        found, expected = function(x, sigma), function(x.float(), sigma)
        assert found.dtype == dtype
        assert torch.equal(found, expected.to(dtype))


def test_no_rows_and_one_row():
    for rows in (0, 1):
        x = torch.zeros(rows, 2)
        for sigma in (0.5, torch.ones(rows)):
            assert PLANE.score(x, sigma).shape == PLANE.denoise(x, sigma).shape == (rows, 2)
            assert PLANE.log_prob(x, sigma).shape == (rows,)
            assert empirical_denoiser(MEANS)(x, sigma).shape == (rows, 2)


# --- Bad input -------------------------------------------------------------------------------


X = torch.zeros(3, 2)
BAD = {
    "means ints": (TypeError, "means must be", lambda: GaussianMixture(None, [[0.0]], 1.0)),
    "means flat": (ValueError, r"\(K, D\)", lambda: GaussianMixture(None, torch.zeros(3), 1.0)),
    "stds matrix": (
        ValueError,
        r"stds must be a number or have shape \(K,\), got \(3, 2\)",
        lambda: GaussianMixture(None, MEANS, torch.ones(3, 2)),
    ),
    "stds short": (ValueError, "stds must", lambda: GaussianMixture(None, MEANS, STDS[:2])),
    "stds negative": (ValueError, "stds must", lambda: GaussianMixture(None, MEANS, -1.0)),
    "weights": (ValueError, "sum 1", lambda: GaussianMixture(2 * WEIGHTS, MEANS, STDS)),
    "x ints": (TypeError, "x must be a floating", lambda: PLANE.score(torch.zeros(3, 2).long())),
    "x list": (TypeError, "x must be a floating", lambda: PLANE.log_prob([[0.0, 0.0]])),
    "x wide": (ValueError, r"\(\.\.\., 2\), got \(3, 1\)", lambda: PLANE.score(X[:, :1])),
    "x scalar": (ValueError, r"x must have shape", lambda: PLANE.score(torch.tensor(0.0))),
    "sigma negative": (ValueError, r"sigma must lie in \[0, inf\)", lambda: PLANE.denoise(X, -1.0)),
    "sigma nan": (ValueError, "sigma must lie", lambda: PLANE.denoise(X, math.nan)),
    "sigma infinite": (ValueError, "sigma must lie.* got inf", lambda: PLANE.denoise(X, math.inf)),
    "sigma word": (TypeError, "sigma must be a number", lambda: PLANE.denoise(X, "1")),
    "sigma long": (ValueError, r"B = 3, .* \(4,\)", lambda: PLANE.denoise(X, torch.ones(4))),
    "sigma matrix": (ValueError, r"got \(3, 1\)", lambda: PLANE.denoise(X, torch.ones(3, 1))),
    "scale zero": (ValueError, r"scale must lie in \(0", lambda: PLANE.score(X, 1.0, 0.0)),
    "points": (
        ValueError,
        r"scale\^2 \(stds\^2 \+ sigma\^2\) must lie in \(0, inf\)",
        lambda: GaussianMixture(None, MEANS, 0.0).log_prob(X),
    ),
    "cdf": (ValueError, "cdf needs D = 1, this mixture has D = 2", lambda: PLANE.cdf(X)),
    "data flat": (ValueError, r"\(N, \.\.\.\), .* got \(3,\)", lambda: empirical_denoiser(X[:, 0])),
    "data empty": (ValueError, r"got \(0, 2\)", lambda: empirical_denoiser(X[:0])),
    "data ints": (TypeError, "data must be", lambda: empirical_denoiser(X.long())),
    "x other": (ValueError, "x must have", lambda: empirical_denoiser(X)(X[:, :1], 1.0)),
    "x bare": (ValueError, "x must have", lambda: empirical_denoiser(X)(X[0], 1.0)),
    "sigma zero": (ValueError, r"sigma must lie in \(0", lambda: empirical_denoiser(X)(X, 0.0)),
}


@pytest.mark.parametrize(("error", "words", "call"), BAD.values(), ids=BAD.keys())
def test_bad_input(error, words, call):
    with pytest.raises(error, match=words):
        call()


# --- On a GPU --------------------------------------------------------------------------------


@pytest.mark.gpu
def test_gpu_equals_the_cpu():
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    x, sigma = draw(16, 2), torch.linspace(0.1, 5, 16, dtype=torch.float64)
    for name in ("log_prob", "score", "denoise"):
        function = getattr(PLANE, name)
        result = function(x.cuda(), sigma.cuda())
        assert result.device.type == "cuda"
        assert_close(result.cpu(), function(x, sigma), **TIGHT)
        assert_close(function(x.cuda(), sigma).cpu(), function(x, sigma), **TIGHT)
    denoise = empirical_denoiser(MEANS)
    assert_close(denoise(x.cuda(), 0.5).cpu(), denoise(x, 0.5), **TIGHT)
