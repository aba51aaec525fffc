"""Path counts, variances and measured energies against enumeration, theory and autograd."""

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from torch import nn

from dlnotes.devices import available
from dlnotes.vision.receptive_field import receptive_field
from dlnotes.vision.receptive_field.backbones import Residual, stack
from dlnotes.vision.receptive_field.effective_field import (
    effective,
    gaussian_radius,
    gradient_energy,
    path_shares,
    path_variance,
    spread,
    step_variance,
)
from dlnotes.vision.receptive_field.layers import Layer
from tests.vision.receptive_field.oracles import stacks, walk


@settings(deadline=None)
@given(stacks)
def test_shares_count_paths(layers):
    paths, shares = walk(layers, 0), path_shares(layers)
    total = math.prod(layer.kernel_size for layer in layers)
    first = min(paths)
    expected = [paths.get(first + n, 0) / total for n in range(len(shares))]
    assert shares.tolist() == pytest.approx(expected, abs=1e-12)
    assert len(shares) == receptive_field(layers).size


@settings(deadline=None)
@given(stacks)
def test_variance_is_that_of_the_paths(layers):
    shares = path_shares(layers)
    place = torch.arange(len(shares), dtype=torch.float64)
    mean = (shares * place).sum()
    variance = (shares * (place - mean) ** 2).sum().item()
    assert path_variance(layers) == pytest.approx(variance, abs=1e-9)


def test_variance_of_hand_worked_stacks():
    assert path_variance([Layer(3)] * 4) == pytest.approx(8 / 3)
    strided = [Layer(3), Layer(3, 2), Layer(5), Layer(3, 2), Layer(3)]
    assert path_variance(strided) == pytest.approx(68 / 3)  # (8 + 8 + 24*4 + 8*4 + 8*16) / 12
    assert len(path_shares(strided)) == 25
    assert path_variance([Layer((3, 5), 2), Layer(3)]) == pytest.approx((10 / 3, 14 / 3))


@settings(deadline=None)
@given(st.integers(1, 9), st.integers(1, 4), st.integers(1, 4))
def test_step_variance_is_that_of_equally_likely_cells(k, d, j):
    cells = torch.arange(k, dtype=torch.float64) * d * j
    assert step_variance(k, d, j) == pytest.approx(cells.var(correction=0).item())


def test_shares_need_layers_alike_along_both_axes():
    with pytest.raises(ValueError, match="alike along both axes"):
        path_shares([Layer((3, 5))])


def test_shares_follow_the_dtype():
    assert path_shares([Layer(3)], dtype=torch.float32).dtype == torch.float32


def test_forty_layers_are_nearly_gaussian():
    shares = path_shares([Layer(3)] * 40)
    place = torch.arange(-40, 41, dtype=torch.float64)
    density = torch.exp(-(place**2) / (2 * 80 / 3)) / math.sqrt(2 * math.pi * 80 / 3)
    assert (shares - density).abs().max() < 5e-4


def test_energy_is_the_squared_jacobian():
    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(2, 3, 3), nn.Tanh(), nn.Conv2d(3, 2, 3, 2)).double()
    images = torch.randn(4, 2, 11, 12, dtype=torch.float64)

    def unit(x):
        return model(x[None])[0, :, 1, 2].sum()

    expected = sum(torch.autograd.functional.jacobian(unit, x) ** 2 for x in images).mean(0) / 4
    torch.testing.assert_close(gradient_energy(model, images, (1, 2)), expected)


def test_equal_weights_give_squared_shares():
    layers = [Layer(3), Layer(5, 2), Layer(3, dilation=2)]
    model = stack(layers).double()
    for parameter in model.parameters():
        nn.init.constant_(parameter, 0.1)
    n = receptive_field(layers).size
    field = effective(model, torch.rand(1, 1, n, n, dtype=torch.float64), (0, 0))
    shares = path_shares(layers) ** 2
    expected = torch.outer(shares, shares)
    torch.testing.assert_close(field.energy, expected / expected.sum())
    assert field.center == pytest.approx(((n - 1) / 2,) * 2)


