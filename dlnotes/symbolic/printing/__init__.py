"""How a formula is shown, and the exact text that says what was checked.

- latex: sympy's expressions; with pieces (brackets), operators (scopes) and words (names).
- written: formulas in the order of the source of the call; with source (what it says), walk,
  steps (arithmetic) and calls (of sympy's functions).
- lines: wide statements in several lines.
- exact: every class and argument, for whoever doubts a print.
"""

from dlnotes.symbolic.printing.exact import exact
from dlnotes.symbolic.printing.latex import latex
from dlnotes.symbolic.printing.lines import statement
from dlnotes.symbolic.printing.written import as_written, sides_as_written, with_values

__all__ = ["as_written", "exact", "latex", "sides_as_written", "statement", "with_values"]
