"""Curves y = f(x; sliders)."""

from dlnotes.explore.panels.curves.panel import Curves
from dlnotes.explore.panels.curves.picture import draw_panel as draw_panel
from dlnotes.explore.panels.curves.values import refusal as refusal

__all__ = ["Curves"]
