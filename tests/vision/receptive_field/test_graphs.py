"""Graphs: names of functions, shapes, places in nested modules, and what cannot be followed."""

import pytest
import torch
from torch import nn

from dlnotes.vision.receptive_field.backbones import Dense, bottleneck_v15, inception
from dlnotes.vision.receptive_field.graphs import function_of, graph_of, place_of, result_of


def names(model, shape=(1, 1, 12, 12)):
    graph = graph_of(model, shape)
    skipped = ("placeholder", "get_attr", "output")
    return [function_of(node) for node in graph.nodes if node.op not in skipped]


def test_modules_functions_and_methods_have_one_name():
    class Called(nn.Module):
        def forward(self, x):
            x = nn.functional.max_pool2d(torch.relu(x), 2)
            x += x.relu_()
            return nn.functional.relu(x) + 1

    modules = nn.Sequential(nn.ReLU(), nn.MaxPool2d(2))
    assert names(modules) == ["relu", "max_pool2d"]
    assert names(Called()) == ["relu", "max_pool2d", "relu", "add", "relu", "add"]
    assert names(nn.Sequential(nn.BatchNorm2d(1), nn.InstanceNorm2d(1))) == [
        "batch_norm",
        "instance_norm",
    ]


@pytest.mark.parametrize("model", [inception(2, 2), Dense(2, 3, 2), bottleneck_v15(2, 2)])
def test_shapes_are_those_of_a_run(model):
    shape = (3, 2, 13, 14)
    assert result_of(graph_of(model, shape)).meta["shape"] == model(torch.ones(shape)).shape


def test_places_name_the_nested_module():
    graph = graph_of(nn.Sequential(nn.ReLU(), nn.Sequential(nn.Conv2d(1, 1, 3))), (1, 1, 5, 5))
    assert place_of(result_of(graph)) == "1.0 (conv2d)"


def test_arguments_with_defaults_keep_them():
    class Scaled(nn.Module):
        def forward(self, x, factor=2):
            return x * factor

    assert names(Scaled()) == ["mul"]


def test_model_stays_as_it_was():
    model = nn.Conv2d(1, 1, 3).double().train()
    graph_of(model, (1, 1, 5, 5))
    assert model.training
    assert (model.weight.device.type, model.weight.dtype) == ("cpu", torch.float64)


@pytest.mark.parametrize(
    ("model", "shape", "error", "message"),
    [
        (torch.relu, (1, 1, 5, 5), TypeError, "model must be a torch.nn.Module"),
        (nn.ReLU(), (1, 5, 5), ValueError, r"input_shape must be \(N, C, H, W\), got \(1, 5, 5\)"),
        (nn.Conv2d(1, 1, 3, dilation=9), (1, 1, 5, 5), ValueError, "does not fit its input"),
        (nn.Conv2d(2, 1, 3), (1, 1, 5, 5), ValueError, "conv2d does not fit its input"),
        (nn.Bilinear(5, 5, 5), (1, 1, 5, 5), ValueError, "torch.fx cannot follow Bilinear"),
    ],
)
def test_what_cannot_be_followed_is_named(model, shape, error, message):
    with pytest.raises(error, match=message):
        graph_of(model, shape)
