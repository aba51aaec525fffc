"""Paths of recurrences, as JSON data."""

from dlnotes.explore.axes import axis
from dlnotes.explore.formulas import count_checked, symbols_checked
from dlnotes.explore.surfaces import surface_checked, surface_spec

MOST_POINTS = 100_000  # of one recurrence: count * steps


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
        x_label, y_label, log_x, log_y, title, shows: as for `Curves`; a method shows its steps.
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
        shows=None,
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
        self.trails, self.shows = trails, shows

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
            "surface": surface_spec(self, self.log_surface),
            "methods": [
                m.spec(n, {self.step: (1, self.steps, False)}, self.noise)
                for n, m in self.methods.items()
            ],
            "markers": [marker.spec() for marker in self.markers],
        }
