"""Where paths go at one setting."""

import numpy as np

from dlnotes.explore.arrays import evaluate_arrays
from dlnotes.explore.labels import plain
from dlnotes.explore.noise import normals
from dlnotes.explore.refusals import nowhere


def draws(panel):
    """The panel's noise, shape (steps + 1, symbols, count); row 0 is for the start."""
    shape = (panel["steps"] + 1, len(panel["noise"]), panel["count"])
    return normals(panel["seed"], int(np.prod(shape))).reshape(shape)


def path_values(panel, method, parts, values):
    """(x, y) that a method's paths show, each of shape (steps + 1, count)."""
    noise = draws(panel)
    shown = []
    state = None
    for step in range(panel["steps"] + 1):
        scope = {**values, panel["step"]: step}
        scope |= dict(zip(panel["noise"], noise[step], strict=True))
        if state is not None:
            scope |= dict(zip(method["state"], state, strict=True))
        trees = method["start"] if state is None else method["update"]
        state = evaluate_arrays(parts, trees, scope)
        scope |= dict(zip(method["state"], state, strict=True))
        shown.append(evaluate_arrays(parts, method["show"], scope))
    full = [[np.broadcast_to(v, (panel["count"],)) for v in row] for row in shown]
    return np.array(full)[:, 0], np.array(full)[:, 1]


def refusal(panel, parts, values):
    """In words why nothing is seen at these values, or nothing."""
    names = (f"path {plain(method['label'])!r}" for method in panel["methods"])
    found = (sum(path_values(panel, method, parts, values)) for method in panel["methods"])
    return nowhere(zip(names, found, strict=True))
