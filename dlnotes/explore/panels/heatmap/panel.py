"""A heat map, as JSON data."""

from dlnotes.explore.axes import axis, spans
from dlnotes.explore.formulas import Formula


class Heatmap:
    """A function z = f(x, y; sliders) as colours, with level lines.

    Args:
        plane: the two symbols.
        limits: ((low, high), (low, high)).
        value: the formula.
        x_label, y_label, z_label: words; the symbols if left out.
        z_limits: a fixed range of colours; they follow the values if left out.
        log_x, log_y, log_z: logarithmic axes and colours.
        levels: how many level lines; 0 for none.
        samples: points along x and along y.
        markers: points and lines.
        title: words above the panel.
        shows: the equation or code that the colours show; see `dlnotes.explore.shows`.
    """

    kind = "heatmap"

    def __init__(
        self,
        plane,
        limits,
        value,
        *,
        x_label=None,
        y_label=None,
        z_label="",
        z_limits=None,
        log_x=False,
        log_y=False,
        log_z=False,
        levels=8,
        samples=100,
        markers=(),
        title="",
        shows=None,
    ):
        if not 2 <= samples <= 200 or not 0 <= levels <= 30:
            raise ValueError(
                f"Heatmap: samples={samples}, levels={levels}: expected 2 to 200 and 0 to 30"
            )
        self.plane, self.value, self.levels, self.samples = plane, value, levels, samples
        self.x = axis("x", limits[0], x_label or plane[0], log_x)
        self.y = axis("y", limits[1], y_label or plane[1], log_y)
        self.z = axis("z", z_limits, z_label, log_z)
        self.markers, self.title = markers, title
        self.shows = shows

    def spec(self):
        return {
            "kind": self.kind,
            "title": self.title,
            "plane": [symbol.name for symbol in self.plane],
            "x": self.x,
            "y": self.y,
            "z": self.z,
            "levels": self.levels,
            "samples": self.samples,
            "value": Formula(self.value, "value of the heat map", spans(self), path=("value",)),
            "markers": [marker.spec() for marker in self.markers],
        }
