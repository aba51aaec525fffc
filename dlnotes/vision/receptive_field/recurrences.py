"""The receptive field of stacked layers by arithmetic, upwards and downwards.

Downwards, one unit at the top sees K units below, these see more units below them, until the image
is reached (the chapter's source; Araujo, Norris and Sim 2019). Upwards, size, stride and padding
grow layer by layer. Both give the same size.
"""

from collections.abc import Iterable, Iterator

from dlnotes.vision.receptive_field.field import PIXEL, ReceptiveField
from dlnotes.vision.receptive_field.layers import Layer, Size, per_axis


def receptive_field(layers: Iterable[Layer]) -> ReceptiveField:
    """The field of a unit on top of `layers`, given from the input up.

    Without layers it is the pixel itself.

    >>> receptive_field([Layer(7, stride=2, padding=3), Layer(3, stride=2, padding=1)])
    ReceptiveField(size=11, stride=4, padding=5, aligned=True)
    """
    *_, field = (PIXEL, *fields(layers))
    return field


def fields(layers: Iterable[Layer]) -> Iterator[ReceptiveField]:
    """Yields the field after each of `layers`, from the input up."""
    field = PIXEL
    for layer in layers:
        field = field.after(_checked(layer))
        yield field


def top_down(layers: Iterable[Layer]) -> Iterator[Size]:
    """Yields how many units of each map below one top unit sees, from the top down.

    The last number is the size of the receptive field. The numbers before it are the source's
    N_RF: they count units of the map in question, not pixels.

    >>> list(top_down([Layer(7, stride=2), Layer(3, stride=2), Layer(3)]))
    [3, 7, 19]
    """
    count = 1
    for layer in reversed(list(map(_checked, layers))):
        count = per_axis(neighbours, count, layer.stride, layer.extent)
        yield count


def neighbours(count, stride, extent):
    """(N - 1) s + K: the span of N windows of extent K, each s further on."""
    return (count - 1) * stride + extent


def _checked(layer):
    if not isinstance(layer, Layer):
        raise TypeError(f"layers must hold Layer objects, got {layer!r}")
    return layer
