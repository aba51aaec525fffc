"""The container of a static page: the data, and the picture that stands there without scripts."""

from base64 import b64encode
from html import escape

from dlnotes.explore.arrays import evaluate_arrays
from dlnotes.explore.axes import number_text
from dlnotes.explore.controls.rows import ROW, row
from dlnotes.explore.labels import plain
from dlnotes.explore.picture import picture
from dlnotes.explore.widget import container

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
    """The controls' first values and the readouts as text, as high as the controls will be."""
    rows = [row(control) for control in spec["sliders"] if not control["hidden"]]
    found = evaluate_arrays(spec["parts"], [r["f"] for r in spec["readouts"]], values)
    told = [
        (plain(r["label"]), number_text(float(v), r["digits"]), r["unit"])
        for r, v in zip(spec["readouts"], found, strict=True)
    ]
    if any(panel.get("play") for panel in spec["panels"]):
        told.append(("shown up to step", most_steps(spec), ""))
    rows += [ROW.format(escape(f"{name}: {value} {unit}")) for name, value, unit in told]
    return "".join(rows)


def most_steps(spec):
    return max(panel["steps"] for panel in spec["panels"] if panel.get("play"))
