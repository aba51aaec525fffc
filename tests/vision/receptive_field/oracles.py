"""What a unit sees, found without arithmetic: by walking over indices, and by poisoning pixels."""

import torch
from hypothesis import strategies as st

from dlnotes.vision.receptive_field.layers import Layer


def walk(layers, unit):
    """{input position: number of paths from `unit` to it}, one axis, one step after the other."""
    paths = {unit: 1}
    for layer in reversed(layers):
        below = {}
        for position, count in paths.items():
            for tap in range(layer.kernel_size):
                place = position * layer.stride - layer.padding + tap * layer.dilation
                below[place] = below.get(place, 0) + count
        paths = below
    return paths


def poisoned(model, shape):
    """For both axes, (units, pixels): whether a unit turns nan when a row or column of pixels does.

    In float64, where torch's convolutions do not mix neighbouring windows.
    """
    model = model.double().eval()
    return [_poisoned(model, shape, axis) for axis in (2, 3)]


def _poisoned(model, shape, axis):
    n = shape[axis]
    images = torch.full((n, *shape[1:]), 0.5, dtype=torch.float64)
    lines = images.movedim(axis, 1)  # (n, n, C, the other axis)
    lines[range(n), range(n)] = torch.nan
    with torch.no_grad():
        hit = model(images).isnan().any(1)  # (n, units, units)
    return hit.any(4 - axis).T  # (units, pixels)


layers = st.builds(
    Layer,
    kernel_size=st.integers(1, 5),
    stride=st.integers(1, 3),
    padding=st.integers(0, 4),
    dilation=st.integers(1, 4),
)
stacks = st.lists(layers, max_size=5)
