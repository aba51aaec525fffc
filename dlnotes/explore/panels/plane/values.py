"""Where shapes lie at one setting."""

import numpy as np

from dlnotes.explore.arrays import evaluate_arrays
from dlnotes.explore.labels import plain
from dlnotes.explore.refusals import nowhere


def shape_values(shape, parts, values):
    """(x, y) of a trace's or an arrow's points, each of shape (points,)."""
    if shape["kind"] == "arrow":
        found = evaluate_arrays(parts, [*shape["x"], *shape["y"]], values)
        return np.array(found[:2]), np.array(found[2:])
    low, high = evaluate_arrays(parts, [shape["low"], shape["high"]], values)
    along = np.linspace(float(low), float(high), shape["samples"])
    scope = {**values, shape["parameter"]: along}
    found = evaluate_arrays(parts, [shape["x"], shape["y"]], scope)
    return tuple(np.broadcast_to(f, along.shape) for f in found)


def refusal(panel, parts, values):
    """In words why nothing is seen at these values, or nothing."""
    names = (f"{shape['kind']} {plain(shape['label'])!r}" for shape in panel["shapes"])
    found = (sum(shape_values(shape, parts, values)) for shape in panel["shapes"])
    return nowhere(zip(names, found, strict=True))
