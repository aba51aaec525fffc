"""How large a scale must be and a margin can be, and the gap between classes that a margin opens.

Sources: Wang et al. 2017 (NormFace, proposition 2), Wang et al. 2018 (CosFace), Liu et al. 2017
(SphereFace). Angles are in radians.
"""

import math

import torch

from dlnotes.checks import check_counts, check_values


def loss_bound(num_classes, scale):
    """Least mean loss of normalised embeddings and weights: log(1 + (C - 1) e^(-s C / (C - 1))).

    Args:
        num_classes: C, at least 2, each with as many embeddings as the others.
        scale: s, a tensor of any shape.
    """
    check_counts(2, num_classes=num_classes)
    share = num_classes / (num_classes - 1)
    return torch.log1p((num_classes - 1) * torch.exp(-scale * share))


def min_scale(num_classes, probability):
    """Least scale at which every class can have this probability: (C - 1)/C log((C - 1) P/(1 - P)).

    Args:
        num_classes: C, at least 2.
        probability: P of the right class, a tensor of any shape, between 0 and 1.

    >>> min_scale(10, torch.tensor(0.9))
    tensor(3.9550)
    """
    check_counts(2, num_classes=num_classes)
    check_values("(0, 1)", probability=probability)
    others = num_classes - 1
    return others / num_classes * torch.log(others * probability / (1 - probability))


def max_cosine_margin(num_classes, num_features):
    """Largest margin of CosFace at which a sample at its class's weight has no loss to fear.

    1 less the cosine between the two closest weights, when the weights are spread as well as can
    be: C / (C - 1) for at most d + 1 classes, and 1 - cos(2 pi / C) in the plane.

    Raises:
        ValueError: more than d + 1 classes in three dimensions or more: nobody knows a formula.

    >>> round(max_cosine_margin(8, 2), 4)
    0.2929
    """
    check_counts(2, num_classes=num_classes, num_features=num_features)
    if num_classes <= num_features + 1:
        return num_classes / (num_classes - 1)
    if num_features == 2:
        return 1 - math.cos(2 * math.pi / num_classes)
    raise ValueError(
        f"num_classes must be at most num_features + 1 = {num_features + 1}, got {num_classes}: "
        "how points spread best on a sphere has no formula"
    )


def cosface_gap(between, margin):
    """Angle between the regions of two classes under CosFace: 2 arcsin(m / (2 sin(between / 2))).

    Args:
        between: angle between the two weights, a tensor.
        margin: m, a cosine; nan where it is larger than two such weights allow.
    """
    return 2 * torch.asin(margin / (2 * torch.sin(between / 2)))


def sphereface_gap(between, margin):
    """Angle between the regions of two classes under SphereFace: (m - 1) / (m + 1) * between."""
    return (margin - 1) / (margin + 1) * between
