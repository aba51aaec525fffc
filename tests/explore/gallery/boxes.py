"""Boxes: how much a drawn box shares with the true one, and one by middle and size on a picture."""

import numpy as np
import sympy as sp

from dlnotes.explore import Box, Boxes, Explorer, Readout, Slider
from dlnotes.explore.panels.boxes.values import box_values


def overlap():
    """Two boxes, one to drag: intersection over union."""
    x0, y0, x1, y1 = sp.symbols("x_0 y_0 x_1 y_1", real=True)
    truth = (3, 2, 7, 6)
    width = sp.Max(0, sp.Min(x1, truth[2]) - sp.Max(x0, truth[0]))
    height = sp.Max(0, sp.Min(y1, truth[3]) - sp.Max(y0, truth[1]))
    shared = width * height
    union = 16 + (x1 - x0) * (y1 - y0) - shared
    starts = {x0: 4, y0: 3, x1: 9, y1: 7}
    return Explorer(
        "overlap",
        sliders=[
            Slider(symbol, 0, 10 if symbol in (x0, x1) else 8, value=value, step=0.1, hidden=True)
            for symbol, value in starts.items()
        ],
        panels=[
            Boxes(
                ((0, 10), (0, 8)),
                {"truth": Box(truth), "prediction": Box((x0, y0, x1, y1))},
                lines=(5, 4),
            )
        ],
        readouts=[Readout("IoU", shared / union), Readout("shared area", shared)],
        alt="Two overlapping boxes over a grid; the prediction lies below and right of the truth.",
    )


def over_a_picture():
    """One box by its middle and its size, over a bright disc; its width has a slider."""
    cx, cy, w, h = sp.symbols("c_x c_y w h", positive=True)
    rows, columns = np.indices((24, 32))
    disc = 40 + 160 * ((rows - 12) ** 2 + (columns - 20) ** 2 < 49)
    return Explorer(
        "over-a-picture",
        sliders=[
            Slider(cx, 0, 32, value=12, step=0.5, hidden=True),
            Slider(cy, 0, 24, value=10, step=0.5, hidden=True),
            Slider(w, 1, 32, value=10, step=0.5, label="width $w$"),
            Slider(h, 1, 24, value=8, step=0.5, hidden=True),
        ],
        panels=[
            Boxes(
                ((0, 32), (0, 24)),
                {"found": Box((cx, cy, w, h), form="cxcywh")},
                picture=disc,
                title="find the disc",
            )
        ],
        readouts=[Readout("area", w * h)],
        alt="A bright disc on a dark ground, and a box left of it that does not yet hold it.",
    )


EXAMPLES = [overlap, over_a_picture]
SHOWN = "(plot) => plot.boxes.map((box) => box.corners())"


def values(panel, parts, settings, frame):
    return list(box_values(panel, parts, settings))
