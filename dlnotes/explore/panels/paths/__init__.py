"""Recurrences step by step: optimiser paths, sampler trajectories, random walks."""

from dlnotes.explore.panels.paths.panel import Paths
from dlnotes.explore.panels.paths.picture import draw_panel as draw_panel
from dlnotes.explore.panels.paths.values import refusal as refusal

__all__ = ["Paths"]
