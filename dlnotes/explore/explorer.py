"""The explorer: controls, panels and readouts that live in a notebook, on a page, and in print."""

import traitlets

from dlnotes.explore.browser import EXPLORER
from dlnotes.explore.formulas import compiled, leaves
from dlnotes.explore.page import page
from dlnotes.explore.panels import script
from dlnotes.explore.refusals import checked_names, draggable_checked, shown_checked
from dlnotes.explore.sameness import compare_shown
from dlnotes.explore.shows import check_names, named, resolved, words
from dlnotes.explore.widget import Widget


class Explorer(Widget):
    """Controls, panels and readouts made from formulas.

    Args:
        name: names it on the page and in shared addresses: lower-case words with hyphens.
        sliders: a list of `Slider`, `Choice` and `Switch`.
        panels: a list of panels: `Curves`, `Bars`, `Heatmap`, ..., a kind each in `panels/`.
        readouts: a list of `Readout`.
        alt: one or two sentences that say what the picture shows.

    Attributes:
        values: {control name: number}; it follows the controls, and they follow it. Use
            `explorer.observe(function, "values")` to hear of changes.

    Raises:
        ValueError: what cannot be drawn, by name.
    """

    def __init__(self, name, *, sliders, panels, readouts=(), alt):
        controls = [*sliders, *(c for panel in panels for c in getattr(panel, "controls", ()))]
        checked_names(name, controls, panels, alt)
        spec = specification(name, controls, panels, readouts, alt)
        self._controls = {control.name: control for control in controls}
        scripts = [script(kind) for kind in sorted({panel.kind for panel in panels})]
        super().__init__(
            [EXPLORER, *scripts], spec=spec, values={c.name: c.value for c in controls}
        )

    @traitlets.validate("values")
    def _valid(self, proposal):
        controls = self._controls
        values = {**{name: c.value for name, c in controls.items()}, **proposal["value"]}
        for name, value in values.items():
            if name not in controls:
                raise ValueError(f"values: no slider is named {name!r}: {', '.join(controls)}")
            reason = controls[name].refusal(value)
            if reason:
                raise ValueError(f"values: {name}={value!r}: {reason}")
        return values

    def _line(self):
        names = ", ".join(s["name"] for s in self.spec["sliders"])
        return f"Explorer {self.spec['id']}: {names}"

    def _page(self):
        return page(self.spec)


def specification(name, sliders, panels, readouts, alt):
    """The explorer as JSON data."""
    data = {"panels": [p.spec() for p in panels], "readouts": [r.spec() for r in readouts]}
    owners = zip([*panels, *readouts], [*data["panels"], *data["readouts"]], strict=True)
    shows = shown_by(owners, sliders)
    data, parts = compiled(data, [s.symbol for s in sliders if s.symbol is not None])
    spec = {
        "version": 1,
        "kind": "explorer",
        "id": name,
        "alt": alt,
        "sliders": [s.spec() for s in sliders],
        "parts": parts,
        **data,
    }
    if any(value is not None for _, value in shows):
        spec["shows"] = [[f.place, "" if v is None else words(v)] for f, v in shows]
    draggable_checked(spec)
    shown_checked(spec)
    for formula, value in shows:
        if value is not None:
            compare_shown(formula, value, sliders)
    return spec


def shown_by(owners, controls):
    """(formula, what it shows or None) of every formula that states something.

    Args:
        owners: (panel or readout, its data with formulas).
        controls: the explorer's sliders.
    """
    found = []
    for owner, data in owners:
        formulas = [f for f in leaves(data) if f.path is not None]
        check_names(owner.shows, formulas, type(owner).__name__)
        for formula in formulas:
            value, exact = named(owner.shows, formula)
            own = exact or formula.index is not None  # one of several numbers of a piece of code
            if not formula.plain or (value is not None and own):
                value = None if value is None else resolved(value, formula, controls)
                found.append((formula, value))
    return found
