"""Labelled cells with numbers and colours: attention, confusion, cosines."""

from dlnotes.explore.panels.matrix.panel import Matrix
from dlnotes.explore.panels.matrix.picture import draw_panel as draw_panel
from dlnotes.explore.panels.matrix.values import refusal as refusal

__all__ = ["Matrix"]
