import pytest
import torch
from scipy import stats

from dlnotes.data.mixtures import gaussian_mixture

MEANS = torch.tensor([[-2.0, 0.0], [1.0, 3.0], [4.0, -1.0]], dtype=torch.float64)
STDS = torch.tensor([[0.5, 1.0], [0.2, 0.3], [1.5, 0.1]], dtype=torch.float64)
WEIGHTS = torch.tensor([0.2, 0.5, 0.3], dtype=torch.float64)
N = 100_000


def generator(value=0):
    return torch.Generator().manual_seed(value)


@pytest.fixture(scope="module")
def sample():
    return gaussian_mixture(N, MEANS, STDS, WEIGHTS, generator())


def test_shapes_and_types(sample):
    assert sample.samples.shape == (N, 2)
    assert sample.samples.dtype == torch.float64
    assert sample.components.shape == (N,)
    assert sample.components.dtype == torch.int64


def test_moments_are_those_of_the_mixture(sample):
    """mean = sum w m; covariance = sum w (diag(s^2) + m m^T) - mean mean^T, within 5 std errors."""
    mean = WEIGHTS @ MEANS
    second = torch.einsum("k,ki,kj->ij", WEIGHTS, MEANS, MEANS) + torch.diag(WEIGHTS @ STDS**2)
    covariance = second - torch.outer(mean, mean)
    centred = sample.samples - mean
    error = 5 * covariance.diagonal().sqrt() / N**0.5
    assert (centred.mean(0).abs() < error).all()
    products = torch.einsum("ni,nj->nij", centred, centred)
    assert ((products.mean(0) - covariance).abs() < 5 * products.std(0) / N**0.5).all()


def test_components_have_their_weights(sample):
    counts = torch.bincount(sample.components, minlength=3)
    assert stats.chisquare(counts.numpy(), (N * WEIGHTS).numpy()).pvalue > 1e-3


@pytest.mark.parametrize("k", range(3))
def test_samples_follow_their_component(sample, k):
    own = sample.samples[sample.components == k]
    for d in range(2):
        normal = stats.norm(MEANS[k, d], STDS[k, d])
        assert stats.kstest(own[:, d].numpy(), normal.cdf).pvalue > 1e-3


@pytest.mark.parametrize(
    "stds", [0.3, torch.tensor(0.3), torch.full((3,), 0.3), torch.full((3, 2), 0.3)]
)
def test_forms_of_stds_agree(stds):
    expected = gaussian_mixture(
        20, MEANS, torch.full_like(MEANS, 0.3), WEIGHTS, generator()
    ).samples
    actual = gaussian_mixture(20, MEANS, stds, WEIGHTS, generator()).samples
    torch.testing.assert_close(actual, expected, rtol=1e-6, atol=1e-6)


def test_one_std_a_component_when_there_are_as_many_components_as_coordinates():
    means = torch.zeros(2, 2, dtype=torch.float64)
    stds = torch.tensor([0.0, 1.0], dtype=torch.float64)
    samples, components = gaussian_mixture(100, means, stds, None, generator())
    assert (samples[components == 0] == 0).all()
    assert (samples[components == 1] != 0).all()


def test_zero_std_gives_the_means():
    samples, components = gaussian_mixture(100, MEANS, 0.0, WEIGHTS, generator())
    assert samples.equal(MEANS[components])


def test_no_weights_means_equal_weights():
    components = gaussian_mixture(30_000, MEANS, 0.1, None, generator()).components
    assert stats.chisquare(torch.bincount(components).numpy()).pvalue > 1e-3


def test_zero_weight_is_never_drawn():
    weights = torch.tensor([0.0, 1.0, 0.0])
    assert (gaussian_mixture(1000, MEANS, 0.1, weights, generator()).components == 1).all()


def test_samples_are_differentiable_in_the_parameters():
    means, stds = MEANS.clone().requires_grad_(), STDS.clone().requires_grad_()
    samples, components = gaussian_mixture(50, means, stds, WEIGHTS, generator())
    samples.sum().backward()
    counts = torch.bincount(components, minlength=3).double()
    eps = (samples.detach() - MEANS[components]) / STDS[components]
    torch.testing.assert_close(means.grad, counts[:, None].expand(3, 2))
    torch.testing.assert_close(stds.grad, torch.zeros_like(STDS).index_add(0, components, eps))


def test_same_generator_same_samples():
    draw = [gaussian_mixture(50, MEANS, STDS, WEIGHTS, generator(s)) for s in (0, 0, 1)]
    assert draw[0].samples.equal(draw[1].samples)
    assert not draw[0].samples.equal(draw[2].samples)
    assert not draw[0].components.equal(draw[2].components)


def test_global_generator_is_left_alone():
    state = torch.get_rng_state()
    gaussian_mixture(10, MEANS, STDS, WEIGHTS, generator())
    assert torch.get_rng_state().equal(state)


def test_dtype_follows_the_means():
    assert (
        gaussian_mixture(5, MEANS.float(), STDS, WEIGHTS, generator()).samples.dtype
        == torch.float32
    )


BAD = {
    "n = 0": (ValueError, "n must be a whole number of at least 1", {"n": 0}),
    "n = 2.0": (TypeError, "n must be a whole number", {"n": 2.0}),
    "means a list": (TypeError, "means must be a floating-point tensor", {"means": [[0.0], [1.0]]}),
    "means of ints": (TypeError, "means must be", {"means": torch.zeros(3, 2, dtype=torch.int64)}),
    "means (3,)": (ValueError, r"shape \(K, D\), got \(3,\)", {"means": torch.zeros(3)}),
    "means (0, 2)": (
        ValueError,
        r"must not be empty, .* \(0, 2\)",
        {"means": torch.zeros(0, 2)},
    ),
    "stds (2,)": (ValueError, r"stds must be .*got \(2,\)", {"stds": torch.ones(2)}),
    "stds (1, 2)": (ValueError, r"stds must be .*got \(1, 2\)", {"stds": torch.ones(1, 2)}),
    "stds negative": (ValueError, r"stds must lie in \[0, inf\)", {"stds": -0.1}),
    "stds nan": (ValueError, "stds must lie in", {"stds": float("nan")}),
    "weights (2,)": (ValueError, r"weights must have shape \(3,\)", {"weights": torch.ones(2) / 2}),
    "weights sum": (ValueError, "sum 1, got", {"weights": torch.tensor([0.5, 0.5, 0.5])}),
    "weights negative": (ValueError, "at least 0", {"weights": torch.tensor([1.5, -0.5, 0.0])}),
    "weights nan": (ValueError, "at least 0", {"weights": torch.tensor([float("nan"), 1.0, 0.0])}),
}


@pytest.mark.parametrize(("error", "words", "change"), BAD.values(), ids=BAD.keys())
def test_bad_input(error, words, change):
    arguments = {"n": 10, "means": MEANS, "stds": STDS, "weights": WEIGHTS} | change
    with pytest.raises(error, match=words):
        gaussian_mixture(**arguments, generator=generator())
