"""Which positions of their input torch's functions read, one axis at a time.

`tracing` walks a network backwards with these rules. A rule has the name and the arguments of the
torch function, with shapes in the place of tensors, and returns a `Reach` for each axis.
"""

from collections.abc import Callable
from typing import NamedTuple

import torch

from dlnotes.vision.receptive_field.layers import Layer


class Reach(NamedTuple):
    """What a function reads along one axis.

    Attributes:
        ends: takes the first and the last position of pieces of the output, a tensor (2, pieces),
            to the first and last position that they read; those may lie outside the map.
        step: positions from one that is read to the next: the dilation.
        folded: takes positions beyond the map to those inside that padding repeats there.
    """

    ends: Callable[[torch.Tensor], torch.Tensor]
    step: int = 1
    folded: Callable[[torch.Tensor], torch.Tensor] = lambda positions: positions


HERE = Reach(lambda ends: ends)  # every position reads itself

SHAPED = """celu elu gelu hardsigmoid hardswish hardtanh leaky_relu logsigmoid mish prelu relu
    relu6 rrelu selu sigmoid silu softplus softsign tanh threshold"""
DROPPED = "alpha_dropout dropout dropout1d dropout2d feature_alpha_dropout"
ADDED = "abs add clamp clone contiguous div exp maximum minimum mul neg pow sqrt sub truediv"
ACTIVATIONS, DROPOUTS = frozenset(SHAPED.split()), frozenset(DROPPED.split())
# They treat every position alike. Batch normalisation does in use, where its statistics are fixed.
POINTWISE = ACTIVATIONS | DROPOUTS | frozenset(ADDED.split()) | {"batch_norm"}


