"""Where recurrences end, against a variable of theirs."""

from dlnotes.explore.panels.outcomes.panel import Outcomes
from dlnotes.explore.panels.outcomes.picture import draw_panel as draw_panel
from dlnotes.explore.panels.outcomes.values import refusal as refusal

__all__ = ["Outcomes"]
