"""Outcomes of recurrences, as JSON data."""

import math
from itertools import pairwise
from numbers import Integral, Real

from dlnotes.explore.axes import axis
from dlnotes.explore.formulas import Formula, count_checked, symbols_checked
from dlnotes.explore.labels import label as label_runs
from dlnotes.explore.recurrence import Recurrence

MOST_WORK = 200_000  # steps of one method: most * grid values
MOST_VALUES = 200
AIR = 0.04  # of the axis, on both sides of given values


class Outcomes:
    """What recurrences come to, for each value of a variable.

    For each value on a grid every recurrence is iterated `steps` times. Its start, its updates and
    what it shows may use the variable; in `show` the step is the number of steps taken.

    Args:
        variable: the symbol along the grid.
        limits: its range; None where `values` are given, or the range that is drawn.
        methods: {label: Recurrence}.
        steps: a formula of the variable and the sliders, rounded to a whole number from 0 to
            `most`.
        step: the symbol of the step that is taken, 1, 2, ..., steps.
        most: the largest number of steps.
        values: at most 200 increasing values of the variable, drawn as dots, instead of `samples`
            along the limits.
        value: what is drawn upwards, a formula of the final state; what each recurrence shows, or
            its first state, if left out.
        x_limits: a fixed range of what is drawn along x, where that is not the variable.
        samples: values on the grid.
        x_label, y_label, y_limits, log_x, log_y, markers, title, shows: as for
            `Curves`; a method shows its steps.
    """

    kind = "outcomes"

    def __init__(
        self,
        variable,
        limits,
        methods,
        *,
        steps,
        step,
        most,
        values=None,
        value=None,
        x_label=None,
        y_label="",
        x_limits=None,
        y_limits=None,
        log_x=False,
        log_y=False,
        markers=(),
        samples=121,
        title="",
        shows=None,
    ):
        count_checked("Outcomes", methods)
        for name, method in methods.items():
            if not isinstance(method, Recurrence):
                raise TypeError(f"Outcomes: {name!r} is {method!r}: expected a Recurrence")
        self.variable, self.step = symbols_checked("Outcomes", [variable, step])
        self.values = None if values is None else values_checked(values, log_x)
        self.grid = axis("grid", limits_of(limits, self.values, log_x), None, log_x)["range"]
        self.most, self.samples = work_checked(most, len(values) if values else samples), samples
        self.shows = shows
        self.methods, self.steps, self.value, self.markers = methods, steps, value, markers
        plain = all(m.show is None or m.show[0] == variable for m in methods.values())
        x_range = x_limits or (self.grid if plain else None)
        self.x = axis("x", x_range, x_label or (variable if plain else ""), log_x)
        self.y = axis("y", y_limits, y_label, log_y)
        self.name, self.title = self.x["label"] if plain else label_runs(variable), title

    def spec(self):
        inside = {self.variable: (*self.grid, self.x["log"])}
        return {
            "kind": self.kind,
            "title": self.title,
            "variable": self.variable.name,
            "name": self.name,
            "grid": {"range": self.grid, "log": self.x["log"]},
            "values": self.values,
            "samples": len(self.values) if self.values else self.samples,
            "x": self.x,
            "y": self.y,
            "step": self.step.name,
            "steps": Formula(self.steps, "steps of the outcomes", inside),
            "most": self.most,
            "methods": [
                method.spec(
                    name,
                    {self.step: (1, self.most, False)},
                    (),
                    given=inside,
                    show=self._shown(method),
                )
                for name, method in self.methods.items()
            ],
            "markers": [marker.spec() for marker in self.markers],
        }

    def _shown(self, method):
        x, y = method.show or (self.variable, next(iter(method.start)))
        return x, y if self.value is None else self.value


def values_checked(values, log):
    """The grid as plain numbers."""
    numbers = [v for v in values if isinstance(v, Real) and math.isfinite(v)]
    rising = all(a < b for a, b in pairwise(numbers))
    if len(numbers) < len(values) or not rising or not 2 <= len(values) <= MOST_VALUES:
        raise ValueError(
            f"Outcomes: values={values!r}: expected 2 to {MOST_VALUES} increasing finite numbers"
        )
    if log and numbers[0] <= 0:
        raise ValueError(f"Outcomes: values={values!r}: a log axis has no place for {numbers[0]}")
    return [int(v) if v == int(v) else float(v) for v in numbers]


def limits_of(limits, values, log):
    """The given range, or that of the values with a little air."""
    if limits is not None:
        return limits
    if values is None:
        raise ValueError("Outcomes: limits=None: expected (low, high), or values")
    low, high = values[0], values[-1]
    if log:
        return low / (high / low) ** AIR, high * (high / low) ** AIR
    return low - AIR * (high - low), high + AIR * (high - low)


def work_checked(most, count):
    if not isinstance(most, Integral) or most < 1:
        raise ValueError(f"Outcomes: most={most!r}: expected a whole number of at least 1")
    if count < 2 or most * count > MOST_WORK:
        raise ValueError(
            f"Outcomes: most={most} steps for {count} values: expected at least two values and at "
            f"most {MOST_WORK} steps in all"
        )
    return int(most)
