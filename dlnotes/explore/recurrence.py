"""A state that is updated step by step, as `Paths` and `Outcomes` show it."""

from dlnotes.explore.formulas import Formula, symbols_checked
from dlnotes.explore.labels import label as label_runs


class Recurrence:
    """A state that is updated step by step.

    Args:
        start: {state symbol: formula of the sliders (and of the noise symbols)}.
        update: {state symbol: formula of the state, the step, the sliders and the noise}. Every
            formula sees the state before the step; a state without one keeps its value.
        show: (x, y), formulas of the state and the step; if left out, the first two states in
            `Paths`, and in `Outcomes` the variable and the first state.
    """

    def __init__(self, start, update, *, show=None):
        unknown = [str(s) for s in update if s not in start]
        if unknown:
            raise ValueError(f"Recurrence: update of {unknown[0]}, which has no start")
        if show is not None and len(show) != 2:
            raise ValueError(f"Recurrence: show={show}: expected two formulas, (x, y)")
        self.start, self.update, self.show = start, update, show

    def spec(self, name, step, noise, *, given=None, show=None):
        """JSON data with formulas.

        Args:
            name: its label.
            step: {the symbol of the step: its range}.
            noise: symbols that start and updates may use.
            given: {symbol: its range}, which every formula may use.
            show: (x, y) instead of its own.
        """
        state = symbols_checked(f"path {name!r}", self.start)
        given = given or {}
        inside = {**dict.fromkeys(state), **step, **given}
        return {
            "label": label_runs(name),
            "state": [s.name for s in state],
            "start": [
                Formula(f, f"start of {s} in {name!r}", [*noise, *given])
                for s, f in self.start.items()
            ],
            "update": [
                Formula(
                    self.update.get(s, s),
                    f"update of {s} in {name!r}",
                    {**inside, **dict.fromkeys(noise)},
                    path=(name, s),
                    index=(place, 0) if len(self.update) > 1 else None,
                )
                for place, s in enumerate(state)
            ],
            "show": [
                Formula(f, f"shown {a} of {name!r}", inside)
                for f, a in zip(show or self._shown(name), "xy", strict=True)
            ],
        }

    def _shown(self, name):
        if self.show is None and len(self.start) < 2:
            raise ValueError(f"path {name!r}: one state only: say which two formulas to show")
        return self.show or tuple(self.start)[:2]
