"""Shapes in the plane, as JSON data."""

from numbers import Real

from dlnotes.explore.axes import axis
from dlnotes.explore.formulas import Formula, count_checked, symbols_checked
from dlnotes.explore.labels import label as label_runs
from dlnotes.explore.surfaces import surface_checked, surface_spec


class Trace:
    """A curve x(u), y(u), open, or closed and filled.

    Args:
        parameter: the symbol u.
        limits: (low, high) of u, numbers or formulas of the sliders.
        x, y: formulas of u and the sliders.
        fill: the curve is closed by a straight line and shaded.
        samples: points of the curve, evenly spaced in u.
    """

    def __init__(self, parameter, limits, x, y, *, fill=False, samples=121):
        if not 2 <= samples <= 2001:
            raise ValueError(f"Trace: samples={samples}: expected 2 to 2001")
        if not isinstance(limits, list | tuple) or len(limits) != 2:
            raise ValueError(f"Trace: limits={limits!r}: expected (low, high)")
        self.parameter = symbols_checked("Trace: parameter", [parameter])[0]
        self.limits, self.x, self.y, self.fill, self.samples = limits, x, y, fill, samples

    def spec(self, name):
        low, high = self.limits
        fixed = all(isinstance(end, Real) for end in self.limits) and low < high
        place = f"trace {name!r}"
        inside = {self.parameter: (low, high, False) if fixed else None}
        return {
            "kind": "trace",
            "label": label_runs(name),
            "parameter": self.parameter.name,
            "samples": self.samples,
            "fill": self.fill,
            "low": Formula(low, f"lower limit of {place}"),
            "high": Formula(high, f"upper limit of {place}"),
            "x": Formula(self.x, f"x of {place}", inside, path=(name, "x"), index=(0, 0)),
            "y": Formula(self.y, f"y of {place}", inside, path=(name, "y"), index=(1, 0)),
        }


class Arrow:
    """An arrow from one point to another.

    Args:
        start, end: (x, y), formulas of the sliders.
    """

    def __init__(self, start, end):
        for name, point in (("start", start), ("end", end)):
            if not isinstance(point, list | tuple) or len(point) != 2:
                raise ValueError(f"Arrow: {name}={point!r}: expected two formulas, (x, y)")
        self.start, self.end = start, end

    def spec(self, name):
        start, end = self._point("start", self.start, name), self._point("end", self.end, name)
        if all(formula.plain for formula in start):
            start = self._point("start", self.start, name, shows=False)
        x, y = map(list, zip(start, end, strict=True))
        return {"kind": "arrow", "label": label_runs(name), "x": x, "y": y}

    def _point(self, which, point, name, shows=True):
        return [
            Formula(
                formula,
                f"{axis} of the {which} of arrow {name!r}",
                path=(name, which) if shows else None,
                index=(place, 0),
            )
            for place, (axis, formula) in enumerate(zip("xy", point, strict=True))
        ]


class Plane:
    """Shapes in the (x, y) plane.

    Args:
        limits: ((low, high), (low, high)) that are shown at least.
        shapes: {label: `Trace` or `Arrow`}, drawn in this order; labels stand beside them.
        plane, surface: two symbols, and the formula of them that is drawn behind the shapes.
        levels: how many level lines of the surface.
        markers: points and lines; a point is draggable where a marker names sliders.
        equal: both axes have the same scale, so that circles are round: where the frame is too
            wide or too high for the limits, more of the plane is shown.
        x_label, y_label, title, shows: as for `Curves`.
    """

    kind = "plane"

    def __init__(
        self,
        limits,
        shapes,
        *,
        plane=None,
        surface=None,
        levels=10,
        markers=(),
        x_label="",
        y_label="",
        title="",
        equal=True,
        shows=None,
    ):
        count_checked("Plane", shapes)
        for name, shape in shapes.items():
            if not isinstance(shape, Trace | Arrow):
                raise TypeError(f"Plane: shape {name!r} is {shape!r}: expected a Trace or an Arrow")
        if not 0 <= levels <= 30:
            raise ValueError(f"Plane: levels={levels}: expected 0 to 30")
        surface_checked("Plane", plane, surface)
        self.x, self.y = axis("x", limits[0], x_label), axis("y", limits[1], y_label)
        self.shapes, self.plane, self.surface, self.levels = shapes, plane, surface, levels
        self.markers, self.equal, self.title = markers, equal, title
        self.shows = shows

    def spec(self):
        return {
            "kind": self.kind,
            "title": self.title,
            "x": self.x,
            "y": self.y,
            "equal": self.equal,
            "surface": surface_spec(self),
            "shapes": [shape.spec(name) for name, shape in self.shapes.items()],
            "markers": [marker.spec() for marker in self.markers],
        }
