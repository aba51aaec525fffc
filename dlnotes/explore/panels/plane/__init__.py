"""Parametric curves, filled areas and arrows in one plane."""

from dlnotes.explore.panels.plane.panel import Arrow, Plane, Trace
from dlnotes.explore.panels.plane.picture import draw_panel as draw_panel
from dlnotes.explore.panels.plane.values import refusal as refusal

__all__ = ["Arrow", "Plane", "Trace"]
