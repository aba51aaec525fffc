"""The static picture of a matrix."""

import math

from dlnotes.explore.axes import number_text
from dlnotes.explore.labels import plain
from dlnotes.explore.panels.matrix.values import matrix_values
from dlnotes.explore.picture.cells import SIDE, WORDS, Cells, colored, spread
from dlnotes.explore.picture.plot import Plot

LETTER = 7  # pixels
EMPTY = 'fill="none" style="stroke:#dcdcdc"'


def draw_panel(panel, parts, values, size):
    plot = Plot(panel, (0, 1), (0, 1), size)
    found = matrix_values(panel, parts, values)
    low, high = spread(found.ravel(), panel["z"]["range"])
    cells = placed(panel, size)
    for row, line in enumerate(found):
        for column, value in enumerate(line):
            draw_cell(plot, cells, (row, column), value, (low, high), panel["digits"])
    draw_labels(plot, panel, cells)
    return plot


def placed(panel, size):
    """Where the cells lie, with room for the labels."""
    rows, columns = panel["rows"], panel["columns"]
    longest = [LETTER * max(len(plain(name)) for name in names) for names in (rows, columns)]
    left = SIDE + 6 + min(longest[0], size[0] // 3)
    slanted = longest[1] + 4 > (size[0] - left - SIDE) / len(columns)
    return Cells(
        len(rows), len(columns), size, left, WORDS + (0.75 * longest[1] + 8 if slanted else 18)
    )


def draw_cell(plot, cells, place, value, limits, digits):
    if not math.isfinite(value):
        plot.add(cells.box(*place, EMPTY))
        return
    color, ink = colored(value, *limits)
    plot.add(cells.box(*place, f'fill="{color}"'))
    text, (x, y) = number_text(float(value), digits), cells.middle(*place)
    if LETTER * len(text) + 4 <= cells.wide and cells.tall >= 14:
        plot.text(x, y + 4, text, "middle", ink)


def draw_labels(plot, panel, cells):
    names = panel["names"]
    told = f"{names['row']} ↓  {names['column']} →"
    plot.text(8, 18, f"{panel['title']} – {told}" if panel["title"] else told, color="#1a1a1a")
    for row, name in enumerate(panel["rows"]):
        plot.text(cells.left - 6, cells.middle(row, 0)[1] + 4, name, "end")
    widest = LETTER * max(len(plain(name)) for name in panel["columns"])
    for column, name in enumerate(panel["columns"]):
        x, y = cells.middle(0, column)[0], cells.top - 6
        if widest + 4 > cells.wide:
            plot.add(f'<g transform="translate({x:.1f} {y:.1f}) rotate(-45)">')
            plot.text(0, 0, name)
            plot.add("</g>")
        else:
            plot.text(x, y, name, "middle")
