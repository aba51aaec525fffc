"""Fields measured by gradients: exact where plain gradients fail, clear where they must fail."""

import pytest
import torch
from torch import nn

from dlnotes.devices import available
from dlnotes.vision.receptive_field import ReceptiveField, receptive_field
from dlnotes.vision.receptive_field.architectures import vgg16
from dlnotes.vision.receptive_field.backbones import Dense, bottleneck_v15, inception, resnet, stack
from dlnotes.vision.receptive_field.layers import Layer
from dlnotes.vision.receptive_field.measured_field import empirical, seen_pixels
from dlnotes.vision.receptive_field.tracing import from_module
from tests.vision.receptive_field.oracles import walk


def test_vgg16_sees_196_pixels():
    layers = list(vgg16().values())[:-1]
    model = stack(layers)
    assert empirical(model, (1, 1, 416, 416)) == receptive_field(layers)
    rows = seen_pixels(model, (1, 1, 416, 416), (13, 13)).any(1).nonzero().flatten()
    assert (rows[0].item(), rows[-1].item()) == (118, 313)


@pytest.mark.parametrize("width", [1, 3])
def test_what_hides_a_gradient_does_not_hide_the_field(width):
    model = nn.Sequential(
        nn.Conv2d(width, width, 3, padding=1),
        nn.ReLU6(),
        nn.BatchNorm2d(width),
        nn.MaxPool2d(3, 2, 1),
        nn.Dropout(0.9),
        nn.Hardtanh(),
        nn.Conv2d(width, width, 3, padding=1),
        nn.Sigmoid(),
    )
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.fill_(-100.0)  # every activation is off
    shape = (2, width, 40, 40)
    assert empirical(model, shape) == from_module(model, shape) == ReceptiveField(9, 2, 4)


def test_sixty_layers_do_not_vanish_in_float32():
    layers = [Layer(3)] * 60
    assert empirical(stack(layers), (1, 1, 124, 124)).size == 121


def test_holes_of_dilation_are_seen():
    layers = [Layer(3, dilation=2), Layer(3, dilation=4), Layer(2, stride=3)]
    mask = seen_pixels(stack(layers), (1, 1, 40, 40), (2, 4))
    for axis, unit in ((0, 2), (1, 4)):
        pixels = mask.any(1 - axis).nonzero().flatten().tolist()
        assert pixels == sorted(walk(layers, unit))
    assert not mask.all()


@pytest.mark.parametrize("model", [inception(2), Dense(2, 2, 4), resnet((1, 1), bottleneck_v15, 2)])
def test_branching_networks(model):
    shape = (1, 2, 96, 96)
    assert empirical(model, shape) == from_module(model, shape)


def test_transposed_convolution_is_opened_too():
    model = nn.Sequential(nn.ConvTranspose2d(1, 1, 4, 2, 1), nn.Conv2d(1, 1, 4, 2, 1))
    assert empirical(model, (1, 1, 20, 20)) == from_module(model, (1, 1, 20, 20))


def test_adaptive_maximum_is_opened_too():
    model = nn.Sequential(nn.AdaptiveMaxPool2d(10), nn.Conv2d(1, 1, 3))
    assert empirical(model, (1, 1, 40, 40)) == ReceptiveField(12, 4, 0)


def test_model_and_its_gradients_are_left_alone():
    model = nn.Sequential(nn.Conv2d(1, 1, 3), nn.BatchNorm2d(1), nn.ReLU())
    before = {k: v.clone() for k, v in model.state_dict().items()}
    empirical(model, (1, 1, 12, 12))
    assert all(torch.equal(v, before[k]) for k, v in model.state_dict().items())
    assert all(p.grad is None for p in model.parameters())


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.bfloat16])
def test_follows_the_models_dtype(dtype):
    model = stack([Layer(3), Layer(3, 2)]).to(dtype)
    assert empirical(model, (1, 1, 20, 20)) == ReceptiveField(5, 2, 0)


@pytest.mark.parametrize(
    ("model", "size", "message"),
    [
        (stack([Layer(3)] * 5), 12, "reaches the edge .* 12 pixels are too few, at least 14"),
        (stack([Layer(3)]), 3, "leaves 1 x 1 units, need 2 x 2"),
        (nn.ConvTranspose2d(1, 1, 3, 2, 1), 12, "neighbours see [12] and [12] pixels"),
        (nn.MaxPool2d(3, dilation=2), 20, "a maximum with dilation=2 cannot be opened"),
        (nn.Flatten(), 8, r"model must return \(N, C, H, W\), got \(1, 64\)"),
    ],
)
def test_what_cannot_be_measured_is_named(model, size, message):
    with pytest.raises(ValueError, match=message):
        empirical(model, (1, 1, size, size))


@pytest.mark.parametrize(
    "model",
    [
        nn.Upsample(scale_factor=2),
        nn.Upsample(scale_factor=3),
        nn.Sequential(nn.Conv2d(1, 1, 3, padding=1), nn.Upsample(scale_factor=2)),
        nn.ConvTranspose2d(1, 1, 4, 2, 1),
        nn.Sequential(nn.Upsample(scale_factor=4), nn.Conv2d(1, 1, 3, 3)),
    ],
)
def test_one_pair_of_units_is_not_all_where_a_map_is_enlarged(model):
    for size in (16, 17, 18):
        with pytest.raises(ValueError, match=r"see fields of different size or|neighbours see"):
            empirical(model, (1, 1, size, size))


def test_fourteen_pixels_are_enough_for_that_stack():
    assert empirical(stack([Layer(3)] * 5), (1, 1, 14, 14)).size == 11


@pytest.mark.gpu
def test_gpu_measures_the_same():
    model = resnet((1, 1), bottleneck_v15, 2)
    expected = empirical(model, (1, 2, 96, 96))
    assert empirical(model.to(available()[0]), (1, 2, 96, 96)) == expected
