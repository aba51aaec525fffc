"""What is claimed is checked: definitions, claims, agreement of code with formulas, findings.

A chapter imports its verbs from here: `from dlnotes.symbolic import agree, claim, define, finding`.
`to_torch` and `to_tree` take a checked formula on to torch and to the browser.

How a claim is checked, module by module:

- claims: the verbs; sides: entries, shapes, vacuous claims; timer: the bound on processor time.
- numeric: points and comparison, with sampling (where), undefined (concrete functions for f),
  statement (one comparison), minimum (the tightest place of an inequality), orders (O(...)).
- evaluation: 50 digits and an error bound, with functions, conditions, series, quadrature and
  peaks, limits, bodies.
- proof: that something is zero, with strategies, sums, branches (cases) and attempts;
  inequality: that something is positive.
- agreement and calls: code against a formula; findings; evidence: what is shown and recorded.
"""

from dlnotes.symbolic.agreement import agree
from dlnotes.symbolic.claims import claim, define
from dlnotes.symbolic.compilation import to_torch
from dlnotes.symbolic.findings import finding
from dlnotes.symbolic.tree import to_tree

__all__ = ["agree", "claim", "define", "finding", "to_torch", "to_tree"]
