"""Panels of functions: curves, bars, heat maps, and what is drawn into them."""

import sympy as sp

from dlnotes.explore.axes import axis
from dlnotes.explore.formulas import Formula
from dlnotes.explore.labels import label as label_runs
from dlnotes.explore.labels import plain

MOST = 12  # more curves or bars cannot be told apart


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
    ):
        count_checked("Curves", curves)
        if not 2 <= samples <= 2001:
            raise ValueError(f"Curves: samples={samples}: expected 2 to 2001")
        self.variable, self.curves, self.bands = variable, curves, bands or {}
        self.x = axis("x", limits, x_label or variable, log_x)
        self.y = axis("y", y_limits, y_label, log_y)
        self.markers, self.samples, self.title = markers, samples, title

    def spec(self):
        inside = [self.variable]
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
                    "low": Formula(low, f"lower edge of band {name!r}", inside),
                    "high": Formula(high, f"upper edge of band {name!r}", inside),
                }
                for name, (low, high) in self.bands.items()
            ],
            "curves": named_formulas("curve", self.curves, inside),
            "markers": [marker.spec() for marker in self.markers],
        }


class Bars:
    """Bars, one formula of the sliders each.

    Args:
        bars: {label: formula}.
        y_label, y_limits, log_y, title: as for `Curves`.
    """

    kind = "bars"

    def __init__(self, bars, *, y_label="", y_limits=None, log_y=False, title=""):
        count_checked("Bars", bars)
        if log_y and y_limits is None:
            raise ValueError("Bars: log_y needs y_limits: a log bar has no zero to grow from")
        self.bars, self.y, self.title = bars, axis("y", y_limits, y_label, log_y), title

    def spec(self):
        bars = named_formulas("bar", self.bars, [])
        return {"kind": self.kind, "title": self.title, "y": self.y, "bars": bars}


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
            "value": Formula(self.value, "value of the heat map", self.plane),
            "markers": [marker.spec() for marker in self.markers],
        }


class Readout:
    """A number below the panels.

    Args:
        label: words or expression.
        value: a formula of the sliders.
        unit: written after the number.
        digits: significant digits.
    """

    def __init__(self, label, value, *, unit="", digits=3):
        if not 1 <= digits <= 15:
            raise ValueError(f"Readout: digits={digits}: expected 1 to 15")
        self.label, self.value, self.unit, self.digits = label_runs(label), value, unit, digits

    def spec(self):
        formula = Formula(self.value, f"readout {plain(self.label)!r}")
        return {"label": self.label, "f": formula, "unit": self.unit, "digits": self.digits}


def named_formulas(noun, formulas, variables):
    return [
        {"label": label_runs(name), "f": Formula(expr, f"{noun} {str(name)!r}", variables)}
        for name, expr in formulas.items()
    ]


def count_checked(kind, formulas):
    if not isinstance(formulas, dict):
        raise TypeError(f"{kind}: expected {{label: formula}}, got {type(formulas).__name__}")
    if not 1 <= len(formulas) <= MOST:
        raise ValueError(f"{kind}: {len(formulas)} of them: expected 1 to {MOST}")


def symbols_checked(place, symbols):
    wrong = [s for s in symbols if not isinstance(s, sp.Symbol)]
    if wrong:
        raise TypeError(f"{place}: {wrong[0]!r}: expected sympy symbols")
    return list(symbols)
