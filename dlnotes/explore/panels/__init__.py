"""The kinds of panels, a folder each.

A folder is a kind where it holds `panel.js`, its module for the browser. Its package exports the
classes that chapters use (`__all__`), each panel with `spec()`, and two functions of a panel's JSON
data, the explorer's shared parts, and {slider name: value}:

    draw_panel(panel, parts, values, size)    the static picture, a `Plot`
    refusal(panel, parts, values)       in words why nothing can be seen, or ""
"""

from functools import cache
from importlib import import_module
from pathlib import Path

FOLDER = Path(__file__).parent
KINDS = sorted(script.parent.name for script in FOLDER.glob("*/panel.js"))


@cache
def kind(name):
    """The package of a kind."""
    if name not in KINDS:
        raise ValueError(f"panel: kind={name!r}: expected one of {', '.join(KINDS)}")
    return import_module(f"{__name__}.{name}")


def script(name):
    """The browser's module of a kind."""
    return FOLDER / name / "panel.js"
