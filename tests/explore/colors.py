"""Whether what an explorer shows can be told from its paper, as WCAG measures it."""

import re

import numpy as np

# The ground an explorer stands on, and the colours of its words and of its lines and points.
COLORS = """(box) => {
  const clear = (color) => color === "transparent" || /, 0\\)$/.test(color);
  let paper = box;
  while (clear(getComputedStyle(paper).backgroundColor)) paper = paper.parentElement;
  const of = (selector, property) => [...box.querySelectorAll(selector)]
    .filter((e) => e.getClientRects().length && !e.closest(".dlx-tip"))
    .map((e) => [e.textContent, getComputedStyle(e)[property]]);
  return {
    paper: getComputedStyle(paper).backgroundColor,
    words: [...of("svg text", "fill"), ...of("label, .dlx-value, .dlx-number, button", "color")],
    signs: [...of(".dlx-line, .dlx-edge", "stroke"), ...of(".dlx-marker", "fill")],
  };
}"""


def luminance(color):
    """Relative luminance of `rgb(r, g, b)`."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return float(np.dot(linear, [0.2126, 0.7152, 0.0722]))


def contrast(one, other):
    """From 1, alike, to 21, black on white."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)
