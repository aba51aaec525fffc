"""What recurrences come to at one setting."""

import numpy as np

from dlnotes.explore.arrays import evaluate_arrays
from dlnotes.explore.axes import spaced
from dlnotes.explore.labels import plain
from dlnotes.explore.refusals import nowhere


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


def refusal(panel, parts, values):
    """In words why nothing is seen at these values, or nothing."""
    names = (f"outcome {plain(method['label'])!r}" for method in panel["methods"])
    found = (sum(outcome_values(panel, method, parts, values)) for method in panel["methods"])
    return nowhere(zip(names, found, strict=True))
