"""A world of cells with values, arrows and walls that the reader changes."""

from dlnotes.explore.panels.grid.panel import Grid, Piece
from dlnotes.explore.panels.grid.picture import draw_panel as draw_panel
from dlnotes.explore.panels.grid.values import refusal as refusal

__all__ = ["Grid", "Piece"]
