"""Layer tables against the published table of receptive fields (Araujo, Norris and Sim 2019).

The numbers are those of `RECEPTIVE_FIELD_TABLE.md` in the authors' code, made from TensorFlow's
Slim models: (size, effective stride, effective padding) at the named map.
"""

import pytest

from dlnotes.vision.receptive_field import ReceptiveField, fields, receptive_field, top_down
from dlnotes.vision.receptive_field.architectures import (
    RESNET_UNITS,
    alexnet,
    inception_v2,
    mobilenet_v1,
    resnet_slim,
    resnet_v1,
    resnet_v15,
    same_padding,
    vgg16,
)

ALEXNET = {
    "conv1": (11, 4, 0),
    "pool1": (19, 8, 0),
    "conv2": (51, 8, 16),
    "conv3": (99, 16, 32),
    "conv4": (131, 16, 48),
    "conv5": (163, 16, 64),
    "pool5": (195, 32, 64),
}
VGG16 = {
    "conv1_1": (3, 1, 1),
    "pool1": (6, 2, 2),
    "conv2_1": (10, 2, 4),
    "pool2": (16, 4, 6),
    "conv3_1": (24, 4, 10),
    "conv3_2": (32, 4, 14),
    "pool3": (44, 8, 18),
    "conv4_1": (60, 8, 26),
    "conv4_2": (76, 8, 34),
    "pool4": (100, 16, 42),
    "conv5_1": (132, 16, 58),
    "conv5_2": (164, 16, 74),
    "pool5": (212, 32, 90),
}
# Size and stride, then the padding for images of 224 and of 321 pixels.
INCEPTION = {
    "Conv2d_1a_7x7": (7, 2, 2, 3),
    "MaxPool_2a_3x3": (11, 4, 2, 5),
    "Conv2d_2c_3x3": (19, 4, 6, 9),
    "MaxPool_3a_3x3": (27, 8, 6, 13),
    "Mixed_3b": (59, 8, 22, 29),
    "Mixed_3c": (91, 8, 38, 45),
    "Mixed_4a": (123, 16, 46, 61),
    "Mixed_4b": (187, 16, 78, 93),
    "Mixed_4c": (251, 16, 110, 125),
    "Mixed_4d": (315, 16, 142, 157),
    "Mixed_4e": (379, 16, 174, 189),
    "Mixed_5a": (443, 32, 190, 221),
    "Mixed_5b": (571, 32, 254, 285),
    "Mixed_5c": (699, 32, 318, 349),
}
MOBILENET = {
    "Conv2d_0": (3, 2, 0, 1),
    "Conv2d_1_pointwise": (7, 2, 2, 3),
    "Conv2d_2_pointwise": (11, 4, 2, 5),
    "Conv2d_3_pointwise": (19, 4, 6, 9),
    "Conv2d_4_pointwise": (27, 8, 6, 13),
    "Conv2d_5_pointwise": (43, 8, 14, 21),
    "Conv2d_6_pointwise": (59, 16, 14, 29),
    "Conv2d_7_pointwise": (91, 16, 30, 45),
    "Conv2d_8_pointwise": (123, 16, 46, 61),
    "Conv2d_9_pointwise": (155, 16, 62, 77),
    "Conv2d_10_pointwise": (187, 16, 78, 93),
    "Conv2d_11_pointwise": (219, 16, 94, 109),
    "Conv2d_12_pointwise": (251, 32, 94, 125),
    "Conv2d_13_pointwise": (315, 32, 126, 157),
}
# {depth: (size, stride, padding at 224, at 321) after each of the four blocks}
RESNET = {
    50: [(35, 8, 15, 17), (99, 16, 47, 49), (291, 32, 143, 145), (483, 32, 239, 241)],
    101: [(35, 8, 15, 17), (99, 16, 47, 49), (835, 32, 415, 417), (1027, 32, 511, 513)],
    152: [(35, 8, 15, 17), (163, 16, 79, 81), (1315, 32, 655, 657), (1507, 32, 751, 753)],
    200: [(35, 8, 15, 17), (419, 16, 207, 209), (1571, 32, 783, 785), (1763, 32, 879, 881)],
}


def along(table):
    """{name: (size, stride, padding)} of a table of layers."""
    values = ((f.size, f.stride, f.padding) for f in fields(table.values()))
    return dict(zip(table, values, strict=True))


def rows(table, published):
    computed = along(table)
    return {name: computed[name] for name in published}


def at(published, resolution):
    column = {224: 2, 321: 3}[resolution]
    return {name: (*row[:2], row[column]) for name, row in published.items()}


def test_alexnet_and_vgg_have_the_published_fields():
    assert rows(alexnet(), ALEXNET) == ALEXNET
    assert rows(vgg16(), VGG16) == VGG16
    assert along(vgg16())["conv5_3"] == (196, 16, 90)


@pytest.mark.parametrize("resolution", [224, 321])
def test_networks_with_same_padding_have_the_published_fields(resolution):
    for table, published in ((inception_v2, INCEPTION), (mobilenet_v1, MOBILENET)):
        assert rows(table(resolution), published) == at(published, resolution)


@pytest.mark.parametrize("depth", RESNET)
@pytest.mark.parametrize("resolution", [224, 321])
def test_slims_residual_networks_have_the_published_fields(depth, resolution):
    units = RESNET_UNITS[depth]
    computed = along(resnet_slim(units, resolution))
    names = [f"block{block}/unit{n}/3x3" for block, n in enumerate(units, start=1)]
    ends = dict(zip(names, RESNET[depth], strict=True))
    assert {name: computed[name] for name in ends} == at(ends, resolution)


def test_where_the_stride_sits_decides_between_483_and_427():
    units = RESNET_UNITS[50]
    first, middle = (receptive_field(t(units).values()) for t in (resnet_v1, resnet_v15))
    assert first == ReceptiveField(483, 32, 241)
    assert middle == ReceptiveField(427, 32, 213)  # as measured on torchvision's resnet50


def test_blocks_of_the_original_differ_from_slims_before_the_end():
    computed = along(resnet_v1(RESNET_UNITS[50]))
    assert computed["block1/unit3/3x3"][:2] == (35, 4)  # Slim: stride 8
    assert computed["block3/unit6/3x3"][:2] == (291, 16)  # Slim: stride 32


@pytest.mark.parametrize("table", [alexnet(), vgg16(), inception_v2(224), mobilenet_v1(224)])
def test_top_down_agrees(table):
    *_, size = top_down(table.values())
    assert size == receptive_field(table.values()).size


@pytest.mark.parametrize("n", range(1, 12))
@pytest.mark.parametrize(("k", "s"), [(3, 1), (3, 2), (7, 2), (2, 2), (1, 2), (5, 3)])
def test_same_padding_gives_ceil_n_over_s_windows(n, k, s):
    """By its meaning: the least total padding, the smaller half of it before."""
    outputs = -(-n // s)
    total = next(t for t in range(20) if n + t >= (outputs - 1) * s + k)
    assert same_padding(n, k, s) == total // 2
