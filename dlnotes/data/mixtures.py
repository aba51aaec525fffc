"""Samples of Gaussian mixtures, the densities for which everything else can be written down."""

from typing import NamedTuple

import torch

from dlnotes.checks import check_counts, check_filled, check_values


class MixtureSample(NamedTuple):
    """Draws from a mixture and where each came from.

    Attributes:
        samples: (N, D), dtype and device of the means.
        components: (N,), int64, the component 0 .. K-1 that each sample was drawn from.
    """

    samples: torch.Tensor
    components: torch.Tensor


def gaussian_mixture(
    n: int,
    means: torch.Tensor,
    stds: torch.Tensor | float,
    weights: torch.Tensor | None,
    generator: torch.Generator,
) -> MixtureSample:
    """Independent draws from sum_k weights[k] N(means[k], diag(stds[k]^2)).

    Random numbers are drawn on the generator's device and then moved to that of the means: with a
    CPU generator the samples are the same on every device.

    Args:
        n: number of samples, at least 1.
        means: (K, D), floating point.
        stds: standard deviations, not variances: one number, (K,) one a component, or (K, D) one a
            component and coordinate; none negative.
        weights: (K,), none negative, with sum 1; None for equal weights.
        generator: where the random numbers come from.

    Raises:
        TypeError: `n` is not an int, or `means` not a floating-point tensor.
        ValueError: a shape does not fit, or a value is out of range.
    """
    check_counts(1, n=n)
    means, stds, weights = checked_parameters(means, stds, weights)
    place = generator.device
    components = torch.multinomial(weights.to(place), n, replacement=True, generator=generator)
    eps = torch.randn(n, means.shape[1], generator=generator, device=place, dtype=means.dtype)
    components = components.to(means.device)  # (n,)
    samples = means[components] + stds[components] * eps.to(means.device)  # (n, D)
    return MixtureSample(samples, components)


def checked_parameters(means, stds, weights):
    """Means (K, D), standard deviations (K, D), weights (K,), all in the dtype of the means.

    Raises as `gaussian_mixture` does.
    """
    check_filled(("K", "D"), means=means)
    return means, _checked_stds(stds, means), _checked_weights(weights, means)


def _checked_stds(stds, means):
    stds = torch.as_tensor(stds, dtype=means.dtype, device=means.device)
    if stds.shape not in ((), means.shape[:1], means.shape):
        raise ValueError(
            f"stds must be a number or have shape {tuple(means.shape[:1])} or "
            f"{tuple(means.shape)}, as means do; got {tuple(stds.shape)}"
        )
    check_values("[0, inf)", stds=stds)
    return (stds[:, None] if stds.ndim == 1 else stds).expand_as(means)


def _checked_weights(weights, means):
    if weights is None:
        return means.new_full(means.shape[:1], 1 / means.shape[0])
    weights = torch.as_tensor(weights, dtype=means.dtype, device=means.device)
    if weights.shape != means.shape[:1]:
        raise ValueError(
            f"weights must have shape {tuple(means.shape[:1])}, one a row of means; "
            f"got {tuple(weights.shape)}"
        )
    if not (weights >= 0).all() or abs(weights.sum().item() - 1) > 1e-5:
        raise ValueError(f"weights must be at least 0 and have sum 1, got {weights.tolist()}")
    return weights
