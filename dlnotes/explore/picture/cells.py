"""Rows and columns of cells in a static picture; the browser places them by the same rules."""

from dlnotes.explore.picture.shades import RAMP, shade

WIDEST, TALLEST = 2.2, 1.4  # of a cell, in heights and in widths
SIDE = 8  # pixels left, right and below
WORDS = 30  # pixels of the line above
DARK, LIGHT = "#1a1a1a", "#ffffff"


class Cells:
    """Where cells lie.

    Args:
        rows, columns: how many.
        size: (width, height) in pixels.
        left, top: pixels that labels take.
        square: whether cells are as wide as they are high.
    """

    def __init__(self, rows, columns, size, left=SIDE, top=WORDS, square=False):
        across, down = size[0] - left - SIDE, size[1] - top - SIDE
        wide, tall = across / columns, down / rows
        widest, tallest = (1, 1) if square else (WIDEST, TALLEST)
        self.wide, self.tall = min(wide, widest * tall), min(tall, tallest * wide)
        self.left = left + (across - self.wide * columns) / 2
        self.top = top

    def corner(self, row, column):
        """The upper left corner of a cell."""
        return self.left + column * self.wide, self.top + row * self.tall

    def middle(self, row, column):
        """The middle of a cell."""
        x, y = self.corner(row, column)
        return x + self.wide / 2, y + self.tall / 2

    def box(self, row, column, look):
        """A cell as an SVG rectangle; `look` holds its attributes."""
        x, y = self.corner(row, column)
        return (
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{self.wide:.1f}" height="{self.tall:.1f}" '
            f'stroke="#ffffff" {look}/>'
        )


def colored(value, low, high):
    """(colour of a cell, colour of what is written on it)."""
    share = min(max((value - low) / (high - low), 0), 1)
    color = shade(share, RAMP)
    red, green, blue = (int(color[k : k + 2], 16) for k in (1, 3, 5))
    return color, DARK if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else LIGHT


def spread(values, limits):
    """(low, high) of the colours: the limits, or the range of the finite values."""
    finite = [float(v) for v in values if abs(v) < float("inf")]
    low, high = limits or (min(finite, default=0.0), max(finite, default=1.0))
    return (low, high) if low < high else (low - 0.5, low + 0.5)
