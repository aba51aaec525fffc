"""Curves: y = f(x), on linear and log axes, with bands, points and lines."""

import re

import numpy as np
import sympy as sp

from dlnotes.explore import Curves, Explorer, Marker, Readout, Slider, drawing
from dlnotes.explore.axes import spaced
from dlnotes.explore.panels.curves.values import curve_values
from dlnotes.foundations.optimizers import bias_correction as bias_correction_code
from dlnotes.symbolic import computed

T, G = sp.symbols("t g", positive=True)
LR, BETA1, BETA2, EPS = sp.symbols("lr beta_1 beta_2 epsilon", positive=True)
DECAY = sp.Symbol("lambda", nonnegative=True)


def bias_correction():
    """Why Adam divides by 1 - beta^t."""
    return Explorer(
        "bias-correction",
        sliders=[
            Slider(BETA1, 0.5, 0.999, value=0.9, step=0.001),
            Slider(BETA2, 0.9, 0.9999, value=0.999, step=0.0001),
        ],
        panels=[
            Curves(
                T,
                (1, 10_000),
                {
                    "first moment": 1 - BETA1**T,
                    "second moment": 1 - BETA2**T,
                    "size of a step": sp.sqrt(1 - BETA2**T) / (1 - BETA1**T),
                },
                x_label="step $t$",
                y_label="share of the true moment",
                log_x=True,
                y_limits=(0, 1.1),
                shows={
                    "first moment": computed(bias_correction_code, BETA1, T),
                    "second moment": computed(bias_correction_code, BETA2, T),
                    "size of a step": drawing("the ratio of the two, for the eye"),
                },
            )
        ],
        readouts=[
            Readout("half-life of the first", -sp.log(2) / sp.log(BETA1), unit="steps"),
            Readout("half-life of the second", -sp.log(2) / sp.log(BETA2), unit="steps"),
        ],
        alt="Two curves rise from near 0 to 1 over the steps: the slower average needs far longer.",
    )


def decay_factor():
    """The decay that a weight really gets: Adam divides an L2 term by the gradient's scale."""
    return Explorer(
        "decay-factor",
        sliders=[
            Slider(LR, 1e-4, 1e-1, value=1e-2, log=True, label="learning rate"),
            Slider(DECAY, 0.001, 1, value=0.1, log=True, label=r"weight decay $\lambda$"),
            Slider(EPS, 1e-8, 1e-1, value=1e-8, log=True),
        ],
        panels=[
            Curves(
                G,
                (1e-4, 1e2),
                {
                    "Adam + L2": LR * DECAY / (G + EPS),
                    "AdamW": LR * DECAY,
                },
                x_label="scale of the gradient $g$",
                y_label="share of the weight removed in a step",
                log_x=True,
                log_y=True,
                y_limits=(1e-7, 1e2),
                markers=[Marker(1, LR * DECAY, "equal at $g = 1$")],
            )
        ],
        readouts=[Readout("AdamW removes", 100 * LR * DECAY, unit="% a step")],
        alt="On log axes the L2 decay of Adam falls with the gradient's scale; AdamW's is flat.",
    )


def band():
    """A plain frame: linear axes that follow the curves, a title, a band, a level, a unit."""
    x, a, width = sp.symbols("x a w", real=True)
    return Explorer(
        "band",
        sliders=[
            Slider(a, -2, 2, value=1, step=0.1, label="height", unit="m"),
            Slider(width, 0, 1, value=0.3, step=0.05),
        ],
        panels=[
            Curves(
                x,
                (-3, 3),
                {"wave": a * sp.sin(x)},
                markers=[Marker(y=a, label="crest")],
                bands={"around": (a * sp.sin(x) - width, a * sp.sin(x) + width)},
                title="Wave",
            )
        ],
        alt="A wave inside a shaded band, and a level line through its crest.",
    )


EXAMPLES = [bias_correction, decay_factor, band]
SHOWN = "(plot) => plot.program.results"


def values(panel, parts, settings, frame):
    _, curves, bands = curve_values(panel, parts, settings)
    return [*curves, *(edge for band in bands for edge in band)]


def misdrawn(panel, python, shown):
    """What is wrong with the lines: each lies where the frame says that its values are."""
    left, top, bottom, right = map(float, re.findall(r"[\d.]+", shown["edge"]))
    xs = spaced(panel["x"], panel["samples"])
    px = left + (right - left) * share(xs, panel["x"]["range"], panel["x"]["log"])
    for path, ys, curve in zip(shown["lines"], python, panel["curves"], strict=False):
        py = bottom - (bottom - top) * share(ys, shown["range"], panel["y"]["log"])
        seen = np.isfinite(py)
        wanted = np.stack([px[seen], np.clip(py[seen], -2000, 4000)], axis=1)
        drawn = np.array(re.findall(r"-?[\d.]+", path), dtype=float).reshape(-1, 2)
        if drawn.shape != wanted.shape or (np.abs(drawn - wanted) > 0.051).any():
            yield f"the line of {curve['label']} is not where its values are"


def share(values, limits, log):
    """How far along the frame values lie, from 0 to 1."""
    low, high = np.log(limits) if log else limits
    with np.errstate(all="ignore"):
        return ((np.log(values) if log else values) - low) / (high - low)
