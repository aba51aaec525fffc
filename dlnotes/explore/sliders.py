"""A slider: one symbol, its range, and the value it starts with."""

import math
from numbers import Real

import sympy as sp

from dlnotes.explore.axes import number_text
from dlnotes.explore.labels import label as label_runs
from dlnotes.explore.labels import plain

STEPS = 200
MOST_NAMES = 20


class Slider:
    """One setting of an explorer.

    Args:
        symbol: the sympy symbol that formulas use; its name stands in shared addresses.
        low, high: the range, both ends included; left out where there are names.
        value: where it starts; with names a place from 0, or a name.
        step: distance of two settings; a 200th of the range, or of its logarithm, if left out.
        log: equal ways along the slider multiply the value by equal factors.
        label: text, `$...$` or a sympy expression; the symbol if left out.
        unit: written after the value.
        hidden: no row of its own, because a draggable point of a panel moves it.
        names: texts that stand for the values 0, 1, 2, ...; formulas use the whole number.

    Raises:
        TypeError: the symbol is not a symbol, or a number is not real.
        ValueError: an empty range, a step larger than it, a log slider that reaches zero, a value
            outside, a step for a log slider; names that are not two to twenty different texts.
    """

    def __init__(
        self,
        symbol,
        low=None,
        high=None,
        *,
        value,
        step=None,
        log=False,
        label=None,
        unit="",
        hidden=False,
        names=None,
    ):
        if not isinstance(symbol, sp.Symbol) or not symbol.name.isidentifier():
            raise TypeError(f"symbol={symbol!r}: expected a sympy symbol named by one word")
        self.symbol, self.name, self.names = symbol, symbol.name, None
        if names is not None:
            self.names = self._names(names, low, high, step, log)
            low, high, step = 0, len(names) - 1, 1
            value = self._place(value)
        self.low, self.high = self._number("low", low), self._number("high", high)
        self.value = self._number("value", value)
        self.log, self.hidden = log, hidden
        self._check_range()
        self.steps = self._steps(step)
        self.label, self.unit = label_runs(label, default=symbol), unit

    def _names(self, names, low, high, step, log):
        if not isinstance(names, list | tuple) or not all(isinstance(n, str) for n in names):
            raise TypeError(f"slider {self.name}: names={names!r}: expected a list of texts")
        if not 2 <= len(set(names)) == len(names) <= MOST_NAMES:
            raise ValueError(
                f"slider {self.name}: names={names!r}: expected 2 to {MOST_NAMES} different texts"
            )
        given = zip((low, high, step), (0, len(names) - 1, 1), strict=True)
        if log or any(value not in (None, own) for value, own in given):
            raise ValueError(
                f"slider {self.name}: the names give the range and the step: leave out low, high, "
                "step and log"
            )
        return [plain(label_runs(n)) for n in names]

    def _place(self, value):
        if isinstance(value, str) and value not in self.names:
            raise ValueError(f"slider {self.name}: value={value!r}: expected one of {self.names}")
        place = self.names.index(value) if isinstance(value, str) else self._number("value", value)
        if place not in range(len(self.names)):
            raise ValueError(
                f"slider {self.name}: value={value}: expected a whole number from 0 to "
                f"{len(self.names) - 1}, the place of a name"
            )
        return place

    def _number(self, name, value):
        if isinstance(value, bool) or not isinstance(value, Real | sp.Number):
            raise TypeError(f"slider {self.name}: {name}={value!r}: expected a number")
        if not math.isfinite(value):
            raise ValueError(f"slider {self.name}: {name}={value}: expected a finite number")
        return int(value) if value == int(value) else float(value)

    def _check_range(self):
        interval = f"slider {self.name}: the range {self.low} to {self.high}"
        if not self.low < self.high:
            raise ValueError(f"{interval} is empty")
        if self.log and self.low <= 0:
            raise ValueError(f"{interval} reaches zero, which a log slider cannot")
        if not self.low <= self.value <= self.high:
            raise ValueError(f"{interval} does not hold value={self.value}")

    def _steps(self, step):
        if step is None:
            return STEPS
        if self.log:
            raise ValueError(f"slider {self.name}: step={step}: a log slider takes none")
        step = self._number("step", step)
        if not 0 < step <= self.high - self.low:
            raise ValueError(
                f"slider {self.name}: step={step}: expected more than 0 and at most the range, "
                f"{self.high - self.low}"
            )
        return self._whole((self.high - self.low) / step, step)

    def _whole(self, steps, step):
        if abs(steps - round(steps)) > 1e-6 or steps > 100_000:
            raise ValueError(f"slider {self.name}: step={step} does not divide the range")
        return round(steps)

    def spec(self):
        """What the browser needs, as JSON data."""
        return {
            "name": self.name,
            "label": self.label,
            "min": self.low,
            "max": self.high,
            "steps": self.steps,
            "value": self.value,
            "log": self.log,
            "unit": self.unit,
            "hidden": self.hidden,
            **({"names": self.names} if self.names else {}),
        }


def value_text(slider, value):
    """What a slider says at a value, without its unit.

    Args:
        slider: its JSON data.
        value: a number.
    """
    return slider["names"][round(value)] if "names" in slider else number_text(value)
