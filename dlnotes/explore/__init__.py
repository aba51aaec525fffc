"""Sliders that live everywhere: on the page, in Jupyter, in Colab, and as a picture in print.

A chapter imports from here: `from dlnotes.explore import Curves, Explorer, Slider`. The kinds of
panels are the folders in `panels/`; what they export is exported here.
"""

from importlib import import_module

from dlnotes.explore import panels
from dlnotes.explore.controls import Choice, Slider, Switch
from dlnotes.explore.explorer import Explorer
from dlnotes.explore.live import live
from dlnotes.explore.markers import Marker
from dlnotes.explore.readouts import Readout
from dlnotes.explore.recurrence import Recurrence
from dlnotes.explore.shows import drawing, side_of

__all__ = [
    "Choice",
    "Explorer",
    "Marker",
    "Question",
    "Readout",
    "Recurrence",
    "Slider",
    "Switch",
    "check",
    "drawing",
    "live",
    "side_of",
]

PANELS = {
    name: getattr(panels.kind(kind), name)
    for kind in panels.KINDS
    for name in panels.kind(kind).__all__
}
globals().update(PANELS)
__all__ += PANELS


def __getattr__(name):
    """Chapters take these two from here; they stand in `dlnotes.exercise`, which needs this."""
    if name in ("Question", "check"):
        return getattr(import_module("dlnotes.exercise"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
