"""Sliders that live everywhere: on the page, in Jupyter, in Colab, and as a picture in print.

A chapter imports from here: `from dlnotes.explore import Curves, Explorer, Slider`.
"""

from dlnotes.explore.checks import check
from dlnotes.explore.explorer import Explorer
from dlnotes.explore.layers import Layer, Layers
from dlnotes.explore.live import live
from dlnotes.explore.outcomes import Outcomes
from dlnotes.explore.panels import Bars, Curves, Heatmap, Marker, Readout
from dlnotes.explore.paths import Paths, Recurrence
from dlnotes.explore.plane import Arrow, Plane, Trace
from dlnotes.explore.questions import Question
from dlnotes.explore.sliders import Slider

__all__ = [
    "Arrow",
    "Bars",
    "Curves",
    "Explorer",
    "Heatmap",
    "Layer",
    "Layers",
    "Marker",
    "Outcomes",
    "Paths",
    "Plane",
    "Question",
    "Readout",
    "Recurrence",
    "Slider",
    "Trace",
    "check",
    "live",
]
