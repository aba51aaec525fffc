"""Cosines between rows, and the cosine that keeps falling beyond pi, with its slope.

Half precision is computed, and returned, in float32, under autocast too: a cosine is multiplied by
a scale of 64, and its rounding error with it.
"""

import math

import torch

from dlnotes.checks import check_finite, check_rows, check_same_place
from dlnotes.precision import raised


def unit(rows):
    """Rows divided by their lengths, shape (N, d)."""
    # A direction does not depend on scale, so the scale may be a constant to autograd. Taking it
    # out first keeps the squares in the length from overflowing and underflowing.
    rows = rows / rows.detach().abs().amax(dim=1, keepdim=True)
    return rows / rows.norm(dim=1, keepdim=True)


def cosine_logits(embeddings, weight):
    """Cosine of the angle between every embedding and every class's weight.

    Args:
        embeddings: shape (N, d), no zero rows.
        weight: shape (C, d), no zero rows.

    Returns:
        Shape (N, C), in [-1, 1] up to rounding.

    Raises:
        TypeError, ValueError: a wrong type or shape, an empty batch, nan, inf, or a zero row.

    >>> cosine_logits(torch.tensor([[3.0, 4.0]]), torch.tensor([[1.0, 0.0], [0.0, 2.0]]))
    tensor([[0.6000, 0.8000]])
    """
    check_rows(weight=weight)
    check_rows(weight.shape[1], embeddings=embeddings)
    embeddings, weight = raised(embeddings), raised(weight)
    check_same_place(embeddings=embeddings, weight=weight)
    with torch.autocast(embeddings.device.type, enabled=False):
        cosine = unit(embeddings) @ unit(weight).T  # (N, C)
    check_directions(cosine, weight=weight, embeddings=embeddings)
    return cosine


def check_directions(cosine, **matrices):
    """Raise if a row of the matrices behind the cosines has no direction.

    Such a row, zero or not finite, makes nan: a look at one sum of the result is enough, and the
    rows are searched only where that finds something.
    """
    if not math.isnan(cosine.detach().sum().item()):
        return
    check_finite(**matrices)
    for name, rows in matrices.items():
        zero = (rows == 0).all(dim=1)
        if zero.any():
            row = int(zero.nonzero()[0])
            raise ValueError(
                f"{name} must have no zero rows, they have no angle; row {row} is zero"
            )


def psi(angle):
    """The cosine up to pi, then continued so that it keeps falling: (-1)^k cos(angle) - 2k.

    k counts the whole half turns in the angle (Liu et al. 2017, equation 7). The result is
    continuous, with slope -|sin(angle)|.

    Args:
        angle: radians, any shape.

    >>> psi(torch.tensor([0.0, math.pi, 2 * math.pi]))
    tensor([ 1., -1., -3.])
    """
    k = torch.floor(angle.detach() / math.pi)
    return torch.cos(angle - math.pi * k) - 2 * k  # (-1)^k cos(angle) = cos(angle - k pi)


def psi_slope(cosine, m1, m2):
    """Slope of psi(m1 theta + m2) in cos(theta): m1 |sin(m1 theta + m2)| / sin(theta).

    With m2 it is infinite at theta = 0 and pi. There theta is held as far from the end as a cosine
    can tell: the one that differs from 1 by eps belongs to sqrt(2 eps). So the product with the
    cosine's own slope in the embedding, sin(theta) / |x|, stays near its finite limit.

    Args:
        cosine: in [-1, 1], any shape.
        m1, m2: factor on the angle, and what is added to it in radians.
    """
    end = math.sqrt(2 * torch.finfo(cosine.dtype).eps)
    theta = torch.acos(cosine).clamp(end, math.pi - end)
    return m1 * torch.sin(m1 * theta + m2).abs() / torch.sin(theta)


class PsiOfCosine(torch.autograd.Function):
    """psi(m1 theta + m2) as a function of cos(theta), with `psi_slope` as its slope."""

    @staticmethod
    def forward(ctx, cosine, m1, m2):
        ctx.save_for_backward(cosine)
        ctx.margins = m1, m2
        return psi(m1 * torch.acos(cosine) + m2)

    @staticmethod
    def backward(ctx, grad):
        (cosine,) = ctx.saved_tensors
        return grad * psi_slope(cosine, *ctx.margins), None, None
