"""Bars, on a log scale, beside curves with a point that moves along one axis only."""

import sympy as sp

from dlnotes.explore import Bars, Curves, Explorer, Marker, Readout, Slider
from dlnotes.explore.panels.bars.values import bar_values

G = sp.Symbol("g", positive=True)
DECAY = sp.Symbol("lambda", nonnegative=True)


def fixed_points():
    """Where the weight settles: bars and the curve w*(g)."""
    w = sp.Symbol("w", positive=True)
    return Explorer(
        "fixed-points",
        sliders=[
            Slider(DECAY, 0.01, 1, value=0.1, log=True, label=r"weight decay $\lambda$"),
            Slider(G, 0.01, 10, value=1, log=True, label="gradient scale $g$"),
        ],
        panels=[
            Curves(
                w,
                (0.01, 10),
                {"SGD and Adam + L2": w / DECAY, "AdamW": 1 / DECAY},
                x_label="gradient scale $g$",
                y_label="weight at rest $w^{*}$",
                log_x=True,
                log_y=True,
                y_limits=(0.01, 1000),
                markers=[Marker(G, G / DECAY, "", drag=(G, None)), Marker(x=G)],
            ),
            Bars(
                {"L2": G / DECAY, "AdamW": 1 / DECAY},
                y_label="weight at rest",
                y_limits=(0.01, 1000),
                log_y=True,
            ),
        ],
        readouts=[Readout("ratio", G)],
        alt="The resting weight of L2 grows with the gradient's scale, that of AdamW does not.",
    )


EXAMPLES = [fixed_points]
SHOWN = "(plot) => plot.program.results"


def values(panel, parts, settings, frame):
    return [[height] for height in bar_values(panel, parts, settings)]
