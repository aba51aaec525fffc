"""References that the exercises of this part are checked against."""

from dlnotes.vision.receptive_field import receptive_field
from dlnotes.vision.receptive_field.layers import Layer


def field_of_stack(layers):
    """(size, stride, first pixel of unit 0) of a stack.

    Args:
        layers: (kernel_size, stride, padding, dilation) of each, from the input up.

    >>> field_of_stack([(3, 2, 1, 1), (3, 1, 2, 2)])
    (11, 2, -5)
    """
    field = receptive_field(Layer(*values) for values in layers)
    return field.size, field.stride, -field.padding


def pixels_that_count(layers):
    """How many different pixels one unit sees, along one axis; holes are not counted.

    Args:
        layers: (kernel_size, stride, dilation) of each, from the input up.

    >>> pixels_that_count([(3, 1, 2), (3, 1, 2)])
    5
    """
    seen = {0}
    for kernel_size, stride, dilation in reversed(layers):
        seen = {u * stride + i * dilation for u in seen for i in range(kernel_size)}
    return len(seen)
