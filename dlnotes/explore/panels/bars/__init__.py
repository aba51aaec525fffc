"""Bars, one formula each."""

from dlnotes.explore.panels.bars.panel import Bars
from dlnotes.explore.panels.bars.picture import draw_panel as draw_panel
from dlnotes.explore.panels.bars.values import refusal as refusal

__all__ = ["Bars"]
