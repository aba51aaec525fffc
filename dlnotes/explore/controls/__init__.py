"""What the reader sets: sliders, choices among names, switches."""

from dlnotes.explore.controls.choice import Choice
from dlnotes.explore.controls.control import Control
from dlnotes.explore.controls.slider import Slider
from dlnotes.explore.controls.switch import Switch

__all__ = ["Choice", "Control", "Slider", "Switch"]
