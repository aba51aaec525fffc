"""The effective receptive field: how much each pixel of the field counts (Luo et al. 2016).

Count paths: at every layer a path from a unit picks one cell of the window. If all weights are
equal, a pixel counts as much as the share of paths that end at it. If they are random, so does the
mean square of its gradient. A path is a random walk, hence the Gaussian and the square root.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import nn

from dlnotes.checks import check_numbers
from dlnotes.vision.receptive_field.layers import Layer, per_axis


def path_shares(layers: Iterable[Layer], dtype=torch.float64) -> torch.Tensor:
    """Share of all paths from one unit that end at each pixel of its field, along one axis.

    It is zero at the holes that dilation and stride leave.

    Returns:
        (size,), where size is that of the receptive field; the sum is 1.

    Raises:
        ValueError: a layer differs along the two axes; take one axis at a time.

    >>> path_shares([Layer(3), Layer(3)]).mul(9).tolist()
    [1.0, 2.0, 3.0, 2.0, 1.0]
    """
    shares, jump = torch.ones(1, dtype=dtype), 1
    for layer in layers:
        if any(isinstance(v, tuple) for v in (layer.extent, layer.stride)):
            raise ValueError(f"layers must be alike along both axes, got {layer}")
        window = shares.new_zeros((layer.extent - 1) * jump + 1)
        window[:: layer.dilation * jump] = 1 / layer.kernel_size
        shares = torch.nn.functional.conv1d(
            shares[None, None], window[None, None], padding=len(window) - 1
        )[0, 0]
        jump *= layer.stride
    return shares


def path_variance(layers: Iterable[Layer]) -> float | tuple[float, float]:
    """Variance of the pixel where a random path ends, in pixels squared: the steps' summed up."""
    total, jump = 0.0, 1
    for layer in layers:
        step = per_axis(step_variance, layer.kernel_size, layer.dilation, jump)
        total = per_axis(lambda a, b: a + b, total, step)
        jump = per_axis(lambda j, s: j * s, jump, layer.stride)
    return total


def step_variance(kernel_size, dilation=1, jump=1):
    """(j d)^2 (k^2 - 1)/12: k equally likely cells, j d pixels apart."""
    return (jump * dilation) ** 2 * (kernel_size**2 - 1) / 12


@dataclass(frozen=True)
class EffectiveField:
    """How the square of a unit's gradient is spread over the image.

    Attributes:
        energy: (H, W), sums to 1.
        center: (row, column), its mean, in pixels.
        std: (row, column), its standard deviations, in pixels.
    """

    energy: torch.Tensor
    center: tuple[float, float]
    std: tuple[float, float]

    def radius(self, share: float = 0.95) -> float:
        """Radius, in pixels, of the smallest disc about the centre that holds `share` of it.

        Raises:
            ValueError: `share` is not in (0, 1).
        """
        check_numbers("(0, 1)", share=share)
        places = zip(self.energy.shape, self.center, strict=True)
        axes = [torch.arange(n).to(self.energy) - c for n, c in places]
        distance = torch.hypot(*torch.meshgrid(*axes, indexing="ij")).flatten()
        order = distance.argsort()
        held = self.energy.flatten()[order].cumsum(0)
        return distance[order][(held < share).sum().clamp(max=len(held) - 1)].item()


def gaussian_radius(std: float, share: float = 0.95) -> float:
    """Radius of the disc that holds `share` of a round Gaussian: std sqrt(-2 ln(1 - share))."""
    return std * math.sqrt(-2 * math.log(1 - share))


def effective(
    model: nn.Module, images: torch.Tensor, unit: tuple[int, int] | None = None
) -> EffectiveField:
    """The effective receptive field of a unit: the mean square of its gradient at each pixel.

    Luo et al. average the gradient itself; for random weights its mean is zero, and its mean square
    is what their theorem is about.

    Args:
        model: from (N, C, H, W) to (N, C', H', W'). It is not changed; call `eval()` first where
            it normalises over the batch.
        images: (N, C, H, W); the mean is taken over all N.
        unit: (row, column) of the output; the one in the middle if not given.

    Raises:
        ValueError: the unit has no gradient anywhere.
    """
    return spread(gradient_energy(model, images, unit))


def gradient_energy(model, images, unit=None):
    """Mean over images and channels of the unit's squared gradient: (H, W)."""
    pixels = images.detach().requires_grad_()
    output = model(pixels.clone())  # the first layer may write into what it gets
    row, column = unit or tuple((n - 1) // 2 for n in output.shape[2:])
    (gradient,) = torch.autograd.grad(output[:, :, row, column].sum(), pixels)
    return gradient.square().mean((0, 1))


def spread(energy: torch.Tensor) -> EffectiveField:
    """Centre and standard deviations of a map (H, W) of weights that are not negative.

    Raises:
        ValueError: their sum is not a positive number.
    """
    total = energy.sum()
    if not (total > 0 and total.isfinite()):
        raise ValueError(f"energy must have a positive sum, got {total.item()}")
    energy = energy / total
    centers, stds = zip(*(_moments(energy.sum(1 - axis)) for axis in (0, 1)), strict=True)
    return EffectiveField(energy, centers, stds)


def _moments(weights):
    """(mean, standard deviation) of the index under weights (n,) that sum to 1."""
    index = torch.arange(len(weights)).to(weights)
    mean = (weights * index).sum()
    return mean.item(), (weights * (index - mean) ** 2).sum().sqrt().item()
