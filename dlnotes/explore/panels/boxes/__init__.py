"""Rectangles to drag and resize over a picture or a scene."""

from dlnotes.explore.panels.boxes.panel import Box, Boxes
from dlnotes.explore.panels.boxes.picture import draw_panel as draw_panel
from dlnotes.explore.panels.boxes.values import refusal as refusal

__all__ = ["Box", "Boxes"]
