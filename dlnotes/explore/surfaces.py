"""The surface behind a panel's lines: a formula of two symbols, as colours and level lines."""

import numpy as np

from dlnotes.explore.arrays import evaluate_arrays
from dlnotes.explore.axes import spaced, spans
from dlnotes.explore.formulas import Formula

GRID = (49, 33)  # nodes of a static surface along x and y


def surface_checked(kind, plane, surface):
    """Refuses a surface without its two symbols, and the other way round."""
    if (plane is None) != (surface is None):
        raise ValueError(f"{kind}: a surface needs its plane, two symbols, and a plane a surface")


def surface_spec(panel, log=False):
    """JSON data of the surface behind a panel, or None where there is none."""
    if panel.surface is None:
        return None
    return {
        "plane": [symbol.name for symbol in panel.plane],
        "value": Formula(panel.surface, "surface", spans(panel), path=("surface",)),
        "levels": panel.levels,
        "log": log,
    }


def surface_values(panel, tree, plane, parts, values):
    """z at the nodes of `GRID`, shape (rows, columns), y upwards."""
    x, y = (spaced(panel[name], count) for name, count in zip("xy", GRID, strict=True))
    scope = {**values, plane[0]: x[None, :], plane[1]: y[:, None]}
    return np.broadcast_to(evaluate_arrays(parts, [tree], scope)[0], (len(y), len(x)))
