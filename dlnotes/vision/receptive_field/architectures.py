"""Well-known networks as tables of layers: the longest path from the image to the last map.

Names, layers and paddings are those behind the published table of receptive fields (Araujo, Norris
and Sim 2019), which was made from TensorFlow's Slim models. Layers that change nothing, 1 x 1 with
stride 1, are left out. Channels and weights are too: `backbones.stack` builds a network of a table.
"""

from collections.abc import Callable, Iterable
from itertools import chain

from dlnotes.vision.receptive_field.layers import Layer

Table = dict[str, Layer]

# Residual units in the four blocks.
RESNET_UNITS = {50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3), 200: (3, 24, 36, 3)}


def alexnet() -> Table:
    """AlexNet for one GPU (Krizhevsky 2014), as Slim's alexnet_v2: conv1 is not padded.

    torchvision pads conv1 by 2, so its whole field begins 2 pixels earlier.
    """
    return {
        "conv1": Layer(11, stride=4),
        "pool1": Layer(3, stride=2),
        "conv2": Layer(5, padding=2),
        "pool2": Layer(3, stride=2),
        "conv3": Layer(3, padding=1),
        "conv4": Layer(3, padding=1),
        "conv5": Layer(3, padding=1),
        "pool5": Layer(3, stride=2),
    }


def vgg16() -> Table:
    """VGG-16, configuration D (Simonyan and Zisserman 2014), without its last three layers."""
    table = {}
    for block, count in enumerate((2, 2, 3, 3, 3), start=1):
        table |= {f"conv{block}_{n}": Layer(3, padding=1) for n in range(1, count + 1)}
        table[f"pool{block}"] = Layer(2, stride=2)
    return table


def resnet_v1(units: Iterable[int]) -> Table:
    """ResNet (He et al. 2015): blocks 2 to 4 begin with a 1 x 1 convolution of stride 2."""
    blocks = _blocks(units, lambda block, unit, last: (2 if block > 1 and unit == 1 else 1, 1))
    return {"conv1": Layer(7, 2, 3), "pool1": Layer(3, 2, 1), **blocks}


def resnet_v15(units: Iterable[int]) -> Table:
    """ResNet as torchvision has it: the stride sits in the 3 x 3 convolution of those units."""
    blocks = _blocks(units, lambda block, unit, last: (1, 2 if block > 1 and unit == 1 else 1))
    return {"conv1": Layer(7, 2, 3), "pool1": Layer(3, 2, 1), **blocks}


def resnet_slim(units: Iterable[int], input_size: int) -> Table:
    """ResNet as Slim has it: the 3 x 3 of the last unit of blocks 1 to 3; its pooling is SAME."""
    blocks = _blocks(units, lambda block, unit, last: (1, 2 if block < 4 and unit == last else 1))
    half = Layer(7, 2, 3).output_size(input_size)
    return {"conv1": Layer(7, 2, 3), "pool1": Layer(3, 2, same_padding(half, 3, 2)), **blocks}


def _blocks(units: Iterable[int], strides: Callable) -> Table:
    """Four blocks of bottlenecks; `strides` gives those of the first 1 x 1 and the 3 x 3."""
    table = {}
    for block, count in enumerate(units, start=1):
        for unit in range(1, count + 1):
            first, middle = strides(block, unit, count)
            name = f"block{block}/unit{unit}"
            table |= {f"{name}/1x1": Layer(1, first), f"{name}/3x3": Layer(3, middle, padding=1)}
    return table


def mobilenet_v1(input_size: int) -> Table:
    """MobileNet (Howard et al. 2017): the depthwise layers, named by the pointwise behind each."""
    strides = (2, 1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1)
    names = ("Conv2d_0", *(f"Conv2d_{n}_pointwise" for n in range(1, 14)))
    return _same(zip(names, [3] * 14, strides, strict=True), input_size)


def inception_v2(input_size: int) -> Table:
    """Inception with batch normalisation (Ioffe and Szegedy 2015): the branch of two 3 x 3."""
    stem = [("Conv2d_1a_7x7", 7, 2), ("MaxPool_2a_3x3", 3, 2), ("Conv2d_2c_3x3", 3, 1)]
    mixed = ("3b", "3c", "4a", "4b", "4c", "4d", "4e", "5a", "5b", "5c")
    pairs = [
        [(f"Mixed_{m}/Conv2d_0b", 3, 1), (f"Mixed_{m}", 3, 2 if m in ("4a", "5a") else 1)]
        for m in mixed
    ]
    return _same(chain(stem, [("MaxPool_3a_3x3", 3, 2)], *pairs), input_size)


def _same(windows: Iterable[tuple[str, int, int]], input_size: int) -> Table:
    """(name, kernel_size, stride) as layers with TensorFlow's SAME padding."""
    table, size = {}, input_size
    for name, kernel_size, stride in windows:
        table[name] = Layer(kernel_size, stride, same_padding(size, kernel_size, stride))
        size = -(-size // stride)
    return table


def same_padding(input_size: int, kernel_size: int, stride: int) -> int:
    """Cells that TensorFlow's SAME adds before the first; after the last it may add one more.

    It depends on the size of the input: for a window of 3 and stride 2 it is 0 for even sizes, 1
    for odd ones.

    >>> same_padding(224, 3, 2), same_padding(225, 3, 2)
    (0, 1)
    """
    outputs = -(-input_size // stride)
    return max((outputs - 1) * stride + kernel_size - input_size, 0) // 2
