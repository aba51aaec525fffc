"""`live` runs real code under a kernel: sliders, and the figure that a function draws from them."""

import asyncio
import io
import math
from base64 import b64encode
from html import escape

import ipywidgets as widgets
import matplotlib.pyplot as plt
import sympy as sp
import traitlets
from matplotlib.figure import Figure

from dlnotes.explore.controls import Choice, Control, Slider
from dlnotes.explore.labels import plain

STALE = "The picture shows the last setting that worked."
PAUSE = 0.05  # seconds in which further changes are gathered


def live(function, **sliders):
    """Sliders above the figure that `function(**values)` returns; it is drawn anew when they move.

    Without a kernel the page shows the first figure. For formulas take an `Explorer`, which moves
    everywhere. The function calls `alt("...")` on its figure, for those who cannot see it.

    Args:
        function: takes the sliders' values by name and returns a matplotlib figure.
        sliders: (low, high, value), (low, high, value, "log"), or a `Slider`, `Choice` or `Switch`.
            Three whole numbers make a slider of whole numbers.

    Returns:
        A box of widgets.

    Raises:
        TypeError, ValueError: a slider cannot be made, or the first call returns no figure. Errors
            of later calls are shown in the box.
    """
    return Live(function, sliders)


class Picture(widgets.Image):
    """An image that may have a tooltip: the browser's code asks for its description first."""

    description = traitlets.Unicode("").tag(sync=True)


class Live(widgets.VBox):
    """The box that `live` makes.

    Attributes:
        sliders: {name: slider widget}.
        image: the picture.
        note: an error, or that the code runs.
    """

    def __init__(self, function, sliders):
        if not callable(function) or not sliders:
            raise TypeError(f"function={function!r}: expected a function, and at least one slider")
        self.function = function
        self.sliders = {name: slider(name, given) for name, given in sliders.items()}
        self.first, self.described = drawn(function, self._values())
        own_size = {"max_width": "100%", "align_self": "flex-start"}
        self.image = Picture(value=self.first, format="png", layout=own_size)
        self.image.tooltip = self.described
        self.note, self._waiting = widgets.HTML(), None
        super().__init__([*self.sliders.values(), self.note, self.image])
        for row in self.sliders.values():
            row.observe(self._changed, "value")

    def _values(self):
        return {name: row.value for name, row in self.sliders.items()}

    def _changed(self, change):
        """Draws soon, once for all changes that arrive until then; at once without a kernel."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._draw()
        else:
            self._waiting = self._waiting or loop.call_later(PAUSE, self._draw)

    def _draw(self):
        self._waiting = None
        self.note.value = "running …"
        try:
            self.image.value, self.image.tooltip = drawn(self.function, self._values())
            self.note.value = ""
        except Exception as error:
            words = escape(f"{type(error).__name__}: {error}")
            self.note.value = f'<div role="alert">{words}<br>{STALE}</div>'

    def _repr_mimebundle_(self, **kwargs):
        name = getattr(self.function, "__name__", type(self.function).__name__)
        bundle = {
            **super()._repr_mimebundle_(**kwargs),
            "text/plain": f"live {name}: {', '.join(self.sliders)}",
            "image/png": b64encode(self.first).decode(),
        }
        return bundle, {"image/png": {"alt": self.described}}


def slider(name, given):
    """The widget of one control.

    Raises:
        TypeError, ValueError: naming the control.
    """
    if isinstance(given, Slider):
        step = (given.high - given.low) / given.steps
        return row(given, not given.log and given.low == int(given.low) and step == int(step))
    if isinstance(given, Control):
        return named_row(given)
    if not isinstance(given, tuple) or len(given) not in (3, 4) or given[3:] not in ((), ("log",)):
        raise TypeError(
            f"{name}={given!r}: expected (low, high, value), (low, high, value, 'log') or a control"
        )
    log = len(given) == 4
    whole = not log and all(isinstance(number, int) for number in given)
    low, high, value = given[:3]
    step = 1 if whole else None
    made = Slider(sp.Symbol(name), low, high, value=value, step=step, log=log, label=name)
    return row(made, whole)


def named_row(control):
    """The widget of a `Choice` or a `Switch`."""
    shared = {"description": plain(control.label), "style": {"description_width": "initial"}}
    if isinstance(control, Choice):
        options = [(name, place) for place, name in enumerate(control.names)]
        return widgets.RadioButtons(options=options, value=control.value, **shared)
    return widgets.Checkbox(value=bool(control.value), **shared)


def row(made, whole):
    """The widget of a `Slider`; `whole` makes one of whole numbers."""
    shared = {
        "description": " ".join(filter(None, [plain(made.label), made.unit])),
        "style": {"description_width": "initial"},
        "value": made.value,
    }
    step = (made.high - made.low) / made.steps
    if made.log:
        ends = math.log10(made.low), math.log10(made.high)
        shared |= {"base": 10, "min": ends[0], "max": ends[1]}
        step = (ends[1] - ends[0]) / made.steps
        return widgets.FloatLogSlider(step=step, readout_format=".3g", **shared)
    shared |= {"min": made.low, "max": made.high}
    if whole:
        return widgets.IntSlider(step=int(step), **shared)
    return widgets.FloatSlider(step=step, readout_format=".3g", **shared)


def drawn(function, values):
    """(PNG bytes, description) of the figure that a function returns; it leaves no figure open."""
    before = set(plt.get_fignums())
    try:
        figure = function(**values)
        if not isinstance(figure, Figure):
            raise TypeError(f"function returned {figure!r}: expected a matplotlib figure")
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png")
        return buffer.getvalue(), figure.get_label()
    finally:
        for number in set(plt.get_fignums()) - before:
            plt.close(number)
