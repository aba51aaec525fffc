"""What is claimed is checked: definitions, claims, agreement of code with formulas, findings.

A chapter imports its verbs from here: `from dlnotes.symbolic import agree, claim, define, finding`.
`to_torch` and `to_tree` take a checked formula on to torch and to the browser.
"""

from dlnotes.symbolic.agreement import agree
from dlnotes.symbolic.claims import claim, define
from dlnotes.symbolic.compilation import to_torch
from dlnotes.symbolic.findings import finding
from dlnotes.symbolic.tree import to_tree

__all__ = ["agree", "claim", "define", "finding", "to_torch", "to_tree"]
