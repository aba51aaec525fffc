"""Sliders that live everywhere: on the page, in Jupyter, in Colab, and as a picture in print.

A chapter imports from here: `from dlnotes.explore import Curves, Explorer, Slider`.
"""

from dlnotes.explore.checks import check
from dlnotes.explore.explorer import Explorer
from dlnotes.explore.live import live
from dlnotes.explore.panels import Bars, Curves, Heatmap, Marker, Readout
from dlnotes.explore.paths import Paths, Recurrence
from dlnotes.explore.questions import Question
from dlnotes.explore.sliders import Slider

__all__ = [
    "Bars",
    "Curves",
    "Explorer",
    "Heatmap",
    "Marker",
    "Paths",
    "Question",
    "Readout",
    "Recurrence",
    "Slider",
    "check",
    "live",
]
