"""The static picture of bars."""

import math

import numpy as np

from dlnotes.explore.panels.bars.values import bar_values
from dlnotes.explore.picture.marks import fitted
from dlnotes.explore.picture.plot import BOTTOM, COLORS, Plot


def draw_panel(panel, parts, values, size):
    heights = bar_values(panel, parts, values)
    y = panel["y"]["range"] or fitted([heights, np.zeros(1)], False)
    plot = Plot(panel, (0, len(heights)), y, size)
    plot.frame()
    base = float(plot.place(max(y[0], 0) if not panel["y"]["log"] else y[0], 1))
    for index, (bar, height) in enumerate(zip(panel["bars"], heights, strict=True)):
        left, right = (float(plot.place(index + s, 0)) for s in (0.15, 0.85))
        at = float(plot.place(height, 1))
        if math.isfinite(at):
            top, tall = min(at, base), abs(at - base)
            plot.add(
                f'<rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" '
                f'height="{tall:.1f}" fill="{COLORS[index % 6]}"/>'
            )
        plot.text((left + right) / 2, size[1] - BOTTOM + 15, bar["label"], "middle")
    return plot
