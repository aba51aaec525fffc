"""Cosines and psi against torch, numpy and Chebyshev's polynomials; the slope against autograd."""

import math

import numpy as np
import pytest
import torch
from torch.nn.functional import cosine_similarity, normalize
from torch.testing import assert_close

from dlnotes.faces.angles import cosine_logits, psi, psi_slope, raised, unit


def randn(*shape, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64).requires_grad_()


def test_cosines_are_torchs():
    embeddings, weight = randn(7, 4), randn(5, 4, seed=1)
    expected = cosine_similarity(embeddings[:, None], weight[None], dim=2)
    found = cosine_logits(embeddings, weight)
    assert_close(found, expected, rtol=1e-12, atol=1e-12)
    ours = torch.autograd.grad(found.sin().sum(), [embeddings, weight])
    theirs = torch.autograd.grad(expected.sin().sum(), [embeddings, weight])
    assert_close(ours, theirs, rtol=1e-10, atol=1e-12)


def test_unit_is_normalize_with_its_gradient():
    rows, direction = randn(6, 3), randn(6, 3, seed=1).detach()
    assert_close(unit(rows), normalize(rows), rtol=1e-14, atol=1e-14)
    ours, theirs = (
        torch.autograd.grad((f(rows) * direction).sum(), rows) for f in (unit, normalize)
    )
    assert_close(ours, theirs, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("size", [1e-300, 1e-170, 1e170, 1e300])
def test_lengths_whose_squares_leave_the_range(size):
    rows = torch.tensor([[3.0, 4.0]], dtype=torch.float64) * size
    assert_close(unit(rows).tolist(), [[0.6, 0.8]], rtol=1e-12, atol=0)


def test_the_gradient_of_a_cosine():
    """(w / |w| - cos(theta) x / |x|) / |x|: at right angles to x, of length sin(theta) / |x|."""
    x, w = randn(1, 5), randn(1, 5, seed=1).detach()
    cosine = cosine_logits(x, w)
    (slope,) = torch.autograd.grad(cosine.sum(), x)
    length = x.norm()
    assert_close(slope, (w / w.norm() - cosine * x / length) / length, rtol=1e-12, atol=1e-14)
    assert abs((slope * x).sum().item()) < 1e-14
    assert_close(slope.norm(), torch.sqrt(1 - cosine**2).squeeze() / length, rtol=1e-12, atol=0)


@pytest.mark.parametrize("m", [1, 2, 3, 4, 7])
def test_psi_follows_chebyshevs_polynomials(m):
    theta = torch.linspace(0, math.pi, 1001, dtype=torch.float64)
    k = np.minimum(np.floor(m * theta.numpy() / np.pi), m)
    polynomial = np.polynomial.chebyshev.Chebyshev.basis(m)(np.cos(theta.numpy()))
    expected = torch.from_numpy((-1) ** k * polynomial - 2 * k)
    assert_close(psi(m * theta), expected, rtol=0, atol=1e-12)


def test_psi_is_one_less_the_integral_of_the_size_of_the_sine():
    angle = torch.linspace(-2 * math.pi, 6 * math.pi, 80_001, dtype=torch.float64)
    sine = angle.sin().abs()
    area = torch.cumulative_trapezoid(sine, angle)
    start = psi(angle[:1])
    assert start.item() == pytest.approx(5)
    assert_close(psi(angle)[1:], start - area, rtol=0, atol=1e-6)


def test_psi_at_the_joints():
    for k in range(6):
        for angle in (k * math.pi - 1e-9, k * math.pi, k * math.pi + 1e-9):
            place = torch.tensor(angle, dtype=torch.float64, requires_grad=True)
            value = psi(place)
            assert value.item() == pytest.approx(1 - 2 * k, abs=1e-15)
            assert abs(torch.autograd.grad(value, place)[0].item()) < 2e-9


def test_the_slope_is_that_of_psi():
    theta = torch.linspace(0.01, 3.13, 400, dtype=torch.float64, requires_grad=True)
    for m1, m2 in ((1, 0), (4, 0), (1, 0.5), (0.9, 0.4), (1, -0.3)):
        (by_angle,) = torch.autograd.grad(psi(m1 * theta + m2).sum(), theta)
        expected = -by_angle / torch.sin(theta)
        assert_close(psi_slope(torch.cos(theta), m1, m2), expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32], ids=str)
def test_the_slope_at_the_ends_is_as_large_as_the_cosine_can_tell(dtype):
    slope = psi_slope(torch.tensor([1.0, -1.0], dtype=dtype), 1, 0.5)
    expected = math.sin(0.5) / math.sqrt(2 * torch.finfo(dtype).eps)
    assert_close(slope.tolist(), [expected] * 2, rtol=1e-3, atol=0)


def test_half_precision_is_raised():
    for dtype in (torch.float16, torch.bfloat16):
        assert raised(torch.ones(2, dtype=dtype)).dtype == torch.float32
        assert cosine_logits(torch.ones(1, 2, dtype=dtype), torch.eye(2)).dtype == torch.float32
    double = torch.ones(2, dtype=torch.float64)
    assert raised(double) is double


@pytest.mark.parametrize(
    ("weight", "error", "message"),
    [
        (
            torch.zeros(0, 2),
            ValueError,
            r"weight must not be empty, got shape \(0, 2\)",
        ),
        (torch.ones(2), ValueError, r"weight must have shape .* got \(2,\)"),
        (
            torch.ones(2, 2).long(),
            TypeError,
            r"weight must be a floating.* got torch\.int64",
        ),
        (torch.tensor([[1.0, math.nan]]), ValueError, "weight must be finite"),
        (torch.zeros(1, 2), ValueError, "weight must have no zero rows"),
    ],
)
def test_bad_weights_are_named(weight, error, message):
    with pytest.raises(error, match=message):
        cosine_logits(torch.ones(1, 2), weight)
