"""The static picture of a stack of layers: cells, what the unit sees, and the lines between."""

from dlnotes.explore.panels.layers.rows import stack, touches
from dlnotes.explore.picture.plot import COLORS, Plot

SIDE, FLOOR, CEILING = 8, 8, 10  # pixels around the rows
WORDS = 24  # pixels for the words above a row
TALLEST, MOST_LINES = 24, 400


def draw_panel(panel, parts, values, size):
    plot = Plot(panel, (0, 1), (0, 1), size)
    if panel["title"]:
        plot.text(8, 18, panel["title"], color="#1a1a1a")
    rows = stack(panel, parts, values)
    place = Placing(rows, size, 30 if panel["title"] else CEILING)
    real = [row for row in rows if row.length]
    plot.add(f'<path d="{fans(real, place)}" stroke="{COLORS[0]}" stroke-opacity=".4"/>')
    for level, row in enumerate(real):
        draw_row(plot, place, level, row)
    for level, row in enumerate(rows):
        plot.text(SIDE, place.top(level) - 5, row.words, color="#1a1a1a", halo=True)
    return plot


class Placing:
    """Where cells lie.

    Args:
        rows: from `stack`.
        size: (width, height) in pixels.
        ceiling: pixels above all rows.
    """

    def __init__(self, rows, size, ceiling):
        real = [row for row in rows if row.length]
        lows = [row.offset - row.scale * row.padding for row in real]
        highs = [row.offset + row.scale * (row.length - 1 + row.padding) for row in real]
        low, high = min([0, *lows]) - 0.5, max([0, *highs]) + 0.5
        self.cell = min((size[0] - 2 * SIDE) / (high - low), TALLEST)
        self.left = size[0] / 2 - self.cell * (low + high) / 2
        room = size[1] - ceiling - FLOOR
        self.tall = min(max(min(self.cell, room / len(rows) - WORDS), 4), TALLEST)
        self.pitch = (room - self.tall - 20) / (len(rows) - 1)
        self.wide = self.cell * (0.86 if self.cell > 4 else 1)
        self.bottom = size[1] - FLOOR

    def top(self, level):
        """The upper edge of a row's cells."""
        return self.bottom - level * self.pitch - self.tall

    def middle(self, row, place):
        return self.left + self.cell * (row.offset + row.scale * place)

    def boxes(self, level, row, places):
        """Path data of cells."""
        top = self.top(level)
        return "".join(
            f"M{self.middle(row, p) - self.wide / 2:.1f} {top:.1f}h{self.wide:.1f}"
            f"v{self.tall:.1f}h-{self.wide:.1f}z"
            for p in places
        )


def draw_row(plot, place, level, row):
    """Cells, those of the padding dashed, those that are seen filled or bold."""
    pads = [*range(-row.padding, 0), *range(row.length, row.length + row.padding)]
    unseen = [p for p in range(row.length) if p not in set(row.seen)]
    dashed = 'fill="none" stroke-dasharray="2 2"'
    for places, look in (
        (unseen, 'fill="#f0f0f0" stroke="#767676"'),
        ([p for p in pads if p not in set(row.outside)], f'stroke="#767676" {dashed}'),
        (row.seen, f'fill="{COLORS[0]}" stroke="{COLORS[0]}"'),
        (row.outside, f'stroke="{COLORS[1]}" stroke-width="2" {dashed}'),
    ):
        if places:
            plot.add(f'<path d="{place.boxes(level, row, places)}" {look}/>')


def fans(rows, place):
    """Path data of the lines from every lit cell to what it reads."""
    path = ""
    for level in range(1, len(rows)):
        row, below = rows[level], rows[level - 1]
        many = len(row.seen) * row.layer["kernel"] > MOST_LINES
        low, high = place.top(level) + place.tall, place.top(level - 1)
        for v in row.seen:
            read = touches(row.layer, v)
            for p in {read[0], read[-1]} if many else read:
                path += f"M{place.middle(row, v):.1f} {low:.1f}"
                path += f"L{place.middle(below, p):.1f} {high:.1f}"
    return path
