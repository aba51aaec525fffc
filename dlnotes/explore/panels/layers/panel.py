"""Stacks of layers, as JSON data."""

from numbers import Integral

from dlnotes.explore.formulas import Formula
from dlnotes.explore.labels import label as label_runs

MOST_LAYERS = 8
SETTINGS = ("kernel", "stride", "dilation", "padding")


class Layer:
    """One convolution or pooling layer over a row of cells.

    Args:
        label: words or expression.
        kernel, stride, dilation, padding: whole numbers or formulas of the sliders, rounded to the
            nearest whole number; `padding` cells stand at either end.
    """

    def __init__(self, label, kernel, stride=1, dilation=1, padding=0):
        self.label = label
        self.settings = dict(zip(SETTINGS, (kernel, stride, dilation, padding), strict=True))

    def spec(self):
        formulas = {
            n: Formula(v, f"{n} of layer {self.label!r}", path=(self.label, n))
            for n, v in self.settings.items()
        }
        return {"label": label_runs(self.label), **formulas}


class Layers:
    """Rows of cells, the input at the bottom, and the cells that one unit of the top row sees.

    Layer l reads the cells v s + j d - p of the row below, j = 0, ..., k - 1, so that a row of n
    cells gives floor((n + 2 p - d (k - 1) - 1) / s) + 1. Cells count from 0. The reader moves the
    unit along the top row; where `unit` is the symbol of a slider, this moves that slider.

    Args:
        layers: from the bottom up, `Layer` rows, or dicts with their arguments.
        inputs: how many cells the input has, a number or a formula of the sliders.
        unit: formula of the lit unit's place in the top row; the middle if left out.
        title: words above the panel.
        shows: the equation or code that a setting, named by the layer, shows.
    """

    kind = "layers"

    def __init__(self, layers, *, inputs=25, unit=None, title="", shows=None):
        if not 1 <= len(layers) <= MOST_LAYERS:
            raise ValueError(f"Layers: {len(layers)} of them: expected 1 to {MOST_LAYERS}")
        if isinstance(inputs, Integral) and inputs < 1:
            raise ValueError(f"Layers: inputs={inputs}: expected at least one cell")
        self.layers = [as_layer(place, given) for place, given in enumerate(layers, start=1)]
        self.inputs, self.unit, self.title = inputs, unit, title
        self.shows = shows

    def spec(self):
        return {
            "kind": self.kind,
            "title": self.title,
            "inputs": Formula(self.inputs, "inputs of the layers", path=("inputs",)),
            "unit": None if self.unit is None else Formula(self.unit, "unit of the layers"),
            "layers": [layer.spec() for layer in self.layers],
        }


def as_layer(place, given):
    """A `Layer` as it is, or made from a dict."""
    if isinstance(given, Layer):
        return given
    if not isinstance(given, dict):
        raise TypeError(f"Layers: layer {place} is {given!r}: expected a Layer or a dict")
    known = ("label", *SETTINGS)
    unknown = [name for name in given if name not in known]
    if unknown or "label" not in given or "kernel" not in given:
        raise ValueError(
            f"Layers: layer {place} has {', '.join(map(str, given))}: expected label and kernel, "
            f"and may have stride, dilation and padding"
        )
    return Layer(**given)
