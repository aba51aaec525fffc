"""The receptive field: which pixels one unit of a feature map sees, and how much each counts.

Four ways to it, which agree where they all apply:

- `recurrences`: arithmetic on a stack of layers, upwards and downwards
- `tracing`: backwards through the graph of a branching module (`graphs`), by the rules of torch's
  functions (`operations`)
- `measured_field`: read from gradients
- `effective_field`: how much each pixel of the field counts

`layers` describes one layer and `field` what a unit sees. `architectures` are well-known networks
as tables of layers, `backbones` small networks to measure on.
"""

from dlnotes.vision.receptive_field.effective_field import effective
from dlnotes.vision.receptive_field.field import ReceptiveField
from dlnotes.vision.receptive_field.layers import Layer
from dlnotes.vision.receptive_field.measured_field import empirical
from dlnotes.vision.receptive_field.recurrences import (
    fields,
    neighbours,
    receptive_field,
    top_down,
)
from dlnotes.vision.receptive_field.tracing import from_module, regions

__all__ = [
    "Layer",
    "ReceptiveField",
    "effective",
    "empirical",
    "fields",
    "from_module",
    "neighbours",
    "receptive_field",
    "regions",
    "top_down",
]
