"""Data whose noisy density, score and best denoiser are known: Gaussian mixtures and finite sets.

Everything is written for x = scale * (x0 + sigma * eps), with x0 from the data and eps standard
normal: sigma is the ratio of noise to signal, scale * sigma the standard deviation of the noise.
Sources: Efron 2011 (Tweedie's formula), Karras et al. 2022 (the ideal denoiser of a finite set,
appendix B.3). Left out: components that are not isotropic.
"""

import math
from typing import NamedTuple

import torch

from dlnotes.checks import check_floats, check_levels, check_shape, check_values
from dlnotes.data.mixtures import checked_parameters, gaussian_mixture
from dlnotes.generative.batches import along, as_level
from dlnotes.precision import raised


class Components(NamedTuple):
    """What each component says about x, for K components in D dimensions.

    Attributes:
        offsets: from x to the component's mean, (..., K, D).
        variance: of the component after noise and scaling, (..., K).
        log_joint: log of weight times density at x, (..., K).
    """

    offsets: torch.Tensor
    variance: torch.Tensor
    log_joint: torch.Tensor


class GaussianMixture:
    """The density sum_k weights[k] N(means[k], stds[k]^2 I), before and after noise.

    Component k of scale * (x0 + sigma * eps) is N(scale m_k, scale^2 (stds[k]^2 + sigma^2) I).
    Results have the dtype and device of `x`, whose shape is (..., D); `sigma` and `scale` are
    numbers or have shape (B,), the first dimension of `x`.

    Args:
        weights: (K,), none negative, with sum 1; None for equal weights.
        means: (K, D), floating point.
        stds: one number, or (K,); not variances; none negative.

    Raises:
        TypeError: `means` is not a floating-point tensor.
        ValueError: a shape does not fit, or a value is out of range.
    """

    def __init__(self, weights, means, stds):
        if isinstance(stds, torch.Tensor) and stds.ndim > 1:
            raise ValueError(f"stds must be a number or have shape (K,), got {tuple(stds.shape)}")
        self.means, stds, self.weights = checked_parameters(means, stds, weights)
        self.stds = stds[:, 0]

    def log_prob(self, x, sigma=0.0, scale=1.0):
        """log of the density at x, shape (...)."""
        return self._components(x, sigma, scale).log_joint.logsumexp(-1).to(x)

    def score(self, x, sigma=0.0, scale=1.0):
        """The gradient of `log_prob` in x, (..., D): the components', weighted by posterior."""
        offsets, variance, log_joint = self._components(x, sigma, scale)
        return torch.einsum("...k,...kd->...d", log_joint.softmax(-1) / variance, offsets).to(x)

    def denoise(self, x, sigma):
        """E[x0 | x0 + sigma * eps = x], (..., D): the posterior mean, weighted over components."""
        offsets, variance, log_joint = self._components(x, sigma, 1.0)
        posterior = log_joint.softmax(-1)  # (..., K)
        # Within a component: from its mean a share stds^2 / (stds^2 + sigma^2) of the way to x.
        share = posterior * self.stds.to(variance) ** 2 / variance
        mean = posterior @ self.means.to(variance)  # (..., D)
        return (mean - torch.einsum("...k,...kd->...d", share, offsets)).to(x)

    def cdf(self, x, sigma=0.0, scale=1.0):
        """P(X <= x) of a mixture in one dimension, shape (...); x has shape (..., 1)."""
        if self.means.shape[1] != 1:
            raise ValueError(f"cdf needs D = 1, this mixture has D = {self.means.shape[1]}")
        offsets, variance, _ = self._components(x, sigma, scale)
        below = torch.special.ndtr(-offsets[..., 0] / variance.sqrt())  # (..., K)
        return (self.weights.to(below) * below).sum(-1).to(x)

    def sample(self, n, generator):
        """n independent draws of x0, (n, D); the same on every device for a CPU generator."""
        return gaussian_mixture(n, self.means, self.stds, self.weights, generator).samples

    def _components(self, x, sigma, scale):
        """The checks and the start of all four; in float32 at least."""
        check_shape((..., self.means.shape[1]), x=x)
        check_levels(x, "[0, inf)", sigma=sigma)
        check_levels(x, "(0, inf)", scale=scale)
        dims, here = self.means.shape[1], raised(x)
        sigma, scale = along(as_level(sigma), here), along(as_level(scale), here)
        variance = scale**2 * (self.stds.to(here) ** 2 + sigma**2)  # (..., K)
        check_values("(0, inf)", **{"scale^2 (stds^2 + sigma^2)": variance})
        offsets = scale[..., None] * self.means.to(here) - here[..., None, :]  # (..., K, D)
        square = offsets.square().sum(-1) / variance
        log_normal = -(square + dims * (2 * math.pi * variance).log()) / 2
        return Components(offsets, variance, self.weights.to(here).log() + log_normal)


def empirical_denoiser(data):
    """The best denoiser of a finite data set: D(x, sigma) = E[x0 | x0 + sigma * eps = x].

    Each data point counts as much as its noise would have to be likely, softmax(-|x - y|^2 / (2
    sigma^2)): a network that reached it would have memorised the data (Karras et al. 2022, B.3).

    Args:
        data: (N, ...), floating point.

    Returns:
        A function of x, (B, ...), and sigma > 0, a number or (B,); its result looks like x.

    Raises:
        TypeError, ValueError: `data` is not a floating-point tensor, or empty.
    """
    check_floats(data=data)
    if data.ndim < 2 or data.numel() == 0:
        raise ValueError(f"data must have shape (N, ...), not empty, got {tuple(data.shape)}")

    def denoise(x, sigma):
        check_shape(("B", *data.shape[1:]), x=x)
        check_levels(x, "(0, inf)", sigma=sigma)
        flat = raised(x).flatten(1)  # (B, D)
        points = data.to(flat).flatten(1)  # (N, D)
        # By differences: |x|^2 - 2 x.y + |y|^2 would cancel, and sigma^2 may be tiny.
        distance = torch.cdist(flat, points, compute_mode="donot_use_mm_for_euclid_dist")
        likeness = -((distance / along(as_level(sigma), flat)) ** 2) / 2  # (B, N)
        return (likeness.softmax(-1) @ points).reshape(x.shape).to(x)

    return denoise
