"""What bars show at one setting."""

import numpy as np

from dlnotes.explore.arrays import evaluate_arrays
from dlnotes.explore.refusals import nowhere


def bar_values(panel, parts, values):
    """Heights, shape (bars,)."""
    return np.array(evaluate_arrays(parts, [b["f"] for b in panel["bars"]], values), dtype=float)


def refusal(panel, parts, values):
    """In words why nothing is seen at these values, or nothing."""
    return nowhere([("every bar", bar_values(panel, parts, values))])
