"""Points and lines that are drawn into a panel."""

from dlnotes.explore.arrays import evaluate_arrays
from dlnotes.explore.formulas import Formula
from dlnotes.explore.labels import label as label_runs


class Marker:
    """A point, or a line across the panel where one coordinate is left out.

    Args:
        x, y: formulas of the sliders (y may use the curves' variable's place through x); None for a
            line.
        label: text beside it.
        drag: slider symbols (for x, for y) that dragging sets; None where a coordinate stays.
    """

    def __init__(self, x=None, y=None, label="", *, drag=None):
        if x is None and y is None:
            raise ValueError("Marker: expected x, y or both")
        if drag is not None and (x is None or y is None or len(drag) != 2 or not any(drag)):
            raise ValueError(f"Marker: drag={drag}: expected a point and two symbols or None")
        self.x, self.y, self.label, self.drag = x, y, label, drag

    def spec(self):
        place = f"marker {self.label!r}"
        data = {"label": label_runs(self.label) if self.label else []}
        data["x"] = None if self.x is None else Formula(self.x, f"x of {place}")
        data["y"] = None if self.y is None else Formula(self.y, f"y of {place}")
        data["drag"] = self.drag and [None if s is None else str(s) for s in self.drag]
        return data


def marker_values(panel, parts, values):
    """(marker, x or None, y or None) for each marker."""
    for marker in panel.get("markers", ()):
        pair = [
            None if tree is None else float(evaluate_arrays(parts, [tree], values)[0])
            for tree in (marker["x"], marker["y"])
        ]
        yield (marker, *pair)
