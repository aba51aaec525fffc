"""A small network F(x, c_noise) that learns to denoise points and tiny images in seconds on a CPU.

It reads x together with the level: c_noise passes through a few waves and is added inside, as in
the networks of Song et al. 2021. Left out: what images of more than a few pixels need, such as
convolutions, attention and several resolutions.
"""

import torch
from torch import nn
from torch.nn.functional import silu


def waves(c_noise, count):
    """sin and cos of c_noise, of 2 c_noise, ..., of 2^(count - 1) c_noise: shape (B, 2 count)."""
    angles = c_noise[:, None] * 2 ** torch.arange(count).to(c_noise)  # (B, count)
    return torch.cat([angles.sin(), angles.cos()], dim=1)


class MLPDenoiser(nn.Module):
    """A multilayer perceptron on points or flattened images; every hidden layer is a residual one.

    Args:
        dims: numbers in a point.
        width: of the hidden layers.
        depth: how many residual layers.
        frequencies: waves that c_noise is turned into.
    """

    def __init__(self, dims, width=64, depth=2, frequencies=3):
        super().__init__()
        self.frequencies = frequencies
        self.read = nn.Linear(dims, width)
        self.level = nn.Linear(2 * frequencies, width)
        self.hidden = nn.ModuleList(nn.Linear(width, width) for _ in range(depth))
        self.write = nn.Linear(width, dims)

    def forward(self, x, c_noise):
        """F(x, c_noise) for x of shape (B, dims) and c_noise of shape (B,): shape (B, dims)."""
        h = self.read(x) + self.level(waves(c_noise, self.frequencies).to(x))  # (B, width)
        for layer in self.hidden:
            h = h + layer(silu(h))
        return self.write(silu(h))
