"""A switch: on or off."""

from dlnotes.explore.controls.control import Control


class Switch(Control):
    """A symbol that is 1 where the switch is on, and 0 where it is off.

    Args:
        symbol: the sympy symbol that formulas use; its name stands in shared addresses.
        on: whether it starts on.
        label: what is on or off: text, `$...$` or a sympy expression; the symbol if left out.

    Raises:
        TypeError: the symbol is not a symbol, or `on` is not True or False.
    """

    noun = "switch"

    def __init__(self, symbol, *, on=False, label=None):
        super().__init__(symbol, label)
        if not isinstance(on, bool):
            raise TypeError(f"switch {self.name}: on={on!r}: expected True or False")
        self.low, self.high, self.steps, self.value = 0, 1, 1, int(on)

    def refusal(self, value):
        return "" if value in (0, 1) else "expected 0 (off) or 1 (on)"

    def spec(self):
        return {**super().spec(), "kind": "switch"}
