"""A choice among named options, as radio buttons."""

from dlnotes.explore.controls.control import Control
from dlnotes.explore.labels import label as label_runs
from dlnotes.explore.labels import plain

MOST_NAMES = 20


class Choice(Control):
    """A symbol that is 0, 1, 2, ..., each under a name: for a `Piecewise`.

    Args:
        symbol: the sympy symbol that formulas use; its name stands in shared addresses.
        names: two to twenty different texts; the place of a name is its value.
        value: where it starts: a name or its place.
        label: text, `$...$` or a sympy expression; the symbol if left out.

    Raises:
        TypeError: the symbol is not a symbol, or the names are not texts.
        ValueError: names that are too few, too many or alike; a value that is none of them.
    """

    noun = "choice"

    def __init__(self, symbol, names, *, value=0, label=None):
        super().__init__(symbol, label)
        if not isinstance(names, list | tuple) or not all(isinstance(n, str) for n in names):
            raise TypeError(f"choice {self.name}: names={names!r}: expected a list of texts")
        if not 2 <= len(set(names)) == len(names) <= MOST_NAMES:
            raise ValueError(
                f"choice {self.name}: names={names!r}: expected 2 to {MOST_NAMES} different texts"
            )
        self.names = [plain(label_runs(name)) for name in names]
        self.low, self.high, self.steps = 0, len(names) - 1, len(names) - 1
        self.value = self._place(value)

    def _place(self, value):
        if isinstance(value, str) and value not in self.names:
            raise ValueError(f"choice {self.name}: value={value!r}: expected one of {self.names}")
        place = self.names.index(value) if isinstance(value, str) else self.number("value", value)
        if place not in range(len(self.names)):
            raise ValueError(
                f"choice {self.name}: value={value}: expected a whole number from 0 to "
                f"{self.high}, the place of a name"
            )
        return place

    def refusal(self, value):
        whole = not super().refusal(value) and value == int(value)
        return "" if whole else f"expected the place of a name, a whole number to {self.high}"

    def spec(self):
        return {**super().spec(), "kind": "choice", "names": self.names}
