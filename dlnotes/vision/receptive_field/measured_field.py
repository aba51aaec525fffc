"""The receptive field read from gradients: nudge a pixel, see whether the unit moves.

A gradient that is zero need not mean that nothing connects them: a ReLU may be off, a maximum may
lie elsewhere, two weights may cancel. So the network is opened: while the gradient is taken, every
window is a mean, activations and batch normalisation let everything through, and each layer passes
on only whether anything arrived.
"""

import torch
import torch.nn.functional as F
from torch import nn
from torch.overrides import TorchFunctionMode

from dlnotes.vision.receptive_field.field import ReceptiveField
from dlnotes.vision.receptive_field.layers import collapsed
from dlnotes.vision.receptive_field.operations import ACTIVATIONS, DROPOUTS

PASSED = ACTIVATIONS | DROPOUTS | {"batch_norm"}


def empirical(model: nn.Module, input_shape: tuple[int, ...]) -> ReceptiveField:
    """The receptive field of the unit in the middle, and its stride from the unit beside it.

    It equals `from_module` where every pixel of the field lies inside the image; `aligned` is not
    measured.

    Args:
        model: from one tensor (N, C, H, W) to one such tensor. It is not changed.
        input_shape: (N, C, H, W), larger than the field.

    Raises:
        ValueError: the output has fewer than two units along an axis, the field reaches the edge of
            the image, or the units see fields of different size or distance.

    >>> empirical(nn.Sequential(nn.Conv2d(1, 2, 3), nn.MaxPool2d(2)), (1, 1, 12, 12))
    ReceptiveField(size=4, stride=2, padding=0, aligned=True)
    """
    gradients = _Gradients(model, input_shape)
    height, width = gradients.output.shape[2:]
    if min(height, width) < 2:
        raise ValueError(
            f"input_shape={tuple(input_shape)} leaves {height} x {width} units, need 2 x 2"
        )
    row, column = (height - 1) // 2, (width - 1) // 2
    masks = [gradients.of(row, column), gradients.of(row + 1, column + 1)]
    values = [
        _measured(*(m.any(1 - axis) for m in masks), u) for axis, u in ((0, row), (1, column))
    ]
    if gradients.uneven:
        _check_alike(gradients, (row, column), values)
    return ReceptiveField(*(collapsed(pair) for pair in zip(*values, strict=True)))


def _check_alike(gradients, unit, values):
    """Raise unless more units than two, where their fields are inside the image, are as measured.

    Behind a map that was enlarged, neighbours take turns: one pair does not show it.
    """
    sizes = gradients.output.shape[2:]
    for k in (-3, -2, -1, 2, 3, 4):
        places = [min(max(u + k, 0), n - 1) for u, n in zip(unit, sizes, strict=True)]
        mask = gradients.of(*places)
        for axis, (size, stride, padding) in enumerate(values):
            seen, first = mask.any(1 - axis), places[axis] * stride - padding
            inside = first > 0 and first + size < len(seen)
            if inside and _ends(seen) != (first, first + size - 1):
                raise ValueError(
                    "the units see fields of different size or distance, as behind a transposed "
                    "convolution: tracing.regions says what each of them sees"
                )


def seen_pixels(model: nn.Module, input_shape: tuple[int, ...], unit: tuple[int, int]):
    """Which pixels (H, W) the unit (row, column) depends on, holes included."""
    return _Gradients(model, input_shape).of(*unit)


class _Gradients:
    """The opened network run once; asked for the gradients of one unit after the other."""

    def __init__(self, model, input_shape):
        parameter = next(model.parameters(), torch.empty(0))
        self.input = torch.full(
            input_shape, 0.5, dtype=parameter.dtype, device=parameter.device, requires_grad=True
        )
        own = {name: buffer.clone() for name, buffer in model.named_buffers()}
        opened = _Open()
        with opened:
            self.output = torch.func.functional_call(model, own, (self.input,))
        self.uneven = not opened.called.isdisjoint(UNEVEN)
        if self.output.ndim != 4:
            raise ValueError(f"model must return (N, C, H, W), got {tuple(self.output.shape)}")

    def of(self, row, column):
        """Pixels (H, W) with a gradient."""
        unit = self.output[:, :, row, column].sum()
        (gradient,) = torch.autograd.grad(unit, self.input, retain_graph=True)
        return (gradient != 0).any(1).any(0)


