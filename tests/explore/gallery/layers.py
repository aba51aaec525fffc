"""Rows of cells: a stack whose unit a slider moves, and one whose unit only the pointer moves."""

import numpy as np
import sympy as sp

from dlnotes.explore import Explorer, Layer, Layers, Readout, Slider
from dlnotes.explore.panels.layers.rows import stack as rows_of


def receptive_field():
    """What one unit of a stack of dilated convolutions sees."""
    kernel, base, pad, unit = sp.symbols("k b p u", integer=True, nonnegative=True)
    return Explorer(
        "receptive-field",
        sliders=[
            Slider(kernel, 1, 5, value=3, step=1, label="kernel"),
            Slider(base, 1, 3, value=2, step=1, label="dilation grows by"),
            Slider(pad, 0, 4, value=1, step=1, label="padding of the first"),
            Slider(unit, 0, 24, value=5, step=1, label="unit"),
        ],
        panels=[
            Layers(
                [
                    Layer("conv 1", kernel, padding=pad),
                    {"label": "conv 2", "kernel": kernel, "dilation": base},
                    {"label": "conv 3", "kernel": kernel, "dilation": base**2},
                    {"label": "pool", "kernel": 2, "stride": 2},
                ],
                inputs=30,
                unit=unit,
            )
        ],
        readouts=[Readout("field", 1 + (kernel - 1) * (1 + base + base**2) + 1)],
        alt="Rows of cells. One unit at the top sees a fan of cells that widens towards the input.",
    )


def stack():
    """Two rows over an input, without a slider for the unit."""
    growth = sp.Symbol("b")
    return Explorer(
        "stack",
        sliders=[Slider(growth, 1, 4, value=2, step=1)],
        panels=[Layers([Layer("one", 3), Layer("two", 3, dilation=growth)], title="Stack")],
        alt="Two rows of cells over an input row.",
    )


EXAMPLES = [receptive_field, stack]
SHOWN = """(plot) => plot.rows.flatMap((row) =>
  [[row.length, row.span ?? 0], row.seen, row.outside])"""


def values(panel, parts, settings, frame):
    rows = rows_of(panel, parts, settings)
    parted = [([row.length, row.span], row.seen, row.outside) for row in rows]
    return [np.array(part, dtype=float) for row in parted for part in row]
