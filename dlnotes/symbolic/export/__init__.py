"""A checked formula taken on: to torch, and to the browser."""

from dlnotes.symbolic.export.torch import to_torch
from dlnotes.symbolic.export.tree import to_tree

__all__ = ["to_torch", "to_tree"]
