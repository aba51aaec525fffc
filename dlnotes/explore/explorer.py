"""The explorer: sliders, panels and readouts that live in a notebook, on a page, and in print."""

from base64 import b64encode
from html import escape
from numbers import Real

import numpy as np
import traitlets

from dlnotes.explore.arrays import evaluate_arrays
from dlnotes.explore.axes import number_text
from dlnotes.explore.formulas import compiled
from dlnotes.explore.labels import plain
from dlnotes.explore.picture import picture
from dlnotes.explore.simulation import bar_values, curve_values, path_values, surface_values
from dlnotes.explore.widget import Widget, checked_name, container

MOST_PANELS = 6
PANELS = (
    "display:grid;gap:12px;grid-template-columns:repeat(auto-fit,minmax(min(100%,{least}px),1fr))"
)
CONTROLS = (
    "display:grid;gap:4px 24px;margin-top:8px;"
    "grid-template-columns:repeat(auto-fill,minmax(min(100%,230px),1fr))"
)

NOTE = (
    '<div style="grid-column:1/-1;height:44px">The sliders move on the book\'s page, and here '
    "once the notebook runs.</div>"
)


class Explorer(Widget):
    """Sliders, panels and readouts made from formulas.

    Args:
        name: names it on the page and in shared addresses: lower-case words with hyphens.
        sliders: a list of `Slider`.
        panels: a list of `Curves`, `Paths`, `Heatmap` or `Bars`.
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
        return values

    def _line(self):
        names = ", ".join(s["name"] for s in self.spec["sliders"])
        return f"Explorer {self.spec['id']}: {names}"

    def _page(self):
        return page(self.spec)


def checked_names(name, sliders, panels, alt):
    checked_name(name)
    if not isinstance(alt, str) or not 20 <= len(alt) <= 400:
        raise ValueError(f"alt={alt!r}: expected 20 to 400 characters that say what is seen")
    names = [slider.name for slider in sliders]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise ValueError(f"explorer {name}: two sliders are named {twice[0]}")
    if not 1 <= len(panels) <= MOST_PANELS:
        raise ValueError(f"explorer {name}: {len(panels)} panels: expected 1 to {MOST_PANELS}")


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


def draggable_checked(spec):
    names = {s["name"] for s in spec["sliders"]}
    for panel in spec["panels"]:
        for marker in panel.get("markers", ()):
            for name in filter(None, marker["drag"] or ()):
                if name not in names:
                    raise ValueError(f"marker {plain(marker['label'])!r}: drag: no slider {name}")


def shown_checked(spec):
    """Refuses what shows nothing at the sliders' first values."""
    values = {s["name"]: s["value"] for s in spec["sliders"]}
    for panel in spec["panels"]:
        for place, shown in visible(panel, spec["parts"], values):
            if not np.isfinite(shown).any():
                raise ValueError(
                    f"explorer {spec['id']}: {place} is nowhere a finite number at the sliders' "
                    "first values"
                )


def visible(panel, parts, values):
    """(what, array) for everything that a panel draws."""
    if panel["kind"] == "curves":
        for curve, ys in zip(panel["curves"], curve_values(panel, parts, values)[1], strict=True):
            yield f"curve {plain(curve['label'])!r}", ys
    if panel["kind"] == "bars":
        yield "every bar", bar_values(panel, parts, values)
    if panel["kind"] == "heatmap":
        yield (
            "the heat map",
            surface_values(panel, panel["value"], panel["plane"], parts, values),
        )
    if panel["kind"] == "paths":
        for method in panel["methods"]:
            x, y = path_values(panel, method, parts, values)
            yield f"path {plain(method['label'])!r}", x + y


def page(spec):
    """The container of a static page: the data, and the picture that stands there without it."""
    values = {s["name"]: s["value"] for s in spec["sliders"]}
    many = len(spec["panels"]) > 1
    size = (420, 300) if many else (640, 400)
    pictures = "".join(
        image(picture(panel, spec["parts"], values, size), spec["alt"] if index == 0 else "")
        for index, panel in enumerate(spec["panels"])
    )
    return container(
        spec,
        f'<div style="{PANELS.format(least=300 if many else 320)}">{pictures}</div>'
        f'<div style="{CONTROLS}">{settings(spec, values)}{NOTE}</div>',
    )


def image(svg, alt):
    encoded = b64encode(svg.encode()).decode()
    return (
        f'<img alt="{escape(alt)}" src="data:image/svg+xml;base64,{encoded}" '
        'style="width:100%;height:auto;min-height:280px;display:block;margin:0">'
    )


def settings(spec, values):
    """The sliders' first values and the readouts as text, as high as the controls will be."""
    rows = [
        (plain(s["label"]), number_text(s["value"]), s["unit"])
        for s in spec["sliders"]
        if not s["hidden"]
    ]
    found = evaluate_arrays(spec["parts"], [r["f"] for r in spec["readouts"]], values)
    rows += [
        (plain(r["label"]), number_text(float(v), r["digits"]), r["unit"])
        for r, v in zip(spec["readouts"], found, strict=True)
    ]
    if any(panel.get("play") for panel in spec["panels"]):
        rows.append(("shown up to step", most_steps(spec), ""))
    return "".join(
        f'<div style="height:58px">{escape(name)}: {value} {escape(unit)}</div>'
        for name, value, unit in rows
    )


def most_steps(spec):
    return max(panel["steps"] for panel in spec["panels"] if panel.get("play"))
