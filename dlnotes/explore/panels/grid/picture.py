"""The static picture of a world: the values after the last step."""

import numpy as np

from dlnotes.explore.axes import number_text
from dlnotes.explore.panels.grid.values import MOVES, history
from dlnotes.explore.picture.cells import Cells, colored, spread
from dlnotes.explore.picture.plot import Plot

WALL = 'fill="#595959"'
LETTER = 7


def draw_panel(panel, parts, values, size):
    plot = Plot(panel, (0, 1), (0, 1), size)
    cells, found = history(panel, parts, values)
    shown = np.where(cells.end, cells.rewards, found[-1])
    rows, columns = panel["shape"]
    places = Cells(rows, columns, size, square=True)
    limits = spread(shown, panel["z"]["range"])
    if panel["title"]:
        plot.text(8, 18, panel["title"], color="#1a1a1a")
    for k, value in enumerate(shown):
        draw_cell(plot, places, divmod(k, columns), cells, k, value, limits, panel["digits"])
    if panel["actions"]:
        best = cells.best(panel["steps"], found[-1])
        draw_arrows(plot, places, best, columns, shown, limits)
    return plot


def draw_cell(plot, places, place, cells, k, value, limits, digits):
    if not np.isfinite(value):
        plot.add(places.box(*place, WALL if cells.wall[k] else 'fill="none"'))
        return
    color, ink = colored(value, *limits)
    plot.add(places.box(*place, f'fill="{color}"'))
    x, y = places.middle(*place)
    if cells.end[k]:
        left, top = (corner + 4 for corner in places.corner(*place))
        inner = places.wide - 8
        plot.add(
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{inner:.1f}" height="{inner:.1f}" '
            f'fill="none" stroke="{ink}" stroke-width="2"/>'
        )
    text = number_text(float(value), digits)
    if LETTER * len(text) + 4 <= places.wide:
        plot.text(x, y + 4, text, "middle", ink)


def draw_arrows(plot, places, best, columns, shown, limits):
    """A triangle towards each of the best moves, a dot for staying."""
    for action, cells in enumerate(best):
        for k in np.flatnonzero(cells):
            ink = colored(shown[k], *limits)[1] if np.isfinite(shown[k]) else "#1a1a1a"
            x, y = places.middle(*divmod(int(k), columns))
            if action == len(MOVES):
                plot.add(f'<circle cx="{x:.1f}" cy="{y + 14:.1f}" r="3" fill="{ink}"/>')
            else:
                points = triangle(x, y, places.wide, MOVES[action])
                plot.add(f'<polygon points="{points}" fill="{ink}"/>')


def triangle(x, y, wide, move):
    """The corners of an arrow's head near the edge of a cell."""
    down, right = move
    tip, base, half = 0.44 * wide, 0.34 * wide, 0.09 * wide
    corners = [(tip, 0), (base, half), (base, -half)]
    return " ".join(
        f"{x + along * right + side * down:.1f},{y + along * down + side * right:.1f}"
        for along, side in corners
    )
