"""Panels of recurrences: optimiser paths, sampler trajectories, random walks."""

from dlnotes.explore.axes import axis
from dlnotes.explore.formulas import Formula
from dlnotes.explore.labels import label as label_runs
from dlnotes.explore.panels import count_checked, symbols_checked
from dlnotes.explore.surfaces import surface_checked, surface_spec

MOST_POINTS = 100_000  # of one recurrence: count * steps


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

    def spec(self, name, step, noise, *, given=(), show=None):
        """JSON data with formulas.

        Args:
            name: its label.
            step: the symbol of the step.
            noise: symbols that start and updates may use.
            given: symbols that every formula may use.
            show: (x, y) instead of its own.
        """
        state = symbols_checked(f"path {name!r}", self.start)
        inside = [*state, step, *given]
        return {
            "label": label_runs(name),
            "state": [s.name for s in state],
            "start": [
                Formula(f, f"start of {s} in {name!r}", [*noise, *given])
                for s, f in self.start.items()
            ],
            "update": [
                Formula(self.update.get(s, s), f"update of {s} in {name!r}", [*inside, *noise])
                for s in state
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


class Paths:
    """Recurrences iterated in the browser, over an optional surface.

    Args:
        limits: ((low, high), (low, high)) of the picture.
        methods: {label: Recurrence}.
        steps: how many steps.
        step: the symbol of the step that is taken, 1, 2, ..., steps; 0 at the start.
        plane, surface: two symbols, and the formula of them that is drawn behind the paths.
        levels: how many level lines of the surface.
        log_surface: colours and levels follow the surface's logarithm.
        count: paths of each method, which differ in their noise.
        noise: symbols of standard normal draws, new in each step and path, and at the start.
        seed: of the draws, which stay the same while sliders move.
        markers: points and lines; a start is draggable where a marker names two sliders.
        trails: False draws where paths are, and not how they came there.
        play: a button and a slider for time.
        x_label, y_label, log_x, log_y, title: as for `Curves`.
    """

    kind = "paths"

    def __init__(
        self,
        limits,
        methods,
        *,
        steps,
        step,
        plane=None,
        surface=None,
        levels=12,
        log_surface=False,
        count=1,
        noise=(),
        seed=1,
        markers=(),
        trails=True,
        play=True,
        x_label="",
        y_label="",
        log_x=False,
        log_y=False,
        title="",
    ):
        count_checked("Paths", methods)
        if steps < 1 or count < 1 or count * steps > MOST_POINTS:
            raise ValueError(
                f"Paths: steps={steps}, count={count}: expected at least one of each, and at most "
                f"{MOST_POINTS} points"
            )
        surface_checked("Paths", plane, surface)
        self.x = axis("x", limits[0], x_label, log_x)
        self.y = axis("y", limits[1], y_label, log_y)
        self.methods, self.steps, self.step = methods, steps, step
        self.plane, self.surface, self.levels = plane, surface, levels
        self.log_surface, self.count = log_surface, count
        self.noise, self.seed = symbols_checked("noise", noise), seed
        self.markers, self.play, self.title = markers, play, title
        self.trails = trails

    def spec(self):
        return {
            "kind": self.kind,
            "title": self.title,
            "x": self.x,
            "y": self.y,
            "steps": self.steps,
            "step": self.step.name,
            "count": self.count,
            "noise": [symbol.name for symbol in self.noise],
            "seed": self.seed,
            "play": self.play,
            **({} if self.trails else {"trails": False}),
            "surface": surface_spec(self.surface, self.plane, self.levels, self.log_surface),
            "methods": [m.spec(n, self.step, self.noise) for n, m in self.methods.items()],
            "markers": [marker.spec() for marker in self.markers],
        }
