"""The controls of `live`: rows like those of explorers, and what a function takes from them."""

from pathlib import Path

import sympy as sp

from dlnotes.explore.controls import Choice, Control, Slider, Switch
from dlnotes.explore.widget import Widget

SCRIPT = Path(__file__).parent / "live_settings.js"
TYPES = {Choice: int, Switch: bool}


class Settings(Widget):
    """A group of controls.

    Args:
        title: what the group is called by those who read the page aloud.
        sliders: {name: (low, high, value), (low, high, value, "log") or a control}.

    Raises:
        TypeError, ValueError: naming the control.
    """

    def __init__(self, title, sliders):
        controls = {name: control(name, given) for name, given in sliders.items()}
        self._types = {name: type_of(made, sliders[name]) for name, made in controls.items()}
        rows = [made.spec() | {"name": name, "hidden": False} for name, made in controls.items()]
        spec = {"kind": "settings", "id": "settings", "title": title, "sliders": rows}
        super().__init__([SCRIPT], spec=spec, values={row["name"]: row["value"] for row in rows})

    def taken(self):
        """{name: value}, as a function takes them: whole numbers as int, switches as bool."""
        return {name: kind(self.values[name]) for name, kind in self._types.items()}

    def _line(self):
        return f"{self.spec['title']}: {', '.join(self._types)}"

    def _page(self):
        return ""


def control(name, given):
    """The control that the keyword `name` asks for.

    Raises:
        TypeError, ValueError: naming the control.
    """
    if isinstance(given, Control):
        return given
    if not isinstance(given, tuple) or len(given) not in (3, 4) or given[3:] not in ((), ("log",)):
        raise TypeError(
            f"{name}={given!r}: expected (low, high, value), (low, high, value, 'log') or a control"
        )
    low, high, value = given[:3]
    step = 1 if type_of(None, given) is int else None
    log = len(given) == 4
    return Slider(sp.Symbol(name), low, high, value=value, step=step, log=log, label=name)


def type_of(made, given):
    """The type of a control's values: whole numbers where those that were given are."""
    if isinstance(given, tuple):
        return int if len(given) == 3 and all(isinstance(n, int) for n in given) else float
    if type(made) in TYPES:
        return TYPES[type(made)]
    step = (made.high - made.low) / made.steps
    return int if not made.log and made.low == int(made.low) and step == int(step) else float
