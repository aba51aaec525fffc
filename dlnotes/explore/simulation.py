"""What a panel shows at one setting, as arrays: the Python twin of what the browser computes."""

import numpy as np

from dlnotes.explore.arrays import evaluate_arrays
from dlnotes.explore.noise import normals

GRID = (49, 33)  # nodes of a static surface along x and y


def spaced(axis, count):
    """`count` values from one end of an axis to the other, evenly on its scale."""
    low, high = axis["range"]
    return np.geomspace(low, high, count) if axis["log"] else np.linspace(low, high, count)


def curve_values(panel, parts, values):
    """(x of shape (N,), list of curves (N,), list of (lower, upper))."""
    xs = spaced(panel["x"], panel["samples"])
    trees = [c["f"] for c in panel["curves"]]
    edges = [b[side] for b in panel["bands"] for side in ("low", "high")]
    found = evaluate_arrays(parts, trees + edges, {**values, panel["variable"]: xs})
    found = [np.broadcast_to(f, xs.shape) for f in found]
    curves, edges = found[: len(trees)], found[len(trees) :]
    return xs, curves, list(zip(edges[::2], edges[1::2], strict=True))


def bar_values(panel, parts, values):
    """Heights, shape (bars,)."""
    return np.array(evaluate_arrays(parts, [b["f"] for b in panel["bars"]], values), dtype=float)


def marker_values(panel, parts, values):
    """(marker, x or None, y or None) for each marker."""
    for marker in panel.get("markers", ()):
        pair = [
            None if tree is None else float(evaluate_arrays(parts, [tree], values)[0])
            for tree in (marker["x"], marker["y"])
        ]
        yield (marker, *pair)


def surface_values(panel, tree, plane, parts, values):
    """z at the nodes of `GRID`, shape (rows, columns), y upwards."""
    x, y = (spaced(panel[name], count) for name, count in zip("xy", GRID, strict=True))
    scope = {**values, plane[0]: x[None, :], plane[1]: y[:, None]}
    return np.broadcast_to(evaluate_arrays(parts, [tree], scope)[0], (len(y), len(x)))


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


def outcome_grid(panel):
    """The variable's values, shape (samples,)."""
    given = panel["values"]
    return np.array(given, float) if given else spaced(panel["grid"], panel["samples"])


def outcome_values(panel, method, parts, values):
    """(x, y) that a recurrence comes to, each of shape (samples,)."""
    grid = outcome_grid(panel)
    scope = {**values, panel["variable"]: grid}
    steps = np.broadcast_to(evaluate_arrays(parts, [panel["steps"]], scope)[0], grid.shape)
    steps = np.floor(np.clip(steps, 0, panel["most"]) + 0.5)
    state = [np.broadcast_to(s, grid.shape) for s in evaluate_arrays(parts, method["start"], scope)]
    for step in range(1, int(np.nanmax(steps, initial=0)) + 1):
        inside = {**scope, panel["step"]: step, **dict(zip(method["state"], state, strict=True))}
        new = evaluate_arrays(parts, method["update"], inside)
        state = [np.where(step <= steps, n, s) for n, s in zip(new, state, strict=True)]
    inside = {**scope, panel["step"]: steps, **dict(zip(method["state"], state, strict=True))}
    x, y = (np.broadcast_to(v, grid.shape) for v in evaluate_arrays(parts, method["show"], inside))
    return x, np.where(np.isnan(steps), np.nan, y)
