"""What is claimed is checked: definitions, claims, agreement of code with formulas, findings.

A chapter imports its verbs from here: `from dlnotes.symbolic import agree, claim, define, finding`.
`to_torch` and `to_tree` take a checked formula on to torch and to the browser.

The verbs stand on top: definitions, claims, agreement, findings. Each shows an `Evidence`, and
`stated` keeps the labelled ones for explorers. Below them:

- symbols: those that carry bounds, and what stays as written; code: reference code with its
  arguments, and its check against a formula.
- sides: entries, shapes, vacuous claims; attempts: errors of sympy's, and its time.
- numeric: both sides at points. comparison chooses points (domains, sampling) and functions for
  undefined ones; evaluate gives 50 digits and an error bound; values is the recursion over an
  expression, with series, integrals and limits for what has a bound variable.
- proof: zero is for equations, with sums and cases; signs for inequalities, orders for O(...).
- printing: LaTeX; export: torch and trees.
"""

from dlnotes.symbolic.agreement import agree
from dlnotes.symbolic.claims import claim
from dlnotes.symbolic.code import computed
from dlnotes.symbolic.definitions import define
from dlnotes.symbolic.export import to_torch, to_tree
from dlnotes.symbolic.findings import finding
from dlnotes.symbolic.symbols import keep, real

__all__ = ["agree", "claim", "computed", "define", "finding", "keep", "real", "to_torch", "to_tree"]
