"""The static picture of a panel: an SVG of the default state, for print and where nothing runs.

Coordinates have one decimal, so that the text is the same on every machine. The card is white and
looks the same on light and dark pages, as the book's figures do.
"""

import math

import numpy as np

from dlnotes.explore.labels import plain
from dlnotes.explore.layers_picture import draw_layers
from dlnotes.explore.marks import draw_ends, draw_markers, draw_names, fitted
from dlnotes.explore.plane_picture import draw_plane
from dlnotes.explore.plot import BOTTOM, COLORS, RIGHT, Plot
from dlnotes.explore.shades import SOFT, draw_surface
from dlnotes.explore.simulation import (
    bar_values,
    curve_values,
    outcome_values,
    path_values,
    surface_values,
)


def picture(panel, parts, values, size):
    """The SVG text of one panel at the given slider values.

    Args:
        panel: a panel's JSON data.
        parts: the explorer's shared parts.
        values: {slider name: number}.
        size: (width, height) in pixels.
    """
    return DRAWERS[panel["kind"]](panel, parts, values, size).svg()


def draw_curves(panel, parts, values, size):
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


def draw_bars(panel, parts, values, size):
    heights = bar_values(panel, parts, values)
    y = panel["y"]["range"] or fitted([heights, np.zeros(1)], False)
    plot = Plot(panel, (0, len(heights)), y, size)
    plot.frame()
    base = float(plot.place(max(y[0], 0) if not panel["y"]["log"] else y[0], 1))
    for index, (bar, height) in enumerate(zip(panel["bars"], heights, strict=True)):
        left, right = (float(plot.place(index + s, 0)) for s in (0.15, 0.85))
        at = float(plot.place(height, 1))
        if math.isfinite(at):
            top, tall = min(at, base), abs(at - base)
            plot.add(
                f'<rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" '
                f'height="{tall:.1f}" fill="{COLORS[index % 6]}"/>'
            )
        plot.text((left + right) / 2, size[1] - BOTTOM + 15, bar["label"], "middle")
    return plot


def draw_heatmap(panel, parts, values, size):
    plot = Plot(panel, panel["x"]["range"], panel["y"]["range"], size)
    z = surface_values(panel, panel["value"], panel["plane"], parts, values)
    draw_surface(plot, z, panel["z"]["log"], panel["z"]["range"])
    plot.frame(gridded=False)
    draw_markers(plot, panel, parts, values)
    return plot


def draw_paths(panel, parts, values, size):
    plot = Plot(panel, panel["x"]["range"], panel["y"]["range"], size)
    if panel["surface"]:
        surface = panel["surface"]
        z = surface_values(panel, surface["value"], surface["plane"], parts, values)
        draw_surface(plot, z, surface["log"], ramp=SOFT, bent=not surface["log"])
    plot.frame(gridded=not panel["surface"])
    plot.add('<g clip-path="url(#c)">')
    ends = []
    for index, method in enumerate(panel["methods"]):
        xs, ys = path_values(panel, method, parts, values)
        across, down = plot.place(xs, 0), plot.place(ys, 1)
        if panel.get("trails", True):
            for x, y in zip(across.T[:8], down.T[:8], strict=True):
                plot.line(x, y, index, 2 if panel["count"] == 1 else 1)
        else:
            draw_dots(plot, across[-1], down[-1], index, 2)
        ends.append((method["label"], plot.place(xs[-1, 0], 0), plot.place(ys[-1, 0], 1)))
    plot.add("</g>")
    draw_ends(plot, ends)
    draw_markers(plot, panel, parts, values)
    return plot


def draw_outcomes(panel, parts, values, size):
    found = [outcome_values(panel, method, parts, values) for method in panel["methods"]]
    names = [m["label"] for m in panel["methods"]]
    x = panel["x"]["range"] or fitted([xs for xs, _ in found], panel["x"]["log"])
    y = panel["y"]["range"] or fitted([ys for _, ys in found], panel["y"]["log"])
    right = RIGHT + min(8 * max(len(plain(n)) for n in names), size[0] // 3)
    plot = Plot(panel, x, y, size, right)
    plot.frame()
    places = [(plot.place(xs, 0), plot.place(ys, 1)) for xs, ys in found]
    plot.add('<g clip-path="url(#c)">')
    for index, (across, down) in enumerate(places):
        plot.line(across, down, index)
        if panel["values"]:
            draw_dots(plot, across, down, index)
    plot.add("</g>")
    draw_names(plot, names, [down for _, down in places])
    draw_markers(plot, panel, parts, values)
    return plot


def draw_dots(plot, across, down, index, radius=3):
    for x, y in zip(across, down, strict=True):
        if math.isfinite(x) and math.isfinite(y) and abs(y) < 1e4:
            plot.add(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{COLORS[index % 6]}"/>')


DRAWERS = {
    "curves": draw_curves,
    "bars": draw_bars,
    "heatmap": draw_heatmap,
    "paths": draw_paths,
    "plane": draw_plane,
    "layers": draw_layers,
    "outcomes": draw_outcomes,
}
