"""What curves show at one setting."""

import numpy as np

from dlnotes.explore.arrays import evaluate_arrays
from dlnotes.explore.axes import spaced
from dlnotes.explore.labels import plain
from dlnotes.explore.refusals import nowhere


def curve_values(panel, parts, values):
    """(x of shape (N,), list of curves (N,), list of (lower, upper))."""
    xs = spaced(panel["x"], panel["samples"])
    trees = [c["f"] for c in panel["curves"]]
    edges = [b[side] for b in panel["bands"] for side in ("low", "high")]
    found = evaluate_arrays(parts, trees + edges, {**values, panel["variable"]: xs})
    found = [np.broadcast_to(f, xs.shape) for f in found]
    curves, edges = found[: len(trees)], found[len(trees) :]
    return xs, curves, list(zip(edges[::2], edges[1::2], strict=True))


def refusal(panel, parts, values):
    """In words why nothing is seen at these values, or nothing."""
    curves = curve_values(panel, parts, values)[1]
    names = (f"curve {plain(curve['label'])!r}" for curve in panel["curves"])
    return nowhere(zip(names, curves, strict=True))
