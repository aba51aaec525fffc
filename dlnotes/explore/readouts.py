"""Numbers below the panels."""

from dlnotes.explore.formulas import Formula
from dlnotes.explore.labels import label as label_runs
from dlnotes.explore.labels import plain


class Readout:
    """A number below the panels.

    Args:
        label: words or expression.
        value: a formula of the sliders.
        unit: written after the number.
        digits: significant digits.
        shows: the equation or code that it shows; see `dlnotes.explore.shows`.
    """

    def __init__(self, label, value, *, unit="", digits=3, shows=None):
        if not 1 <= digits <= 15:
            raise ValueError(f"Readout: digits={digits}: expected 1 to 15")
        self.label, self.value, self.unit, self.digits = label_runs(label), value, unit, digits
        self.shows = shows

    def spec(self):
        formula = Formula(self.value, f"readout {plain(self.label)!r}", path=(plain(self.label),))
        return {"label": self.label, "f": formula, "unit": self.unit, "digits": self.digits}
