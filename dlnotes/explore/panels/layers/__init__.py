"""Which cells of the input one unit of a stack of layers sees."""

from dlnotes.explore.panels.layers.panel import Layer, Layers
from dlnotes.explore.panels.layers.picture import draw_panel as draw_panel
from dlnotes.explore.panels.layers.rows import refusal as refusal

__all__ = ["Layer", "Layers"]
