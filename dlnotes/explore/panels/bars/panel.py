"""Bars, as JSON data."""

from dlnotes.explore.axes import axis
from dlnotes.explore.formulas import count_checked, named_formulas


class Bars:
    """Bars, one formula of the sliders each.

    Args:
        bars: {label: formula}.
        y_label, y_limits, log_y, title, shows: as for `Curves`.
    """

    kind = "bars"

    def __init__(self, bars, *, y_label="", y_limits=None, log_y=False, title="", shows=None):
        count_checked("Bars", bars)
        if log_y and y_limits is None:
            raise ValueError("Bars: log_y needs y_limits: a log bar has no zero to grow from")
        self.bars, self.y, self.title = bars, axis("y", y_limits, y_label, log_y), title
        self.shows = shows

    def spec(self):
        bars = named_formulas("bar", self.bars, [])
        return {"kind": self.kind, "title": self.title, "y": self.y, "bars": bars}
