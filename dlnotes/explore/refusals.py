"""What an explorer refuses when it is made, by name."""

import numpy as np

from dlnotes.explore import panels
from dlnotes.explore.labels import plain
from dlnotes.explore.widget import checked_name

MOST_PANELS = 6


def checked_names(name, controls, shown, alt):
    checked_name(name)
    if not isinstance(alt, str) or not 20 <= len(alt) <= 400:
        raise ValueError(f"alt={alt!r}: expected 20 to 400 characters that say what is seen")
    names = [control.name for control in controls]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise ValueError(f"explorer {name}: two controls are named {twice[0]}")
    if not 1 <= len(shown) <= MOST_PANELS:
        raise ValueError(f"explorer {name}: {len(shown)} panels: expected 1 to {MOST_PANELS}")


def draggable_checked(spec):
    """Refuses a marker that moves what is no slider."""
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
        reason = panels.kind(panel["kind"]).refusal(panel, spec["parts"], values)
        if reason:
            raise ValueError(f"explorer {spec['id']}: at the sliders' first values {reason}")


def nowhere(shown):
    """In words the first of (what, array) that is nowhere a finite number, or nothing."""
    bare = (place for place, found in shown if not np.isfinite(found).any())
    return next((f"{place} is nowhere a finite number" for place in bare), "")
