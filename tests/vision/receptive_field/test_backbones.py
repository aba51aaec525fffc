"""The small networks compute what they say, and stacks have the layers of their table."""

import pytest
import torch
from torch import nn
from torch.testing import assert_close

from dlnotes.vision.receptive_field.backbones import (
    Branches,
    Dense,
    Residual,
    bottleneck_v1,
    bottleneck_v15,
    draw_,
    inception,
    resnet,
    stack,
    vgg16,
)
from dlnotes.vision.receptive_field.layers import Layer


def test_stack_convolves_layer_by_layer():
    torch.manual_seed(0)
    layers = [Layer(3, 2, 1), Layer((1, 5), padding=(0, 2), dilation=(1, 2))]
    model, x = stack(layers, 2, nn.ReLU), torch.randn(1, 2, 20, 20)
    first, second = (m.weight for m in model if isinstance(m, nn.Conv2d))
    y = torch.conv2d(x, first, None, 2, 1).relu()
    assert_close(model(x), torch.conv2d(y, second, None, 1, (0, 2), (1, 2)).relu())
    sizes = (20, 20)
    for layer in layers:
        sizes = layer.output_size(sizes)
    assert model(x).shape[2:] == sizes


def test_residual_adds_and_its_gradient_has_both_paths():
    body = nn.Conv2d(1, 1, 1, bias=False)
    nn.init.constant_(body.weight, 3.0)
    x = torch.ones(1, 1, 2, 2, requires_grad=True)
    y = Residual(body)(x)
    y.sum().backward()
    assert_close(y, torch.full_like(x, 4))
    assert_close(x.grad, torch.full_like(x, 4))
    assert_close(Residual(body, nn.ReLU())(-x), torch.full_like(x, -3))


def test_branches_put_channels_side_by_side():
    x = torch.randn(2, 1, 3, 3)
    assert_close(Branches(nn.Identity(), nn.ReLU())(x), torch.cat([x, x.relu()], 1))


def test_dense_block_keeps_all_maps_before():
    x = torch.randn(2, 3, 6, 6)
    model = Dense(3, 2, 4)
    y = model(x)
    assert y.shape == (2, 3 + 4 * 2, 6, 6)
    assert_close(y[:, :3], x)
    assert_close(y[:, 3:5], model.layers[0](x).relu())
    assert_close(y[:, 9:], model.layers[3](y[:, :9]).relu())


@pytest.mark.parametrize("block", [bottleneck_v1, bottleneck_v15])
@pytest.mark.parametrize("stride", [1, 2])
def test_bottlenecks_differ_in_where_the_stride_is(block, stride):
    strides = [m.stride[0] for m in block(2, stride).modules() if isinstance(m, nn.Conv2d)]
    body = [stride, 1, 1] if block is bottleneck_v1 else [1, stride, 1]
    assert strides == body + [stride] * (stride > 1)
    assert block(2, stride)(torch.ones(1, 2, 8, 8)).shape == (1, 2, 8 // stride, 8 // stride)


def test_resnet50_has_fifty_layers_and_halves_the_map_five_times():
    model = resnet((3, 4, 6, 3), bottleneck_v15)
    bodies = [m for m in model.modules() if isinstance(m, Residual)]
    assert 1 + sum(sum(isinstance(m, nn.Conv2d) for m in b.body) for b in bodies) == 49  # and fc
    assert model(torch.ones(1, 1, 64, 64)).shape == (1, 1, 2, 2)


def test_inception_has_three_branches_of_one_size():
    assert inception(2, stride=2)(torch.ones(1, 2, 9, 9)).shape == (1, 6, 5, 5)


def test_vgg16_has_thirteen_convolutions_and_halves_the_map_four_times():
    model = vgg16(width=2)
    assert sum(isinstance(m, nn.Conv2d) for m in model) == 13
    assert model(torch.ones(1, 3, 32, 32)).shape == (1, 2, 2, 2)


def test_draws_have_the_stated_variance_and_repeat():
    model = nn.Sequential(nn.Conv2d(20, 30, 5), nn.BatchNorm2d(30))
    weight = draw_(model, torch.Generator().manual_seed(0))[0].weight.detach().clone()
    assert weight.var().item() == pytest.approx(2 / (20 * 25), rel=0.03)
    assert not model[0].bias.any()
    draw_(model, torch.Generator().manual_seed(0))
    assert torch.equal(model[0].weight, weight)