def test_random_weights_give_the_shares_themselves():
    """The theorem: the mean square of a gradient is proportional to the number of paths."""
    layers, width, draws = [Layer(3), Layer(3, 2), Layer(3)], 8, 400
    generator = torch.Generator().manual_seed(0)
    model = stack(layers, width).double()
    n = receptive_field(layers).size
    image = torch.zeros(1, width, n, n, dtype=torch.float64)
    total = 0
    for _ in range(draws):
        for parameter in model.parameters():
            nn.init.normal_(parameter, generator=generator)
        total = total + gradient_energy(model, image, (0, 0))
    shares = path_shares(layers)
    expected = torch.outer(shares, shares)
    torch.testing.assert_close(total / total.sum(), expected, atol=0.1 * expected.max(), rtol=0.05)
    assert spread(total).std == pytest.approx((path_variance(layers) ** 0.5,) * 2, rel=0.03)


def test_residual_paths_halve_the_variance():
    generator = torch.Generator().manual_seed(0)
    blocks, width, total = 6, 4, 0
    for _ in range(60):
        model = nn.Sequential(
            *(Residual(nn.Conv2d(width, width, 3, padding=1, bias=False)) for _ in range(blocks))
        ).double()
        for parameter in model.parameters():
            nn.init.normal_(parameter, std=(9 * width) ** -0.5, generator=generator)
        total = total + gradient_energy(model, torch.zeros(1, width, 17, 17).double())
    assert spread(total).std == pytest.approx((math.sqrt(blocks / 2 * 8 / 12),) * 2, rel=0.05)


def test_moments_of_a_gaussian_map():
    y, x = torch.meshgrid(torch.arange(61.0), torch.arange(81.0), indexing="ij")
    field = spread(torch.exp(-((y - 25) ** 2) / (2 * 9) - (x - 41) ** 2 / (2 * 16)).double())
    assert field.center == pytest.approx((25, 41))
    assert field.std == pytest.approx((3, 4), rel=1e-3)
    assert field.energy.sum().item() == pytest.approx(1)


@pytest.mark.parametrize("share", [0.5, 0.9, 0.95])
def test_radius_of_a_round_gaussian(share):
    y, x = torch.meshgrid(torch.arange(121.0), torch.arange(121.0), indexing="ij")
    field = spread(torch.exp(-((y - 60) ** 2 + (x - 60) ** 2) / (2 * 10**2)).double())
    assert gaussian_radius(10, share) == pytest.approx(stats.rayleigh.ppf(share, scale=10))
    assert field.radius(share) == pytest.approx(gaussian_radius(10, share), rel=0.02)


def test_radius_of_a_single_pixel_is_zero():
    energy = torch.zeros(5, 5)
    energy[2, 3] = 7
    field = spread(energy)
    assert (field.center, field.std, field.radius()) == ((2, 3), (0, 0), 0)


def test_images_and_model_are_left_alone():
    model, images = stack([Layer(3)]), torch.rand(1, 1, 5, 5)
    effective(model, images)
    assert not images.requires_grad
    assert all(p.grad is None for p in model.parameters())


def test_default_unit_is_the_middle():
    field = effective(stack([Layer(3)]), torch.rand(1, 1, 9, 11))
    assert field.energy.nonzero().min(0).values.tolist() == [3, 4]


def test_a_first_layer_that_writes_into_its_input_changes_nothing():
    images = torch.rand(2, 1, 9, 9, generator=torch.Generator().manual_seed(0)) - 0.5
    before = images.clone()
    convolution = nn.Conv2d(1, 1, 3)
    energies = [
        effective(nn.Sequential(nn.ReLU(inplace=inplace), convolution), images).energy
        for inplace in (False, True)
    ]
    assert torch.equal(*energies) and torch.equal(images, before)


@pytest.mark.parametrize("share", [0, 1, 1.5, -0.1])
def test_shares_outside_the_interval_are_refused(share):
    field = spread(torch.ones(3, 3))
    with pytest.raises(ValueError, match=r"share must lie in \(0, 1\)"):
        field.radius(share)


@pytest.mark.parametrize("energy", [torch.zeros(3, 3), torch.full((3, 3), torch.nan)])
def test_energy_without_a_sum_is_refused(energy):
    with pytest.raises(ValueError, match="energy must have a positive sum"):
        spread(energy)


@pytest.mark.gpu
def test_gpu_equals_the_cpu():
    torch.manual_seed(0)
    model, images = stack([Layer(3)] * 4, 2, nn.ReLU), torch.rand(3, 2, 20, 20)
    expected = effective(model, images)
    device = available()[0]
    found = effective(model.to(device), images.to(device))
    assert found.energy.device.type == device.partition(":")[0]
    torch.testing.assert_close(found.energy.cpu(), expected.energy, rtol=1e-3, atol=1e-6)
    assert found.std == pytest.approx(expected.std, rel=1e-3)
