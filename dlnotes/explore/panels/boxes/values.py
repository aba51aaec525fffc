"""Where boxes lie at one setting."""

import numpy as np

from dlnotes.explore.arrays import evaluate_arrays
from dlnotes.explore.labels import plain
from dlnotes.explore.refusals import nowhere


def box_values(panel, parts, values):
    """The corners x0, y0, x1, y1 of every box, shape (boxes, 4)."""
    corners = []
    for box in panel["boxes"]:
        a, b, c, d = map(float, evaluate_arrays(parts, box["at"], values))
        centred = box["form"] == "cxcywh"
        corners.append([a - c / 2, b - d / 2, a + c / 2, b + d / 2] if centred else [a, b, c, d])
    return np.array(corners)


def refusal(panel, parts, values):
    """In words why nothing is seen at these values, or nothing."""
    names = (f"box {plain(box['label'])!r}" for box in panel["boxes"])
    return nowhere(zip(names, box_values(panel, parts, values), strict=True))
