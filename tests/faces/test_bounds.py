"""The bounds against worked numbers and against optimisation that tries to beat them."""

import math

import pytest
import torch
from torch.nn.functional import cross_entropy
from torch.testing import assert_close

from dlnotes.faces.angles import cosine_logits
from dlnotes.faces.bounds import (
    cosface_gap,
    loss_bound,
    max_cosine_margin,
    min_scale,
    sphereface_gap,
)


def tensor(value):
    return torch.tensor(value, dtype=torch.float64)


@pytest.mark.parametrize(
    ("num_classes", "expected"),
    [(10, 3.96), (1000, 9.09), (10177, 11.42), (85742, 13.56), (10**6, 16.01)],
)
def test_scales_for_nine_in_ten(num_classes, expected):
    assert min_scale(num_classes, tensor(0.9)).item() == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize("num_classes", [2, 3, 10, 1000])
def test_the_bounds_undo_each_other(num_classes):
    probability = torch.linspace(0.01, 0.99, 50, dtype=torch.float64)
    scale = min_scale(num_classes, probability)
    assert_close(loss_bound(num_classes, scale), -probability.log(), rtol=1e-10, atol=1e-12)


def simplex(num_classes):
    """Unit vectors with the same angle between any two, shape (C, C)."""
    rows = torch.eye(num_classes, dtype=torch.float64) - 1 / num_classes
    return rows / rows.norm(dim=1, keepdim=True)


@pytest.mark.parametrize("num_classes", [2, 3, 5, 20])
def test_a_simplex_attains_the_loss(num_classes):
    corners, scale = simplex(num_classes), tensor(4.0)
    loss = cross_entropy(scale * corners @ corners.T, torch.arange(num_classes))
    assert_close(loss, loss_bound(num_classes, scale), rtol=1e-12, atol=0)


@pytest.mark.parametrize("features", [2, 3, 6])
def test_no_training_goes_below_the_loss(features):
    """Free embeddings and weights, trained to the end: the bound holds, and is met where it can."""
    generator = torch.Generator().manual_seed(0)
    rows = [torch.randn(5, features, generator=generator, dtype=torch.float64) for _ in range(2)]
    rows = [row.requires_grad_() for row in rows]
    optimizer = torch.optim.LBFGS(rows, max_iter=300, line_search_fn="strong_wolfe")

    def loss():
        optimizer.zero_grad()
        value = cross_entropy(4.0 * cosine_logits(*rows), torch.arange(5))
        value.backward()
        return value

    optimizer.step(loss)
    found, bound = loss().item(), loss_bound(5, tensor(4.0)).item()
    assert bound == pytest.approx(0.0265949, abs=1e-7)
    if features >= 4:
        assert found == pytest.approx(bound, rel=1e-6)
    else:
        assert found > 1.05 * bound


@pytest.mark.parametrize("num_classes", [2, 3, 5, 12])
def test_the_largest_margin_in_the_plane_is_that_of_even_spacing(num_classes):
    turn = 2 * math.pi * torch.arange(num_classes, dtype=torch.float64) / num_classes
    cosine = torch.cos(turn[:, None] - turn)
    closest = cosine.fill_diagonal_(-1).max().item()
    assert max_cosine_margin(num_classes, 2) == pytest.approx(1 - closest, abs=1e-12)


@pytest.mark.parametrize("num_classes", [2, 5, 20])
def test_the_largest_margin_with_room_is_that_of_a_simplex(num_classes):
    closest = (simplex(num_classes) @ simplex(num_classes).T)[0, 1].item()
    for features in (max(2, num_classes - 1), num_classes + 5):
        assert max_cosine_margin(num_classes, features) == pytest.approx(1 - closest)


@pytest.mark.parametrize("margin", [0.05, 0.35, 0.8])
def test_the_gap_of_cosface(margin):
    """At its edges the condition cos(theta_1) - m = cos(theta_2) holds with equality."""
    between = tensor(1.7)
    gap = cosface_gap(between, margin)
    near, far = (between - gap) / 2, (between + gap) / 2
    assert_close(near.cos() - margin, far.cos(), rtol=1e-12, atol=1e-12)
    assert cosface_gap(tensor(0.1), 0.35).isnan()


@pytest.mark.parametrize("margin", [1, 2, 4])
def test_the_gap_of_sphereface(margin):
    between = tensor(1.2)
    near = (between - sphereface_gap(between, margin)) / 2
    assert_close((margin * near).cos(), (between - near).cos(), rtol=1e-12, atol=1e-12)


def test_bad_numbers_are_named():
    with pytest.raises(ValueError, match=r"num_classes must be a whole .* least 2, got 1"):
        loss_bound(1, tensor(1.0))
    with pytest.raises(TypeError, match=r"num_classes must be .* got 2\.0"):
        min_scale(2.0, tensor(0.5))
    for probability in (0.0, 1.0, math.nan):
        with pytest.raises(ValueError, match=r"probability must lie in \(0, 1\), got"):
            min_scale(10, tensor(probability))
    with pytest.raises(ValueError, match=r"num_classes must be at most num_features \+ 1 = 4, got"):
        max_cosine_margin(10, 3)
