"""The explorer: sliders, panels and readouts that live in a notebook, on a page, and in print."""

from numbers import Real

import traitlets

from dlnotes.explore.formulas import compiled
from dlnotes.explore.page import page
from dlnotes.explore.refusals import checked_names, draggable_checked, shown_checked
from dlnotes.explore.widget import Widget


class Explorer(Widget):
    """Sliders, panels and readouts made from formulas.

    Args:
        name: names it on the page and in shared addresses: lower-case words with hyphens.
        sliders: a list of `Slider`.
        panels: a list of `Curves`, `Bars`, `Heatmap`, `Paths`, `Plane`, `Layers` or `Outcomes`.
        readouts: a list of `Readout`.
        alt: one or two sentences that say what the picture shows.

    Attributes:
        values: {slider name: number}; it follows the sliders, and they follow it. Use
            `explorer.observe(function, "values")` to hear of changes.

    Raises:
        ValueError: what cannot be drawn, by name.
    """

    def __init__(self, name, *, sliders, panels, readouts=(), alt):
        checked_names(name, sliders, panels, alt)
        spec = specification(name, sliders, panels, readouts, alt)
        super().__init__(spec=spec, values={s.name: s.value for s in sliders})

    @traitlets.validate("values")
    def _valid(self, proposal):
        ranges = {s["name"]: s for s in self.spec["sliders"]}
        values = {**{name: s["value"] for name, s in ranges.items()}, **proposal["value"]}
        for name, value in values.items():
            if name not in ranges:
                raise ValueError(f"values: no slider is named {name!r}: {', '.join(ranges)}")
            slider = ranges[name]
            if not isinstance(value, Real) or not slider["min"] <= value <= slider["max"]:
                raise ValueError(
                    f"values: {name}={value!r}: expected {slider['min']} to {slider['max']}"
                )
            if "names" in slider and value != int(value):
                raise ValueError(f"values: {name}={value!r}: expected the place of a name, a whole")
        return values

    def _line(self):
        names = ", ".join(s["name"] for s in self.spec["sliders"])
        return f"Explorer {self.spec['id']}: {names}"

    def _page(self):
        return page(self.spec)


def specification(name, sliders, panels, readouts, alt):
    """The explorer as JSON data."""
    data = {"panels": [p.spec() for p in panels], "readouts": [r.spec() for r in readouts]}
    data, parts = compiled(data, [s.symbol for s in sliders])
    spec = {
        "version": 1,
        "kind": "explorer",
        "id": name,
        "alt": alt,
        "sliders": [s.spec() for s in sliders],
        "parts": parts,
        **data,
    }
    draggable_checked(spec)
    shown_checked(spec)
    return spec
