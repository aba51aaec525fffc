"""The static picture of curves."""

import math

from dlnotes.explore.labels import plain
from dlnotes.explore.panels.curves.values import curve_values
from dlnotes.explore.picture.marks import draw_markers, draw_names, fitted
from dlnotes.explore.picture.plot import RIGHT, Plot


def draw_panel(panel, parts, values, size):
    xs, curves, bands = curve_values(panel, parts, values)
    names = [c["label"] for c in panel["curves"]]
    y = panel["y"]["range"] or fitted([*curves, *(e for b in bands for e in b)], panel["y"]["log"])
    right = RIGHT + min(7 * max(len(plain(n)) for n in names), size[0] // 3)
    plot = Plot(panel, panel["x"]["range"], y, size, right)
    plot.frame()
    plot.add('<g clip-path="url(#c)">')
    across = plot.place(xs, 0)
    for low, high in bands:
        draw_band(plot, across, plot.place(low, 1), plot.place(high, 1))
    for index, curve in enumerate(curves):
        plot.line(across, plot.place(curve, 1), index)
    plot.add("</g>")
    draw_names(plot, names, [plot.place(curve, 1) for curve in curves])
    draw_markers(plot, panel, parts, values)
    return plot


def draw_band(plot, across, low, high):
    ring = [(x, y) for x, y in zip(across, low, strict=True) if math.isfinite(y)]
    ring += [(x, y) for x, y in reversed(list(zip(across, high, strict=True))) if math.isfinite(y)]
    points = " ".join(f"{x:.1f},{max(min(y, 9999), -9999):.1f}" for x, y in ring)
    plot.add(f'<polygon points="{points}" fill="#0b3d91" fill-opacity=".12"/>')
