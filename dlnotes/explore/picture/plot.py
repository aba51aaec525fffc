"""The frame of a static picture: scales, grid, ticks, text and lines as SVG.

Coordinates have one decimal, so that the text is the same on every machine.
"""

import math
from html import escape

import numpy as np

from dlnotes.explore.axes import tick_text, ticks
from dlnotes.explore.labels import spans

COLORS = ("#0b3d91", "#c44e1e", "#0a8074", "#c012c9", "#1a1a1a", "#8a6d00")
DASHES = ("", "7 4", "2 3", "9 3 2 3", "12 4", "4 2")
LEFT, RIGHT, TOP, BOTTOM = 46, 14, 30, 36


class Plot:
    """A picture in the making: a frame, scales, and the pieces drawn so far.

    Args:
        panel: a panel's JSON data.
        x, y: the ranges shown.
        size: (width, height) in pixels.
        right: room for labels right of the frame.
    """

    def __init__(self, panel, x, y, size, right=RIGHT):
        self.width, self.height = size
        self.x, self.y, self.panel = x, y, panel
        self.log = (panel.get("x", {}).get("log", False), panel.get("y", {}).get("log", False))
        self.right, self.pieces = right, []

    def place(self, values, along):
        """Pixels of data values; along 0 for x, 1 for y; nan where a log axis has no place."""
        low, high = (self.x, self.y)[along]
        values = np.asarray(values, dtype=float)
        with np.errstate(all="ignore"):
            if self.log[along]:
                low, high, values = math.log(low), math.log(high), np.log(values)
            part = (values - low) / (high - low)
        if along == 0:
            return LEFT + part * (self.width - LEFT - self.right)
        return self.height - BOTTOM - part * (self.height - TOP - BOTTOM)

    def add(self, piece):
        self.pieces.append(piece)

    def text(self, x, y, words, anchor="start", color="#444", halo=False):
        paint = ' stroke="#fff" stroke-width="3" paint-order="stroke"' if halo else ""
        inner = escape(words) if isinstance(words, str) else spans(words)
        self.add(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{color}"{paint}>'
            f"{inner}</text>"
        )

    def line(self, xs, ys, index=0, width=2):
        """A line through pixels, broken where one is not finite or far outside."""
        path, pen = [], "M"
        for x, y in zip(xs, ys, strict=True):
            if not (math.isfinite(x) and math.isfinite(y) and abs(y) < 1e4 and abs(x) < 1e4):
                pen = "M"
                continue
            path.append(f"{pen}{x:.1f} {y:.1f}")
            pen = "L"
        if path:
            self.add(
                f'<path d="{"".join(path)}" fill="none" stroke="{COLORS[index % 6]}" '
                f'stroke-width="{width}" stroke-dasharray="{DASHES[index % 6]}"/>'
            )

    def frame(self, gridded=True):
        """Grid, ticks and axis labels."""
        grid = "#ddd" if gridded else "none"
        bottom, side = self.height - BOTTOM, self.width - self.right
        if "x" in self.panel:
            for value in ticks(*self.x, self.log[0], (side - LEFT) // 70)[0]:
                at = float(self.place(value, 0))
                self.add(f'<path d="M{at:.1f} {TOP}V{bottom}" stroke="{grid}"/>')
                self.text(at, bottom + 15, tick_text(value, self.log[0]), "middle")
            self.text((LEFT + side) / 2, self.height - 5, self.panel["x"]["label"], "middle")
        for value in ticks(*self.y, self.log[1], (bottom - TOP) // 45)[0]:
            at = float(self.place(value, 1))
            self.add(f'<path d="M{LEFT} {at:.1f}H{side}" stroke="{grid}"/>')
            self.text(LEFT - 5, at + 4, tick_text(value, self.log[1]), "end")
        title = [self.panel["title"] + " – "] if self.panel["title"] else []
        self.text(8, 18, [*title, *self.panel["y"]["label"]], color="#1a1a1a")

    def svg(self):
        clip = (
            f'<clipPath id="c"><rect x="{LEFT}" y="{TOP}" width="{self.width - LEFT - self.right}" '
            f'height="{self.height - TOP - BOTTOM}"/></clipPath>'
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f'width="{self.width}" height="{self.height}" font-family="sans-serif" font-size="12">'
            f'<rect width="100%" height="100%" rx="6" fill="#fff"/>'
            f"{clip}{''.join(self.pieces)}</svg>"
        )