def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """A window with the weight's shape; for padding="same" torch puts the smaller half before."""
    if isinstance(padding, str):
        span = Layer(tuple(weight[2:]), dilation=dilation).extent
        span = span if isinstance(span, tuple) else (span, span)
        padding = tuple((k - 1) // 2 if padding == "same" else 0 for k in span)
    return windows(x, Layer(tuple(weight[2:]), stride, padding, dilation))


def max_pool2d(x, kernel_size, stride=None, padding=0, dilation=1, *rest, **options):
    """A window; with ceil_mode the last ones may hang over the end, which moves none of them."""
    return windows(x, Layer(kernel_size, stride or kernel_size, padding, dilation))


def avg_pool2d(x, kernel_size, stride=None, padding=0, *rest, **options):
    """As for the maximum."""
    return max_pool2d(x, kernel_size, stride, padding)


def lp_pool2d(x, norm_type, kernel_size, stride=None, *rest, **options):
    """As for the maximum."""
    return max_pool2d(x, kernel_size, stride)


def conv_transpose2d(
    x, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1
):
    """Output cell o takes from input i where 0 <= o + p - s i < k.

    Raises:
        ValueError: it has a dilation, or a stride beyond its kernel: cells that see nothing.
    """
    layer = Layer(tuple(weight[2:]), stride, padding, dilation)
    for k, s, _, d in axes(layer):
        if d > 1 or s > k:
            raise ValueError(
                f"a transposed convolution needs dilation=1 and stride <= kernel_size, got "
                f"dilation={d}, stride={s}, kernel_size={k}"
            )
    return [
        Reach(lambda x, k=k, s=s, p=p: torch.stack([-((k - 1 - p - x[0]) // s), (x[1] + p) // s]))
        for k, s, p, _ in axes(layer)
    ]


def interpolate(x, size=None, scale_factor=None, mode="nearest", align_corners=None, **options):
    """Enlarging by a whole number, nearest or bilinear with align_corners=False.

    Raises:
        ValueError: anything else.
    """
    factors = scale_factor if isinstance(scale_factor, tuple | list) else (scale_factor,) * 2
    if size is not None:
        size = size if isinstance(size, tuple | list) else (size, size)
        factors = [a / b for a, b in zip(size, x[2:], strict=True)]
    whole = all(factor == int(factor) and factor >= 1 for factor in factors)
    if not whole or mode not in ("nearest", "bilinear") or align_corners:
        raise ValueError(
            f"interpolate must enlarge by a whole number, mode 'nearest', or 'bilinear' with "
            f"align_corners=False; got mode={mode!r}, factors {tuple(factors)}"
        )
    rule = {"nearest": _nearest, "bilinear": _bilinear}[mode]
    return [Reach(lambda x, m=int(m): rule(x, m)) for m in factors]


def _nearest(ends, factor):
    return ends // factor


def _bilinear(ends, factor):
    """Output o lies at (2 o + 1 - m) / (2 m) between two inputs, or on one."""
    place = 2 * ends + 1 - factor
    return torch.stack([place[0] // (2 * factor), -(-place[1] // (2 * factor))])


def pad(x, pad, mode="constant", value=None):
    """Cells before the first shift all positions; those after the last do not.

    Raises:
        ValueError: the mode is "circular": the field then wraps around the image.
    """
    if mode == "circular":
        raise ValueError("pad must not have mode 'circular': a field would be in two pieces")
    left, top = pad[0], pad[2] if len(pad) > 2 else 0
    folds = {"reflect": _reflected, "replicate": _repeated}
    return [
        Reach(
            lambda x, p=p: x - p,
            folded=lambda x, n=n: folds[mode](x, n) if mode in folds else x,
        )
        for p, n in zip((top, left), x[2:], strict=True)
    ]


def _reflected(positions, n):
    """Positions mirrored at the first and at the last of n."""
    positions = positions.abs()
    return torch.where(positions < n, positions, 2 * (n - 1) - positions)


def _repeated(positions, n):
    """Positions moved to the nearest of n."""
    return positions.clamp(0, n - 1)


def adaptive_avg_pool2d(x, output_size):
    """Unit u of m sees the cells from floor(u n / m) to ceil((u + 1) n / m) - 1."""
    sizes = output_size if isinstance(output_size, tuple | list) else (output_size, output_size)
    pairs = [(n, m or n) for n, m in zip(x[2:], sizes, strict=True)]
    return [
        Reach(lambda x, n=n, m=m: torch.stack([x[0] * n // m, -((-x[1] - 1) * n // m) - 1]))
        for n, m in pairs
    ]


def adaptive_max_pool2d(x, output_size, return_indices=False):
    """As for the mean."""
    return adaptive_avg_pool2d(x, output_size)


def group_norm(x, *rest, **options):
    """Statistics over all positions: every unit sees the whole map."""
    return [Reach(lambda x, n=n: 0 * x + torch.tensor([[0], [n - 1]])) for n in x[2:]]


def instance_norm(
    x, mean=None, var=None, weight=None, bias=None, use_input_stats=True, *rest, **options
):
    """As for groups; with fixed statistics every position sees itself."""
    return group_norm(x) if use_input_stats else [HERE, HERE]


def mean(x, dim=None, keepdim=False, **options):
    """The mean over both axes of the map, kept as axes of length 1.

    Raises:
        ValueError: it is over others, or does not keep them.
    """
    dims = {d % 4 for d in (dim if isinstance(dim, tuple | list) else [dim])} if dim else set()
    if dims != {2, 3} or not keepdim:
        raise ValueError(f"mean must be over (2, 3) with keepdim=True, got {dim}, {keepdim}")
    return group_norm(x)


def cat(tensors, dim=0):
    """Channels side by side: every position sees itself in each of the inputs.

    Raises:
        ValueError: it joins along another axis.
    """
    if dim not in (1, -3):
        raise ValueError(f"cat must join channels, dim=1, got dim={dim}")
    return [HERE, HERE]


def pointwise(x, shape):
    """Every position sees itself; an axis of length 1 that is spread out, its only one."""
    return [
        Reach(lambda x: 0 * x) if n == 1 and m > 1 else HERE
        for n, m in zip(x[2:], shape[2:], strict=True)
    ]


def windows(x, layer):
    """From unit u to the cells u s - p to u s - p + K - 1."""
    return [
        Reach(lambda x, k=k, s=s, p=p, d=d: x * s - p + torch.tensor([[0], [d * (k - 1)]]), step=d)
        for k, s, p, d in axes(layer)
    ]


def axes(layer):
    """(kernel_size, stride, padding, dilation) along each of the two axes."""
    values = (layer.kernel_size, layer.stride, layer.padding, layer.dilation)
    return list(zip(*(v if isinstance(v, tuple) else (v, v) for v in values), strict=True))


RULES = {
    rule.__name__: rule
    for rule in (
        conv2d,
        conv_transpose2d,
        max_pool2d,
        avg_pool2d,
        lp_pool2d,
        adaptive_avg_pool2d,
        adaptive_max_pool2d,
        interpolate,
        pad,
        group_norm,
        instance_norm,
        mean,
        cat,
    )
}
