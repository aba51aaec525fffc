import numpy as np
import pytest
import torch
from sklearn.datasets import make_moons
from sklearn.neighbors import NearestNeighbors

from dlnotes.data.toys import two_moons


def generator(value=0):
    return torch.Generator().manual_seed(value)


@pytest.mark.parametrize("n", [1, 2, 7, 100])
def test_shapes_types_and_balance(n):
    points, labels = two_moons(n, 0.1, generator())
    assert points.shape == (n, 2)
    assert points.dtype == torch.float32
    assert labels.dtype == torch.int64
    assert labels.tolist() == [i % 2 for i in range(n)]


def test_without_noise_points_lie_on_the_half_circles():
    points, labels = two_moons(500, 0.0, generator())
    upper, lower = points[labels == 0], points[labels == 1]
    torch.testing.assert_close(upper.norm(dim=1), torch.ones(250))
    torch.testing.assert_close((lower - torch.tensor([1, 0.5])).norm(dim=1), torch.ones(250))
    assert (upper[:, 1] >= 0).all()
    assert (lower[:, 1] <= 0.5).all()


def test_same_curves_as_in_scikit_learn():
    points, labels = two_moons(2000, 0.0, generator())
    theirs, their_labels = make_moons(4000, noise=0, shuffle=False)
    for label in (0, 1):
        tree = NearestNeighbors(n_neighbors=1).fit(theirs[their_labels == label])
        distances, _ = tree.kneighbors(points[labels == label].numpy().astype(np.float64))
        assert distances.max() < np.pi / 2000  # half the spacing of theirs is pi / 4000


def test_angles_are_uniform():
    points, _ = two_moons(20_000, 0.0, generator())
    angles = torch.atan2(points[::2, 1], points[::2, 0])
    counts = torch.histc(angles, bins=10, min=0, max=torch.pi)
    assert ((counts - 1000).abs() < 5 * 1000**0.5).all()


def test_noise_is_a_standard_deviation():
    quiet, _ = two_moons(20_000, 0.0, generator())
    noisy, _ = two_moons(20_000, 0.3, generator())
    difference = noisy - quiet
    torch.testing.assert_close(difference.std(dim=0), torch.full((2,), 0.3), rtol=0.03, atol=0)
    assert difference.mean(dim=0).abs().max() < 0.01
    assert torch.corrcoef(difference.T)[0, 1].abs() < 0.03


def test_same_generator_same_points():
    assert two_moons(50, 0.1, generator()).points.equal(two_moons(50, 0.1, generator()).points)
    assert not two_moons(50, 0.1, generator()).points.equal(two_moons(50, 0.1, generator(1)).points)


def test_global_generator_is_left_alone():
    state = torch.get_rng_state()
    two_moons(10, 0.1, generator())
    assert torch.get_rng_state().equal(state)


def test_default_dtype_is_followed():
    torch.set_default_dtype(torch.float64)
    try:
        assert two_moons(4, 0.1, generator()).points.dtype == torch.float64
    finally:
        torch.set_default_dtype(torch.float32)


@pytest.mark.parametrize("n", [0, -1])
def test_n_out_of_range(n):
    with pytest.raises(ValueError, match=f"n must be a whole number of at least 1, got {n}"):
        two_moons(n, 0.1, generator())


@pytest.mark.parametrize("n", [1.5, "3", True])
def test_n_of_another_type(n):
    with pytest.raises(TypeError, match="n must be a whole number"):
        two_moons(n, 0.1, generator())


@pytest.mark.parametrize("noise", [-0.1, float("nan"), float("inf")])
def test_noise_out_of_range(noise):
    with pytest.raises(ValueError, match=r"noise must lie in .* got"):
        two_moons(10, noise, generator())
