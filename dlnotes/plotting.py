"""The book's figure style: opaque cards, direct labels, colours that everyone can tell apart.

A figure is stored once, as PNG, and shown on light and on dark pages. No grey has a contrast of 4.5
against both white and a dark page (4.3 is the most there can be), so figures are white cards that
look the same on both. They are 4.8 inches wide: on a phone the text is still 10 pixels high.
"""

import math

import matplotlib.pyplot as plt
import numpy as np
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

CARD = "#ffffff"
INK = "#1a1a1a"
MUTED = "#5c5c5c"
BLUE, ORANGE, GREEN, PURPLE = "#0b3d91", "#c44e1e", "#0a8074", "#c012c9"
COLORS = (BLUE, ORANGE, GREEN, PURPLE, INK)
WIDTH = 4.8
PANEL_HEIGHT = 2.6
GAP = 4  # points between the end of a line and its label

STYLE = {
    "figure.figsize": (WIDTH, PANEL_HEIGHT),
    "figure.dpi": 130,
    "figure.constrained_layout.use": True,
    "figure.facecolor": CARD,
    "axes.facecolor": CARD,
    "axes.prop_cycle": cycler(color=COLORS),
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.labelcolor": INK,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
    "axes.xmargin": 0.02,
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.minor.size": 0,
    "ytick.minor.size": 0,
    "lines.linewidth": 1.6,
    "lines.markersize": 4,
    "image.cmap": "cividis",
    "legend.frameon": False,
}


def use_style() -> None:
    """Sets the style for every figure made from here on; call it once, at the top of a chapter."""
    plt.rcParams.update(STYLE)


def figure(rows: int = 1, columns: int = 1, panel_height: float = PANEL_HEIGHT, **options):
    """A figure of the book's width with a grid of axes, as `plt.subplots` returns it.

    Stack panels in rows: the width is that of a phone's screen, and two columns halve it.

    Args:
        rows, columns: the grid.
        panel_height: height of one row, in inches.
        options: passed on to `plt.subplots`, for example `sharex=True`.

    Returns:
        The figure and its axes: one `Axes`, or an array of them.

    Raises:
        ValueError: `rows` or `columns` below 1, or `panel_height` not above 0.
    """
    if rows < 1 or columns < 1:
        raise ValueError(f"rows and columns must be at least 1, got {rows} and {columns}")
    if not 0 < panel_height < math.inf:
        raise ValueError(f"panel_height must be finite and above 0, got {panel_height}")
    return plt.subplots(rows, columns, figsize=(WIDTH, rows * panel_height), **options)


def label_lines(ax: Axes) -> None:
    """Writes each line's label at its end, in its colour, instead of a legend.

    Labels that would overlap are moved apart, up and down, in the order of the ends. Call it last:
    limits and scales that change afterwards move the ends but not the gaps.

    Args:
        ax: axes whose lines were drawn with `label=`; lines without one get no text.

    Raises:
        ValueError: no line has a label, or no point of a labelled line lies inside the limits.
    """
    lines = [line for line in ax.get_lines() if not line.get_label().startswith("_")]
    if not lines:
        raise ValueError("label_lines needs lines drawn with label=, found none")
    ax.autoscale_view()
    texts = sorted((_label_at_end(ax, line) for line in lines), key=_centre)
    _lay_out(ax.figure)
    centres = np.array([_centre(text) for text in texts])
    heights = np.array([text.get_window_extent().height for text in texts])
    moves = _spread(centres, heights, ax.bbox.y0, ax.bbox.y1) - centres
    for text, move in zip(texts, moves, strict=True):
        text.xyann = (GAP, move * 72 / ax.figure.dpi)


def _lay_out(figure):
    """Moves the axes to where they will be drawn, without drawing them: that takes longer."""
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)


def alt(text: str) -> None:
    """Gives the current figure its description for readers who cannot see it.

    Say what the picture shows and what follows from it, not that it is a plot. The notebook stores
    the words in the cell's metadata, where the website reads them; the figure keeps them as label.

    Args:
        text: 20 to 400 characters.

    Raises:
        TypeError: `text` is not a str.
        ValueError: the length is out of range, or there is no figure.
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, got {text!r}")
    if not 20 <= len(text.strip()) <= 400:
        raise ValueError(f"text must have 20 to 400 characters, got {len(text.strip())}: {text!r}")
    if not plt.get_fignums():
        raise ValueError(
            "alt describes the current figure, but there is none: call it after drawing"
        )
    plt.gcf().set_label(text)


def _label_at_end(ax, line):
    """The label's text just right of the line's last point that is visible."""
    points = line.get_transform().transform(line.get_xydata())  # (N, 2), pixels
    visible = np.flatnonzero(np.isfinite(points).all(axis=1) & _inside(ax.bbox, points))
    if visible.size == 0:
        raise ValueError(f"line {line.get_label()!r} has no point inside the limits of the axes")
    return ax.annotate(
        line.get_label(),
        line.get_xydata()[visible[-1]],
        xycoords=line.get_transform(),
        xytext=(GAP, 0),
        textcoords="offset points",
        color=line.get_color(),
        verticalalignment="center",
        path_effects=[withStroke(linewidth=2, foreground=CARD)],
    )


def _inside(box, points, slack=1.0):
    """Which points (N, 2) lie in the box, or within `slack` pixels of it."""
    low, high = box.get_points()
    return ((points >= low - slack) & (points <= high + slack)).all(axis=1)


def _centre(text):
    """Height above the figure's bottom of the middle of a text, in pixels."""
    box = text.get_window_extent()
    return (box.y0 + box.y1) / 2


def _spread(centres, heights, bottom, top):
    """Where to put boxes so that none overlap and all lie between bottom and top, if they fit.

    Least squares of the moves for boxes in ascending order: isotonic regression of the centres less
    the least distances, by pooling neighbours that collide.
    """
    least = np.concatenate([[0], np.cumsum((heights[1:] + heights[:-1]) / 2)])
    pools = []  # (mean, count)
    for mean in centres - least:
        count = 1
        while pools and pools[-1][0] >= mean:
            other, size = pools.pop()
            mean, count = (mean * count + other * size) / (count + size), count + size
        pools.append((mean, count))
    means, counts = zip(*pools, strict=True)
    low, high = bottom + heights[0] / 2, top - heights[-1] / 2 - least[-1]
    return np.clip(np.repeat(means, counts), low, max(low, high)) + least
