"""Softmax losses with a margin in the angle: SphereFace, CosFace, ArcFace as one formula.

Each is the cross entropy of scaled cosines of which only the right class's is changed, to
psi(m1 theta + m2) - m3: equation 4 of Deng et al. 2018 (ArcFace), with psi for the cosine because
psi keeps falling beyond pi. NormFace (Wang et al. 2017) has no margin, SphereFace (Liu et al. 2017)
has m1, ArcFace m2, CosFace (Wang et al. 2018) m3. Left out: SphereFace's annealing, and margins
that differ from class to class or follow the training.
"""

import math

import torch
from torch import nn
from torch.nn.functional import cross_entropy, linear

from dlnotes.checks import (
    check_counts,
    check_finite,
    check_floats,
    check_indices,
    check_numbers,
    check_rows,
    ends,
    inside,
)
from dlnotes.faces.angles import PsiOfCosine, cosine_logits, raised


def margin_logits(cosine, labels, *, m1=1.0, m2=0.0, m3=0.0, scale):
    """Logits whose right class must win by a margin: scale * (psi(m1 theta + m2) - m3) there.

    The other classes keep scale * cosine. Up to m1 theta + m2 = pi, psi is the cosine.

    Args:
        cosine: shape (N, C), from `cosine_logits`.
        labels: the right classes, int64, shape (N,).
        m1: factor on the angle, above 0 (SphereFace's margin).
        m2: added to the angle, in radians (ArcFace's margin).
        m3: taken off the cosine, without unit (CosFace's margin).
        scale: above 0.

    Returns:
        Shape (N, C); float32 for half precision.

    Raises:
        TypeError, ValueError: naming the argument; a cosine outside [-1, 1] at a label is one.

    >>> cosine = torch.tensor([[0.6, 0.8]])
    >>> margin_logits(cosine, torch.tensor([1]), m3=0.5, scale=10.0)
    tensor([[6., 3.]])
    """
    check_rows(cosine=cosine)
    check_indices(*cosine.shape, labels=labels)
    check_target(cosine, labels)
    check_numbers("(0, inf)", m1=m1, scale=scale)
    check_numbers("(-inf, inf)", m2=m2, m3=m3)
    return with_margin(raised(cosine), labels, m1, m2, m3).mul_(scale)


def with_margin(cosine, labels, m1=1.0, m2=0.0, m3=0.0):
    """The cosines, with psi(m1 theta + m2) - m3 at each row's label; shape (N, C)."""
    place = labels[:, None]  # (N, 1)
    target = PsiOfCosine.apply(cosine.gather(1, place).clamp(-1, 1), m1, m2) - m3  # (N, 1)
    return cosine.scatter(1, place, target)


def check_target(cosine, labels):
    """Raise unless the right class's cosines, which have to be an angle's, lie in [-1, 1].

    Rounding may carry them a little beyond.
    """
    target = cosine.detach().gather(1, labels[:, None])  # (N, 1)
    if not inside("[-1.01, 1.01]", *ends(target)):
        row = int((~(target.abs() <= 1.01)).nonzero()[0, 0])
        raise ValueError(f"cosine must be in [-1, 1], got {target[row, 0]:.4g} in row {row}")


class LogitLoss(nn.Module):
    """Mean cross entropy of logits made from a learnable weight; subclasses say how.

    The loss of half-precision embeddings is float32, as under torch's autocast.

    Args:
        num_features: d, the length of an embedding.
        num_classes: C; the weight has shape (C, d).
        generator: draws the weight.
    """

    def __init__(self, num_features, num_classes, *, generator=None):
        super().__init__()
        check_counts(1, num_features=num_features)
        check_counts(2, num_classes=num_classes)
        weight = torch.randn(num_classes, num_features, generator=generator)
        self.weight = nn.Parameter(weight / math.sqrt(num_features))

    def forward(self, embeddings, labels):
        """The loss, a scalar: embeddings (N, d), labels (N,) in int64."""
        return cross_entropy(self.logits(embeddings, labels), labels)


class SoftmaxLoss(LogitLoss):
    """The ordinary softmax loss: logits W x + b, with lengths, and a bias that starts at zero."""

    def __init__(self, num_features, num_classes, *, generator=None):
        super().__init__(num_features, num_classes, generator=generator)
        self.bias = nn.Parameter(torch.zeros(num_classes))

    def logits(self, embeddings, labels):
        """Shape (N, C)."""
        check_rows(self.weight.shape[1], embeddings=embeddings)
        check_finite(embeddings=embeddings)
        check_indices(len(embeddings), len(self.weight), labels=labels)
        return linear(raised(embeddings), raised(self.weight), raised(self.bias))


class CosineLoss(LogitLoss):
    """A loss of scaled cosines; `margins` is what a subclass gives to `with_margin`.

    Args:
        num_features, num_classes, generator: as for `LogitLoss`.
        scale: s, above 0.
    """

    def __init__(self, num_features, num_classes, *, scale, generator=None):
        super().__init__(num_features, num_classes, generator=generator)
        check_numbers("(0, inf)", scale=scale)
        self.scale, self.margins = scale, {}

    def logits(self, embeddings, labels):
        """Shape (N, C)."""
        cosine = cosine_logits(embeddings, self.weight)
        check_indices(*cosine.shape, labels=labels)
        return with_margin(cosine, labels, **self.margins).mul_(self.scale)


class NormFaceLoss(CosineLoss):
    """Logits scale * cos(theta): lengths and bias are gone, no margin yet (Wang et al. 2017)."""

    def __init__(self, num_features, num_classes, *, scale=16.0, generator=None):
        super().__init__(num_features, num_classes, scale=scale, generator=generator)


class SphereFaceLoss(CosineLoss):
    """Right logit scale * |x| psi(margin theta), the others scale * |x| cos(theta): A-Softmax.

    The embedding keeps its length (Liu et al. 2017, equation 7, where the scale is 1). A margin of
    1 is their modified softmax.

    Args:
        margin: factor on the angle, a whole number of at least 1.
    """

    def __init__(self, num_features, num_classes, *, margin=4, scale=1.0, generator=None):
        super().__init__(num_features, num_classes, scale=scale, generator=generator)
        check_counts(1, margin=margin)
        self.margin, self.margins = margin, {"m1": margin}

    def logits(self, embeddings, labels):
        """Shape (N, C)."""
        check_floats(embeddings=embeddings)
        embeddings = raised(embeddings)
        logits = super().logits(embeddings, labels)
        return embeddings.norm(dim=1, keepdim=True) * logits


class CosFaceLoss(CosineLoss):
    """Right logit scale * (cos(theta) - margin): Wang et al. 2018, equation 4; AM-Softmax too.

    Args:
        margin: taken off the cosine, without unit, in [0, 2).
    """

    def __init__(self, num_features, num_classes, *, margin=0.35, scale=64.0, generator=None):
        super().__init__(num_features, num_classes, scale=scale, generator=generator)
        check_numbers("[0, 2)", margin=margin)
        self.margin, self.margins = margin, {"m3": margin}


class ArcFaceLoss(CosineLoss):
    """Right logit scale * psi(theta + margin): Deng et al. 2018, equation 3.

    Args:
        margin: added to the angle, in radians (some libraries take degrees), in [0, pi).
    """

    def __init__(self, num_features, num_classes, *, margin=0.5, scale=64.0, generator=None):
        super().__init__(num_features, num_classes, scale=scale, generator=generator)
        check_numbers("[0, pi)", margin=margin)
        self.margin, self.margins = margin, {"m2": margin}
