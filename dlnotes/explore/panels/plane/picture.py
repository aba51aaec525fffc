"""The static picture of a plane: the same scale on both axes, shapes, and labels beside them."""

import math

from dlnotes.explore.panels.plane.values import shape_values
from dlnotes.explore.picture.marks import draw_beside, draw_markers
from dlnotes.explore.picture.plot import BOTTOM, COLORS, DASHES, LEFT, RIGHT, TOP, Plot
from dlnotes.explore.picture.shades import SOFT, draw_surface
from dlnotes.explore.surfaces import surface_values

HEAD = 10  # pixels of an arrow's head


def draw_panel(panel, parts, values, size):
    x, y = panel["x"]["range"], panel["y"]["range"]
    if panel["equal"]:
        x, y = evened(x, y, size[0] - LEFT - RIGHT, size[1] - TOP - BOTTOM)
    plot, surface = Plot(panel, x, y, size), panel["surface"]
    if surface:
        shown = {**panel, "x": {**panel["x"], "range": x}, "y": {**panel["y"], "range": y}}
        z = surface_values(shown, surface["value"], surface["plane"], parts, values)
        draw_surface(plot, z, surface["log"], ramp=SOFT, bent=not surface["log"])
    plot.frame(gridded=not surface)
    plot.add('<g clip-path="url(#c)">')
    seen = [draw_shape(plot, s, i, parts, values) for i, s in enumerate(panel["shapes"])]
    plot.add("</g>")
    draw_markers(plot, panel, parts, values)
    name_shapes(plot, panel["shapes"], seen)
    return plot


def evened(x, y, width, height):
    """Both ranges, one of them grown at both ends so that a unit is as long on either axis."""
    scale = max((x[1] - x[0]) / width, (y[1] - y[0]) / height)
    grown = []
    for (low, high), pixels in ((x, width), (y, height)):
        more = (scale * pixels - (high - low)) / 2
        grown.append([low - more, high + more])
    return grown


def draw_shape(plot, shape, index, parts, values):
    """Draws a trace or an arrow; returns its points inside the frame."""
    xs, ys = shape_values(shape, parts, values)
    pixels = list(zip(plot.place(xs, 0), plot.place(ys, 1), strict=True))
    points = [p for p in pixels if all(math.isfinite(v) and abs(v) < 1e4 for v in p)]
    color = COLORS[index % 6]
    if shape["kind"] == "arrow":
        draw_arrow(plot, points, index)
    elif points:
        if shape["fill"]:
            ring = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            plot.add(f'<polygon points="{ring}" fill="{color}" fill-opacity=".16"/>')
            pixels.append(pixels[0])
        plot.line(*zip(*pixels, strict=True), index)
    right, floor = plot.width - plot.right, plot.height - BOTTOM
    return [(x, y) for x, y in points if LEFT <= x <= right and TOP <= y <= floor]


def draw_arrow(plot, points, index):
    """A line with a head at its end; a dot where it has no length."""
    color = COLORS[index % 6]
    if len(points) < 2:
        return
    (x0, y0), (x1, y1) = points
    length = math.hypot(x1 - x0, y1 - y0)
    if length < 0.5:
        plot.add(f'<circle cx="{x1:.1f}" cy="{y1:.1f}" r="3" fill="{color}"/>')
        return
    size = min(HEAD, length)
    across, down = (x1 - x0) / length * size, (y1 - y0) / length * size
    base = (x1 - across, y1 - down)
    plot.add(
        f'<path d="M{x0:.1f} {y0:.1f}L{base[0]:.1f} {base[1]:.1f}" stroke="{color}" '
        f'stroke-width="2" stroke-dasharray="{DASHES[index % 6]}"/>'
    )
    sides = [(base[0] + s * 0.45 * down, base[1] - s * 0.45 * across) for s in (1, -1)]
    ring = " ".join(f"{x:.1f},{y:.1f}" for x, y in [(x1, y1), *sides])
    plot.add(f'<polygon points="{ring}" fill="{color}"/>')


def name_shapes(plot, shapes, seen):
    """Each shape's label beside one of its visible points."""
    others = [point for points in seen for point in points]
    for index, (shape, points) in enumerate(zip(shapes, seen, strict=True)):
        if points:
            last = len(points) - 1
            anchors = [points[round(last * share)] for share in (1, 0.5, 0.75, 0.25, 0)]
            others += draw_beside(plot, shape["label"], anchors, others, COLORS[index % 6])
