"""How a formula is shown: its LaTeX, and the exact text that says what was checked."""

from dlnotes.symbolic.printing.exact import exact
from dlnotes.symbolic.printing.latex import latex

__all__ = ["exact", "latex"]
