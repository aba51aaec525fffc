"""References that the exercises of this part are checked against."""

import math

import torch


def additive_target(cosine, margin):
    """ArcFace's right logit without its scale and without an arccos.

    cos(theta + margin) by the addition formula, and -2 less that where theta + margin is beyond pi.

    Args:
        cosine: cos(theta), any shape.
        margin: radians, in [0, pi).

    >>> additive_target(torch.tensor(0.6), 0.0)
    tensor(0.6000)
    """
    sine = torch.sqrt((1 - cosine) * (1 + cosine))
    moved = cosine * math.cos(margin) - sine * math.sin(margin)
    return torch.where(cosine >= -math.cos(margin), moved, -2 - moved)
