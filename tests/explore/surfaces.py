"""The nodes of the surface of a panel, as the browser computes it."""

import numpy as np

from dlnotes.explore.arrays import evaluate_arrays
from dlnotes.explore.axes import spaced

BEHIND = 100  # nodes along a side, behind lines


def nodes(panel, tree, plane, size, log, parts, settings):
    """The values, or their logarithms, row by row from below."""
    x, y = spaced(panel["x"], size), spaced(panel["y"], size)
    scope = {**settings, plane[0]: x[None, :], plane[1]: y[:, None]}
    z = np.broadcast_to(evaluate_arrays(parts, [tree], scope)[0], (size, size)).ravel()
    return np.log(z) if log else z


def behind(panel, parts, settings):
    """[nodes] of what lies behind the lines of a panel; empty where nothing does."""
    surface = panel["surface"]
    if not surface:
        return []
    tree, plane, log = surface["value"], surface["plane"], surface["log"]
    return [nodes(panel, tree, plane, BEHIND, log, parts, settings)]
