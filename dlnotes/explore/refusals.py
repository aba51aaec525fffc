"""What an explorer refuses when it is made, by name."""

import numpy as np

from dlnotes.explore.fields import stack
from dlnotes.explore.labels import plain
from dlnotes.explore.simulation import (
    bar_values,
    curve_values,
    outcome_values,
    path_values,
    shape_values,
    surface_values,
)
from dlnotes.explore.widget import checked_name

MOST_PANELS = 6


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
        if panel["kind"] == "layers":
            stack_checked(spec["id"], stack(panel, spec["parts"], values))
        for place, shown in visible(panel, spec["parts"], values):
            if not np.isfinite(shown).any():
                raise ValueError(
                    f"explorer {spec['id']}: {place} is nowhere a finite number at the sliders' "
                    "first values"
                )


def stack_checked(name, rows):
    for row in rows:
        if row.trouble:
            raise ValueError(f"explorer {name}: at the sliders' first values, {row.words}")


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
    if panel["kind"] == "plane":
        for shape in panel["shapes"]:
            x, y = shape_values(shape, parts, values)
            yield f"{shape['kind']} {plain(shape['label'])!r}", x + y
    if panel["kind"] == "outcomes":
        for method in panel["methods"]:
            x, y = outcome_values(panel, method, parts, values)
            yield f"outcome {plain(method['label'])!r}", x + y
