"""The receptive field of a feature map: three numbers along each axis say what every unit sees.

Positions are those of pixels' centres: the first pixel lies at 0, the next at 1. Where an image's
left edge is 0 instead, every position is larger by one half.
"""

import operator
from dataclasses import dataclass, field

from dlnotes.vision.receptive_field.layers import Layer, Size, collapsed, per_axis


@dataclass(frozen=True)
class ReceptiveField:
    """Where in the input the units of a feature map look (Araujo, Norris and Sim 2019).

    Unit u sees the `size` pixels from u * stride - padding on, some of which may lie outside the
    image. Every value is an int for both axes or a pair (h, w).

    Attributes:
        size: pixels from the first to the last that a unit sees, gaps included.
        stride: pixels from a unit's field to its neighbour's: the product of the strides.
        padding: pixels by which the first unit's field begins before the image.
        aligned: whether all paths from a unit to the input end at the same centre. Gradients do not
            tell, so it takes no part in a comparison.
    """

    size: Size
    stride: Size
    padding: Size
    aligned: bool = field(default=True, compare=False)

    def __post_init__(self):
        for name in ("size", "stride", "padding"):
            object.__setattr__(self, name, collapsed(getattr(self, name)))

    @property
    def center(self) -> float | tuple[float, float]:
        """Centre of the field of unit 0; that of unit u lies u * stride further on."""
        return per_axis(center, self.size, self.padding)

    def region(self, unit: Size, input_size: Size | None = None):
        """The pixels that `unit` sees, as a `range`, or a pair of them where something is a pair.

        Args:
            unit: its index in the feature map, int or pair (row, column).
            input_size: pixels of the image; without it the range may reach outside. At the far edge
                some pixels inside may be reached through padding only; `tracing.regions` is exact.

        >>> ReceptiveField(size=196, stride=16, padding=90).region(13)
        range(118, 314)
        """
        seen = per_axis(_interval, unit, self.size, self.stride, self.padding)
        return seen if input_size is None else per_axis(_inside, seen, input_size)

    def after(self, layer: Layer) -> "ReceptiveField":
        """The field one layer further up: the forward recurrence."""
        return ReceptiveField(
            size=per_axis(grown, self.size, self.stride, layer.extent),
            stride=per_axis(operator.mul, self.stride, layer.stride),
            padding=per_axis(begun, self.padding, self.stride, layer.padding),
            aligned=self.aligned,
        )


def grown(size, stride, extent):
    """r + (K - 1) j: a window of extent K over units whose fields are j pixels apart."""
    return size + (extent - 1) * stride


def begun(padding, stride, cells):
    """P + p j: so many units before the first, each j pixels wide."""
    return padding + cells * stride


def center(size, padding):
    """(r - 1)/2 - P: the middle of the pixels from -P to r - 1 - P."""
    return (size - 1) / 2 - padding


PIXEL = ReceptiveField(size=1, stride=1, padding=0)  # what a pixel sees: itself


def _interval(unit, size, stride, padding):
    first = unit * stride - padding
    return range(first, first + size)


def _inside(seen, input_size):
    return range(max(seen.start, 0), max(min(seen.stop, input_size), seen.start, 0))
