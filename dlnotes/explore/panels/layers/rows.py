"""Receptive fields, exactly: the Python twin of what the browser computes for `Layers`.

Place v of a row lies above place (v + offset / scale) * scale of the input.
"""

import math
from dataclasses import dataclass, field

from dlnotes.explore.arrays import evaluate_arrays
from dlnotes.explore.axes import number_text
from dlnotes.explore.labels import plain
from dlnotes.explore.panels.layers.panel import SETTINGS

MOST_CELLS = 400  # of a row with its padding: more cannot be told apart


@dataclass
class Row:
    """A row of cells.

    Attributes:
        label: text.
        length: how many cells; 0 if there is no such row.
        trouble: in words why there is no such row.
        layer: {kernel, stride, dilation, padding} of the layer that makes it; none for the input.
        scale, offset: cell v lies above place offset + scale v of the input.
        padding: cells that the layer above adds at either end.
        seen: places that the unit sees, from low to high.
        outside: places in the padding that it sees.
        span: on the input row, the receptive field: from the first place to the last one.
    """

    label: str
    length: int = 0
    trouble: str = ""
    layer: dict = field(default_factory=dict)
    scale: int = 1
    offset: float = 0.0
    padding: int = 0
    seen: list = field(default_factory=list)
    outside: list = field(default_factory=list)
    span: int = 0

    @property
    def words(self):
        """What stands above the row."""
        if self.trouble:
            return f"{self.label}: {self.trouble}"
        cells = f"{self.label}: {self.length} cell{'s' * (self.length != 1)}"
        if not self.span:
            return f"{cells}, {len(self.seen)} seen"
        between = f" ({self.seen[0]}–{self.seen[-1]})" if self.seen else ""
        return f"{cells}, {len(self.seen)} seen{between}, receptive field {self.span}"


def nearest(value):
    """The nearest whole number, halves upwards; None of what is not finite."""
    return math.floor(value + 0.5) if math.isfinite(value) else None


def stack(panel, parts, values, unit=None):
    """The rows of a panel, from the input up, and what the unit sees of each.

    Args:
        panel: JSON data of `Layers`.
        parts: the explorer's shared parts.
        values: {slider name: number}.
        unit: a place in the top row instead of the panel's own.

    Returns:
        A list of `Row`, one more than layers.
    """
    trees = [layer[name] for layer in panel["layers"] for name in SETTINGS]
    numbers = evaluate_arrays(
        parts, [panel["inputs"], 0 if panel["unit"] is None else panel["unit"], *trees], values
    )
    inputs, given, *settings = (nearest(float(number)) for number in numbers)
    rows = [Row("input", *counted(inputs))]
    for place, layer in enumerate(panel["layers"]):
        own = dict(zip(SETTINGS, settings[4 * place : 4 * place + 4], strict=True))
        rows.append(above(rows[-1], plain(layer["label"]), own))
    last = [row for row in rows if row.length]
    if last:
        middle = (last[-1].length - 1) // 2
        asked = None if panel["unit"] is None else given
        chosen = next((u for u in (unit, asked) if u is not None), middle)
        look(last, min(max(chosen, 0), last[-1].length - 1))
    return rows


def counted(inputs):
    """(length, trouble) of the input row."""
    if inputs is None or not 1 <= inputs <= MOST_CELLS:
        return 0, f"{said(inputs)} cells cannot be drawn"
    return inputs, ""


def said(number):
    return number_text(math.nan if number is None else number)


def above(below, label, layer):
    """The row that a layer makes of the row below, whose padding is set."""
    trouble = misfit(below, layer)
    if trouble:
        return Row(label, trouble=trouble)
    below.padding = layer["padding"]
    reach = layer["dilation"] * (layer["kernel"] - 1)
    length = (below.length + 2 * layer["padding"] - reach - 1) // layer["stride"] + 1
    offset = below.offset + below.scale * (reach / 2 - layer["padding"])
    return Row(label, length, layer=layer, scale=below.scale * layer["stride"], offset=offset)


def misfit(below, layer):
    """In words why a layer makes no row, or nothing."""
    if not below.length:
        return "no row below it"
    for name, value in layer.items():
        if value is None or value < (name != "padding"):
            return f"{name} {said(value)} is not possible"
    padded = below.length + 2 * layer["padding"]
    span = layer["dilation"] * (layer["kernel"] - 1) + 1
    if padded > MOST_CELLS:
        return f"{said(padded)} cells below are too many to draw"
    return f"its kernel spans {said(span)} cells, below are {padded}" if span > padded else ""


def look(rows, unit):
    """Marks in every row what a unit of the last one sees."""
    rows[-1].seen, rows[0].span = [unit], 1
    for row, below in zip(rows[:0:-1], rows[-2::-1], strict=True):
        touched = {place for v in row.seen for place in touches(row.layer, v)}
        below.seen = sorted(place for place in touched if 0 <= place < below.length)
        below.outside = sorted(touched.difference(below.seen))
        rows[0].span += row.layer["dilation"] * (row.layer["kernel"] - 1) * below.scale


def touches(layer, place):
    """The places of the row below that one cell reads."""
    first = place * layer["stride"] - layer["padding"]
    return [first + j * layer["dilation"] for j in range(layer["kernel"])]


def refusal(panel, parts, values):
    """In words what does not fit at these values, or nothing."""
    rows = stack(panel, parts, values)
    return next((row.words for row in rows if row.trouble), "")
