"""The values of a world's cells, step by step: the Python twin of what the browser computes."""

import numpy as np

from dlnotes.explore.arrays import evaluate_arrays
from dlnotes.explore.refusals import nowhere

MOVES = ((-1, 0), (0, 1), (1, 0), (0, -1))  # north, east, south, west
NEAR = 1e-9  # two actions that differ by less are both the best


class Cells:
    """The cells of a world at one setting, in one row each: N = rows * columns.

    Args:
        panel: JSON data of `Grid`.
        parts: the explorer's shared parts.
        values: {control name: value}.

    Attributes:
        rewards: what entering a cell pays, shape (N,).
        wall, end: shape (N,).
        targets: where the four moves lead, shape (4, N).
        paid: what they pay, shape (4, N).
    """

    def __init__(self, panel, parts, values):
        self.panel, self.parts, self.values = panel, parts, values
        letters = [piece["letter"] for piece in panel["pieces"]]
        kinds = np.array([letters.index(c) for c in values[panel["world"]].replace("/", "")])
        *rewards, self.bump, self.start = evaluate_arrays(
            parts, [*(p["reward"] for p in panel["pieces"]), panel["bump"], panel["start"]], values
        )
        self.wall, self.end = (
            np.array([piece[name] for piece in panel["pieces"]])[kinds] for name in ("wall", "end")
        )
        gates = [piece["leads"] for piece in panel["pieces"]]
        leading, own = (
            np.array([gate is not None for gate in gates])[kinds],
            np.array(rewards)[kinds],
        )
        self.rewards = np.where(leading, 0.0, own)
        self.targets = np.array([self._targets(move) for move in MOVES])
        stays = self.targets == np.arange(kinds.size)
        self.paid = np.where(stays, self.bump, self.rewards[self.targets])
        for k in np.flatnonzero(leading):
            to = np.ravel_multi_index(gates[kinds[k]], panel["shape"])
            self.targets[:, k] = k if self.wall[to] else to
            self.paid[:, k] = own[k]

    def _targets(self, move):
        """Where one move leads from every cell."""
        shape = self.panel["shape"]
        places = np.arange(self.wall.size)
        to = np.array(np.unravel_index(places, shape)) + np.array(move)[:, None]
        inside = ((to >= 0) & (to < np.array(shape)[:, None])).all(0)
        target = np.ravel_multi_index(np.where(inside, to, 0), shape)
        return np.where(inside & ~self.wall[target], target, places)

    def first(self):
        """The values before the first step."""
        return self._kept(np.full(self.wall.shape, float(self.start)))

    def after(self, step, values):
        """The values after one more step."""
        return self._kept(self.formulas([self.panel["update"]], step, values)[0])

    def best(self, step, values):
        """Which actions are the best in each cell, shape (actions, N)."""
        found = np.array(self.formulas(self.panel["actions"], step, values))
        most = np.max(found, axis=0)
        near = found >= most - NEAR * np.maximum(1, np.abs(most))
        return near & ~self.wall & ~self.end

    def formulas(self, trees, step, values):
        """What formulas say in each cell."""
        panel = self.panel
        scope = {**self.values, panel["step"]: step}
        scope |= dict(zip(panel["here"], (values, self.rewards), strict=True))
        for names, target, paid in zip(panel["around"], self.targets, self.paid, strict=True):
            scope |= dict(zip(names, (values[target], paid), strict=True))
        found = evaluate_arrays(self.parts, trees, scope)
        return [np.broadcast_to(f, values.shape) for f in found]

    def _kept(self, values):
        return np.where(self.wall, np.nan, np.where(self.end, 0.0, values))


def history(panel, parts, values):
    """(cells, their values before the first step and after each, shape (steps + 1, N))."""
    cells = Cells(panel, parts, values)
    found = [cells.first()]
    for step in range(1, panel["steps"] + 1):
        found.append(cells.after(step, found[-1]))
    return cells, np.array(found)


def refusal(panel, parts, values):
    """In words why nothing is seen at these values, or nothing."""
    cells, found = history(panel, parts, values)
    return nowhere([("every value of the grid", found[-1][~cells.end])])
