"""A heat map with level lines."""

import sympy as sp

from dlnotes.explore import Explorer, Heatmap, Slider
from tests.explore.surfaces import nodes

X, Y = sp.symbols("x y", real=True)


def heat():
    """A heat map of 200 by 200 cells that a slider bends."""
    a, b = sp.symbols("a b", real=True)
    return Explorer(
        "heat",
        sliders=[Slider(a, 0.5, 4, value=2), Slider(b, -1, 1, value=0.3, step=0.01)],
        panels=[
            Heatmap(
                (X, Y),
                ((-3, 3), (-3, 3)),
                sp.sin(a * X) * sp.cos(a * Y + b * X) * sp.exp(-(X**2 + Y**2) / 6) + sp.erf(b * X),
                z_label="height",
                samples=200,
            )
        ],
        alt="Hills and valleys in a square; their spacing follows the first slider.",
    )


EXAMPLES = [heat]
SHOWN = "(plot) => [plot.surface.z]"


def values(panel, parts, settings, frame):
    size, log = panel["samples"], panel["z"]["log"]
    return [nodes(panel, panel["value"], panel["plane"], size, log, parts, settings)]
