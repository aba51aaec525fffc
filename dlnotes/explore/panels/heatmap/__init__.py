"""A function of two variables as colours."""

from dlnotes.explore.panels.heatmap.panel import Heatmap
from dlnotes.explore.panels.heatmap.picture import draw_panel as draw_panel
from dlnotes.explore.panels.heatmap.values import refusal as refusal

__all__ = ["Heatmap"]
