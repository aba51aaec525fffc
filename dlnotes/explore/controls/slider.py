"""A slider: one symbol, its range, and the value it starts with."""

from dlnotes.explore.controls.control import Control

STEPS = 200


class Slider(Control):
    """A symbol that takes the numbers of a range.

    Args:
        symbol: the sympy symbol that formulas use; its name stands in shared addresses.
        low, high: the range, both ends included.
        value: where it starts.
        step: distance of two settings; a 200th of the range, or of its logarithm, if left out.
        log: equal ways along the slider multiply the value by equal factors.
        label: text, `$...$` or a sympy expression; the symbol if left out.
        unit: written after the value.
        hidden: no row of its own, because a draggable point of a panel moves it.

    Raises:
        TypeError: the symbol is not a symbol, or a number is not real.
        ValueError: an empty range, a step larger than it, a log slider that reaches zero, a value
            outside, a step for a log slider.
    """

    noun = "slider"

    def __init__(
        self, symbol, low, high, *, value, step=None, log=False, label=None, unit="", hidden=False
    ):
        super().__init__(symbol, label)
        self.low, self.high = self.number("low", low), self.number("high", high)
        self.value = self.number("value", value)
        self.log, self.unit, self.hidden = log, unit, hidden
        self._check_range()
        self.steps = self._steps(step)

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
        step = self.number("step", step)
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
        return {**super().spec(), "log": self.log, "unit": self.unit, "hidden": self.hidden}
