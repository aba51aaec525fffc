"""The static picture of a panel: an SVG of the default state, for print and where nothing runs.

Coordinates have one decimal, so that the text is the same on every machine. The card is white and
looks the same on light and dark pages, as the book's figures do.
"""

import math

import numpy as np

from dlnotes.explore.axes import nice_step
from dlnotes.explore.labels import plain
from dlnotes.explore.plot import BOTTOM, COLORS, LEFT, RIGHT, TOP, Plot
from dlnotes.explore.shades import SOFT, draw_surface
from dlnotes.explore.simulation import (
    bar_values,
    curve_values,
    marker_values,
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


def draw_names(plot, names, heights):
    """Each curve's name at its right end, pushed apart where two would overlap."""
    floor = plot.height - BOTTOM
    ends = [h[np.isfinite(h)] for h in heights]
    wanted = [min(max(float(e[-1]), TOP + 6), floor) if e.size else floor for e in ends]
    for index, at in apart(wanted, 15, floor):
        plot.text(plot.width - plot.right + 6, at + 4, names[index], color=COLORS[index % 6])


def apart(wanted, gap, most):
    """(index, position) with positions at least `gap` apart, none beyond `most`."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    places, last = [], -math.inf
    for index in order:
        last = max(wanted[index], last + gap)
        places.append(last)
    limit = most
    for k in reversed(range(len(places))):
        places[k] = min(places[k], limit)
        limit = places[k] - gap
    return list(zip(order, places, strict=True))


def draw_markers(plot, panel, parts, values):
    for marker, x, y in marker_values(panel, parts, values):
        left, right = LEFT, plot.width - plot.right
        across = left if x is None else float(plot.place(x, 0))
        down = TOP + 12 if y is None else float(plot.place(y, 1))
        if not (math.isfinite(across) and math.isfinite(down)):
            continue
        if y is None:
            plot.add(f'<path d="M{across:.1f} {TOP}V{plot.height - BOTTOM}" stroke="#666"/>')
        elif x is None:
            plot.add(f'<path d="M{left} {down:.1f}H{right}" stroke="#666"/>')
        else:
            plot.add(f'<circle cx="{across:.1f}" cy="{down:.1f}" r="5" fill="#1a1a1a"/>')
        plot.text(across + 8, down - 6, marker["label"], color="#1a1a1a", halo=True)


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
        for x, y in zip(plot.place(xs, 0).T[:8], plot.place(ys, 1).T[:8], strict=True):
            plot.line(x, y, index, 2 if panel["count"] == 1 else 1)
        ends.append((method["label"], plot.place(xs[-1, 0], 0), plot.place(ys[-1, 0], 1)))
    plot.add("</g>")
    draw_ends(plot, ends)
    draw_markers(plot, panel, parts, values)
    return plot


def draw_ends(plot, ends):
    """Each path's name at its end."""
    finite = [(i, e) for i, e in enumerate(ends) if math.isfinite(e[1]) and math.isfinite(e[2])]
    wanted = [min(max(float(e[2]), TOP + 12), plot.height - BOTTOM - 4) for _, e in finite]
    for place, at in apart(wanted, 15, plot.height - BOTTOM - 4):
        index, (name, x, _) = finite[place]
        inside = min(max(float(x), LEFT), plot.width - plot.right - 8 * len(plain(name)))
        plot.text(inside + 6, at - 4, name, color=COLORS[index % 6], halo=True)


def fitted(arrays, log):
    """A range that holds every finite value, with a little air."""
    values = np.concatenate([np.ravel(a) for a in arrays])
    values = values[np.isfinite(values) & (values > 0 if log else True)]
    if not values.size:
        return (1.0, 10.0) if log else (0.0, 1.0)
    low, high = float(values.min()), float(values.max())
    if log:
        return low / 1.2, max(high * 1.2, low * 2)
    if low == high:
        return low - (abs(low) * 0.1 or 1.0), high + (abs(high) * 0.1 or 1.0)
    step = nice_step((high - low) / 10)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step


DRAWERS = {
    "curves": draw_curves,
    "bars": draw_bars,
    "heatmap": draw_heatmap,
    "paths": draw_paths,
}
