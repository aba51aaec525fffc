"""A layer as a window that slides over its input: a convolution or a pooling, without its weights.

Left out: transposed convolution, which slides over its output; `tracing` follows it.
"""

from dataclasses import dataclass, fields

Size = int | tuple[int, int]


@dataclass(frozen=True)
class Layer:
    """A convolution or pooling: only what decides which cells a cell of its output sees.

    Every value is an int for both axes or a pair (h, w); a pair of equal ints is kept as one int.

    Attributes:
        kernel_size: cells in the window.
        stride: cells from one window to the next.
        padding: cells added before the first; by the convention of torch, as many after the last.
        dilation: cells from one cell of the window to the next.

    Raises:
        TypeError: a value is neither an int nor a pair of ints.
        ValueError: a value is below 1, or a padding below 0.

    >>> Layer(3, dilation=4).extent
    9
    """

    kernel_size: Size
    stride: Size = 1
    padding: Size = 0
    dilation: Size = 1

    def __post_init__(self):
        for field in fields(self):
            least = 0 if field.name == "padding" else 1
            size = checked_size(field.name, getattr(self, field.name), least)
            object.__setattr__(self, field.name, size)

    @property
    def extent(self) -> Size:
        """Cells from the first to the last of the window, gaps included."""
        return per_axis(extent, self.kernel_size, self.dilation)

    def output_size(self, input_size: Size) -> Size:
        """How many windows fit into an input of `input_size` cells, int or pair.

        Raises:
            ValueError: not even one fits.
        """
        window = (self.kernel_size, self.stride, self.padding, self.dilation)
        return per_axis(output_size, input_size, *window)


def extent(kernel_size, dilation=1):
    """Cells that a dilated window spans: d (k - 1) + 1 (Dumoulin and Visin 2016, section 5.1)."""
    return dilation * (kernel_size - 1) + 1


def output_size(input_size, kernel_size, stride=1, padding=0, dilation=1):
    """Windows that fit along one axis: floor((n + 2 p - K) / s) + 1 with the extent K.

    Raises:
        ValueError: the window is wider than the padded input.

    >>> output_size(224, 7, stride=2, padding=3)
    112
    """
    span, padded = extent(kernel_size, dilation), input_size + 2 * padding
    if span > padded:
        raise ValueError(
            f"kernel_size={kernel_size}, dilation={dilation} span {span} cells, the padded input "
            f"has {padded}"
        )
    return (padded - span) // stride + 1


def per_axis(function, *values):
    """`function` of numbers; where a value is a pair (h, w), the pair of results along both axes.

    >>> per_axis(max, 3, (1, 5))
    (3, 5)
    """
    if not any(isinstance(value, tuple) for value in values):
        return function(*values)
    pairs = [value if isinstance(value, tuple) else (value, value) for value in values]
    return tuple(function(*axis) for axis in zip(*pairs, strict=True))


def collapsed(value):
    """A pair of equal numbers as one number."""
    same = isinstance(value, tuple) and len(value) == 2 and value[0] == value[1]
    return value[0] if same else value


def checked_size(name, value, least):
    """`value` with equal pairs collapsed; raise unless it is an int or a pair of ints >= least."""
    values = value if isinstance(value, tuple) else (value,)
    ints = all(isinstance(v, int) and not isinstance(v, bool) for v in values)
    if not ints or (isinstance(value, tuple) and len(value) != 2):
        raise TypeError(f"{name} must be an int or a pair (h, w) of ints, got {value!r}")
    if min(values) < least:
        raise ValueError(f"{name} must be at least {least}, got {value!r}")
    return collapsed(value)
