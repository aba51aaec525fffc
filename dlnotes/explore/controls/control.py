"""What all controls share: a symbol that formulas use, its values, and its label."""

import math
from numbers import Real

import sympy as sp

from dlnotes.explore.labels import label as label_runs


class Control:
    """A symbol that the reader sets.

    Attributes:
        symbol, name: formulas use the symbol; its name stands in shared addresses.
        low, high, steps: the values lie on `steps` equal steps from `low` to `high`.
        value: where it starts.
        label: runs of text.

    Raises:
        TypeError: the symbol is not a symbol.
    """

    noun = "control"

    def __init__(self, symbol, label):
        if not isinstance(symbol, sp.Symbol) or not symbol.name.isidentifier():
            raise TypeError(f"symbol={symbol!r}: expected a sympy symbol named by one word")
        self.symbol, self.name = symbol, symbol.name
        self.label = label_runs(label, default=symbol)

    def number(self, name, value):
        """A finite number, whole ones as int."""
        if isinstance(value, bool) or not isinstance(value, Real | sp.Number):
            raise TypeError(f"{self.noun} {self.name}: {name}={value!r}: expected a number")
        if not math.isfinite(value):
            raise ValueError(f"{self.noun} {self.name}: {name}={value}: expected a finite number")
        return int(value) if value == int(value) else float(value)

    def refusal(self, value):
        """In words what is wrong with a value, or nothing."""
        if not isinstance(value, Real) or not self.low <= value <= self.high:
            return f"expected {self.low} to {self.high}"
        return ""

    def spec(self):
        """What the browser needs, as JSON data."""
        return {
            "name": self.name,
            "label": self.label,
            "min": self.low,
            "max": self.high,
            "steps": self.steps,
            "value": self.value,
            "log": False,
            "unit": "",
            "hidden": False,
        }
