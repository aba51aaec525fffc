"""A surface in a static picture: colours in steps, each as the areas between two levels."""

from itertools import pairwise

import numpy as np
from contourpy import FillType, contour_generator

from dlnotes.explore.picture.plot import BOTTOM, LEFT, TOP

RAMP = ((255, 252, 235), (190, 224, 214), (95, 174, 196), (40, 104, 170), (16, 38, 104))
SOFT = ((255, 255, 255), (240, 243, 248), (224, 230, 240), (204, 214, 231), (182, 197, 221))
LEVELS = 12


def draw_surface(plot, z, log, limits=None, ramp=RAMP, bent=False):
    """Colours in `LEVELS` steps, each as the areas between two levels.

    Args:
        plot: where to draw.
        z: values on the nodes of a grid, shape (rows, columns), y upwards.
        log: whether steps are equal factors.
        limits: (low, high), or None for the range of z.
        ramp: the colours from low to high.
        bent: levels closer at the bottom, so that a bowl has evenly spaced ones.
    """
    with np.errstate(all="ignore"):
        z = np.log(z) if log else z
    low, high = np.log(limits) if limits and log else limits or finite_range(z)
    z = np.ma.masked_invalid(np.clip(z, low, high))
    xs = np.linspace(LEFT, plot.width - plot.right, z.shape[1])
    ys = np.linspace(plot.height - BOTTOM, TOP, z.shape[0])
    areas = contour_generator(xs, ys, z, fill_type=FillType.OuterOffset)
    for step in range(LEVELS):
        shares = [(k / LEVELS) ** (2 if bent else 1) for k in (step, step + 1)]
        edges = [low + (high - low) * share for share in shares]
        edges[1] += (step == LEVELS - 1) * (abs(high) + 1)
        path = "".join(rings(*areas.filled(*edges)))
        color = shade(step / (LEVELS - 1), ramp)
        plot.add(f'<path d="{path}" fill="{color}" stroke="{color}" stroke-width=".5"/>')


def rings(polygons, offsets):
    """Path data of contour polygons with their holes."""
    for points, starts in zip(polygons, offsets, strict=True):
        for first, last in pairwise(starts):
            yield "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points[first : last - 1]) + "Z"


def shade(part, ramp):
    """A colour of the ramp, `part` from 0 to 1."""
    at = min(int(part * 4), 3)
    mix = part * 4 - at
    return "#" + "".join(
        f"{round(a + (b - a) * mix):02x}" for a, b in zip(ramp[at], ramp[at + 1], strict=True)
    )


def finite_range(values):
    finite = values[np.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