class _Open(TorchFunctionMode):
    """Replaces what could hide a connection, in whatever is called inside."""

    def __init__(self):
        super().__init__()
        self.called = set()

    def __torch_function__(self, func, types, args=(), kwargs=None):
        name, kwargs = getattr(func, "__name__", "").rstrip("_"), dict(kwargs or {})
        self.called.add(name)
        if name in PASSED:
            return args[0] if args else kwargs["input"]
        if name in OPENED and "input" in kwargs:
            args = (kwargs.pop("input"), *args)
        return OPENED.get(name, func)(*args, **kwargs)


def _conv2d(x, weight, bias=None, *rest, **options):
    return F.conv2d(_marked(x), _mean(weight), None, *rest, **options)


def _conv_transpose2d(x, weight, bias=None, *rest, **options):
    return F.conv_transpose2d(_marked(x), _mean(weight), None, *rest, **options)


def _max_pool2d(x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, **options):
    if dilation not in (1, (1, 1)):
        raise ValueError(f"a maximum with dilation={dilation} cannot be opened: use from_module")
    return F.avg_pool2d(_marked(x), kernel_size, stride, padding, ceil_mode)


def _mean(weight):
    return torch.full_like(weight, 1 / weight[0].numel())


def _marked(x):
    """`x`, whose gradient is replaced by 1 where there is any: after 40 layers it would be 0."""
    return _Mark.apply(x)


class _Mark(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.view_as(x)

    @staticmethod
    def backward(ctx, grad):
        return (grad != 0).to(grad.dtype)


def _adaptive_max_pool2d(x, output_size, *rest, **options):
    return F.adaptive_avg_pool2d(_marked(x), output_size)


def _with_indices(pool):
    """The opened pooling, beside indices that no gradient passes through."""

    def opened(*args, **options):
        mean = pool(*args, **options)
        return mean, torch.zeros_like(mean, dtype=torch.int64)

    return opened


# Behind these, neighbours may see fields of different size or distance.
UNEVEN = {"conv_transpose2d", "interpolate", "pixel_shuffle"} | {
    f"adaptive_{kind}_pool2d{end}" for kind in ("avg", "max") for end in ("", "_with_indices")
}
OPENED = {
    "conv2d": _conv2d,
    "conv_transpose2d": _conv_transpose2d,
    "max_pool2d": _max_pool2d,
    "max_pool2d_with_indices": _with_indices(_max_pool2d),
    "adaptive_max_pool2d": _adaptive_max_pool2d,
    "adaptive_max_pool2d_with_indices": _with_indices(_adaptive_max_pool2d),
}


def _measured(mask, beside, unit):
    """(size, stride, padding) along one axis, from the pixels of a unit and of its neighbour."""
    (first, last), (next_first, next_last) = (_ends(m) for m in (mask, beside))
    if min(first, next_first) == 0 or max(last, next_last) == len(mask) - 1:
        raise ValueError(
            f"the field reaches the edge of the image: {len(mask)} pixels are too few, at least "
            f"{last - first + next_first - first + 3} are needed"
        )
    stride = next_first - first
    if next_last - last != stride:
        raise ValueError(
            f"neighbours see {last - first + 1} and {next_last - next_first + 1} pixels"
        )
    return last - first + 1, stride, unit * stride - first


def _ends(mask):
    places = mask.nonzero().flatten()
    if not len(places):
        raise ValueError("the unit in the middle depends on no pixel")
    return places[0].item(), places[-1].item()
