"""Curves y = f(x; sliders), as JSON data."""

from dlnotes.explore.axes import axis, span
from dlnotes.explore.formulas import Formula, count_checked, named_formulas
from dlnotes.explore.labels import label as label_runs


class Curves:
    """Curves y = f(x; sliders).

    Args:
        variable: the symbol along x.
        limits: its range.
        curves: {label: formula}; labels stand at the curves.
        x_label, y_label: words at the axes; x says the variable if left out.
        y_limits: a fixed range of y; the axis follows the curves if left out.
        log_x, log_y: logarithmic axes.
        markers: points and lines, see `Marker`.
        bands: {label: (lower, upper)}: shaded between two formulas.
        samples: points of each curve.
        title: words above the panel.
        shows: the equation or code that a curve or band shows; see `dlnotes.explore.shows`.
    """

    kind = "curves"

    def __init__(
        self,
        variable,
        limits,
        curves,
        *,
        x_label=None,
        y_label="",
        y_limits=None,
        log_x=False,
        log_y=False,
        markers=(),
        bands=None,
        samples=241,
        title="",
        shows=None,
    ):
        count_checked("Curves", curves)
        if not 2 <= samples <= 2001:
            raise ValueError(f"Curves: samples={samples}: expected 2 to 2001")
        self.variable, self.curves, self.bands = variable, curves, bands or {}
        self.x = axis("x", limits, x_label or variable, log_x)
        self.y = axis("y", y_limits, y_label, log_y)
        self.markers, self.samples, self.title = markers, samples, title
        self.shows = shows

    def spec(self):
        inside = {self.variable: span(self.x)}
        return {
            "kind": self.kind,
            "title": self.title,
            "variable": self.variable.name,
            "samples": self.samples,
            "x": self.x,
            "y": self.y,
            "bands": [
                {
                    "label": label_runs(name),
                    "low": Formula(low, f"lower edge of band {name!r}", inside, path=(name, "low")),
                    "high": Formula(
                        high, f"upper edge of band {name!r}", inside, path=(name, "high")
                    ),
                }
                for name, (low, high) in self.bands.items()
            ],
            "curves": named_formulas("curve", self.curves, inside),
            "markers": [marker.spec() for marker in self.markers],
        }
