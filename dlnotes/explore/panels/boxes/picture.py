"""The static picture of boxes."""

import numpy as np

from dlnotes.explore.panels.boxes.values import box_values
from dlnotes.explore.picture.plot import COLORS, DASHES, Plot

SIDE, TOP = 8, 30  # pixels around the plane, and above it


def draw_panel(panel, parts, values, size):
    plot = Plot(panel, (0, 1), (0, 1), size)
    plane = Plane(panel, size)
    if panel["title"]:
        plot.text(8, 18, panel["title"], color="#1a1a1a")
    draw_scene(plot, plane, panel)
    for index, (box, corners) in enumerate(
        zip(panel["boxes"], box_values(panel, parts, values), strict=True)
    ):
        if not np.isfinite(corners).all():
            continue
        x0, y0, x1, y1 = plane.pixels(corners)
        color = COLORS[index % 6]
        plot.add(
            f'<rect x="{x0:.1f}" y="{y0:.1f}" width="{x1 - x0:.1f}" height="{y1 - y0:.1f}" '
            f'fill="{color}" fill-opacity=".12" stroke="{color}" stroke-width="2.5" '
            f'stroke-dasharray="{DASHES[index % 6]}"/>'
        )
        plot.text(x0 + 5, y0 + 16, box["label"], color=color, halo=True)
    return plot


class Plane:
    """Where the plane lies in the picture: as large as it fits, with one scale.

    Args:
        panel: JSON data of `Boxes`.
        size: (width, height) in pixels.
    """

    def __init__(self, panel, size):
        (self.left, right), (self.top, bottom) = panel["x"]["range"], panel["y"]["range"]
        across, down = size[0] - 2 * SIDE, size[1] - TOP - SIDE
        self.scale = min(across / (right - self.left), down / (bottom - self.top))
        self.width, self.height = (right - self.left) * self.scale, (bottom - self.top) * self.scale
        self.x = SIDE + (across - self.width) / 2
        self.y = TOP

    def pixels(self, corners):
        """Corners in order, in pixels, inside the plane."""
        xs, ys = (sorted((float(corners[k]), float(corners[k + 2]))) for k in (0, 1))
        across = [self.x + min(max((x - self.left) * self.scale, 0), self.width) for x in xs]
        down = [self.y + min(max((y - self.top) * self.scale, 0), self.height) for y in ys]
        return across[0], down[0], across[1], down[1]


def draw_scene(plot, plane, panel):
    """The picture, the lines and the edge of the plane."""
    frame = (
        f'x="{plane.x:.1f}" y="{plane.y:.1f}" width="{plane.width:.1f}" height="{plane.height:.1f}"'
    )
    if panel["picture"]:
        plot.add(f'<image {frame} preserveAspectRatio="none" href="{panel["picture"]}"/>')
    columns, rows = panel["lines"] or (1, 1)
    path = "".join(
        f"M{plane.x + plane.width * k / columns:.1f} {plane.y:.1f}v{plane.height:.1f}"
        for k in range(1, columns)
    ) + "".join(
        f"M{plane.x:.1f} {plane.y + plane.height * k / rows:.1f}h{plane.width:.1f}"
        for k in range(1, rows)
    )
    if path:
        plot.add(f'<path d="{path}" stroke="#767676" stroke-opacity=".6"/>')
    plot.add(f'<rect {frame} fill="none" stroke="#767676"/>')
