"""Small networks that branch, and networks built of a table of layers, to measure fields on.

Their widths are free: a field does not depend on the number of channels.
"""

from collections.abc import Iterable

import torch
from torch import nn

from dlnotes.vision.receptive_field import architectures
from dlnotes.vision.receptive_field.layers import Layer


def stack(layers: Iterable[Layer], width: int = 1, activation=nn.Identity) -> nn.Sequential:
    """A convolution for every layer, without bias; the input has `width` channels.

    Args:
        activation: called without arguments for a module behind each convolution.
    """
    modules = []
    for layer in layers:
        window = (layer.kernel_size, layer.stride, layer.padding, layer.dilation)
        modules += [nn.Conv2d(width, width, *window, bias=False), activation()]
    return nn.Sequential(*modules)


def vgg16(width: int = 8, channels: int = 3) -> nn.Sequential:
    """VGG-16 up to its last convolution, the 13 convolutions with ReLU and the 4 maxima between."""
    modules = []
    for name, layer in list(architectures.vgg16().items())[:-1]:
        if name.startswith("pool"):
            modules.append(nn.MaxPool2d(layer.kernel_size, layer.stride))
        else:
            modules += [nn.Conv2d(channels, width, 3, padding=1), nn.ReLU()]
            channels = width
    return nn.Sequential(*modules)


def draw_(model: nn.Module, generator: torch.Generator) -> nn.Module:
    """Draws weights anew, normal with variance 2 / fan-in (He et al. 2015), biases zero.

    In place, as torch's initialisers; the draws are the same on every device.
    """
    for parameter in model.parameters():
        drawn = torch.zeros(parameter.shape)
        if parameter.ndim > 1:
            nn.init.kaiming_normal_(drawn, generator=generator)
        parameter.data.copy_(drawn)
    return model


class Residual(nn.Module):
    """y = body(x) + shortcut(x); by default the shortcut is x itself (He et al. 2015)."""

    def __init__(self, body: nn.Module, shortcut: nn.Module | None = None):
        super().__init__()
        self.body, self.shortcut = body, shortcut or nn.Identity()

    def forward(self, x):
        return self.body(x) + self.shortcut(x)


class Branches(nn.Module):
    """All branches read x; their channels are put side by side (Szegedy et al. 2014)."""

    def __init__(self, *branches: nn.Module):
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], dim=1)


class Dense(nn.Module):
    """Every layer reads all maps before it, and adds `growth` channels (Huang et al. 2016)."""

    def __init__(self, width: int, growth: int, depth: int):
        super().__init__()
        self.layers = nn.ModuleList(
            nn.Conv2d(width + n * growth, growth, 3, padding=1) for n in range(depth)
        )

    def forward(self, x):
        for layer in self.layers:
            x = torch.cat([x, layer(x).relu()], dim=1)
        return x


def inception(width: int = 1, stride: int = 1) -> Branches:
    """An Inception module: 1 x 1 and 3 x 3, 1 x 1 and two 3 x 3, pooling and 1 x 1."""

    def one():
        return nn.Conv2d(width, width, 1)

    def three(stride=1):
        return nn.Conv2d(width, width, 3, stride, padding=1)

    pool = nn.MaxPool2d(3, stride, padding=1)
    return Branches(
        nn.Sequential(one(), nn.ReLU(), three(stride)),
        nn.Sequential(one(), nn.ReLU(), three(), nn.ReLU(), three(stride)),
        nn.Sequential(pool, one()),
    )


def bottleneck_v1(width: int, stride: int) -> nn.Sequential:
    """1 x 1, 3 x 3, 1 x 1 with the stride in the first (He et al. 2015)."""
    return _bottleneck(width, (stride, 1))


def bottleneck_v15(width: int, stride: int) -> nn.Sequential:
    """The same with the stride in the 3 x 3, as in torchvision."""
    return _bottleneck(width, (1, stride))


def _bottleneck(width, strides):
    first, middle = strides
    body = nn.Sequential(
        nn.Conv2d(width, width, 1, first),
        nn.ReLU(),
        nn.Conv2d(width, width, 3, middle, padding=1),
        nn.ReLU(),
        nn.Conv2d(width, width, 1),
    )
    shortcut = nn.Conv2d(width, width, 1, first * middle) if first * middle > 1 else None
    return nn.Sequential(Residual(body, shortcut), nn.ReLU())


def resnet(units: Iterable[int], bottleneck, width: int = 1) -> nn.Sequential:
    """A residual network with its image of `width` channels; blocks 2 to 4 halve the map.

    Args:
        units: residual units in each block, for example (3, 4, 6, 3).
        bottleneck: `bottleneck_v1` or `bottleneck_v15`.
    """
    modules = [nn.Conv2d(width, width, 7, 2, padding=3), nn.MaxPool2d(3, 2, padding=1)]
    for block, count in enumerate(units):
        strides = (2 if block > 0 else 1, *[1] * (count - 1))
        modules += [bottleneck(width, stride) for stride in strides]
    return nn.Sequential(*modules)
