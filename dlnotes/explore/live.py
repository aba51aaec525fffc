"""`live` runs real code under a kernel: sliders, and the figure that a function draws from them."""

import asyncio
import time
from base64 import b64encode
from html import escape

import ipywidgets as widgets
import traitlets
from IPython.display import Markdown, display

from dlnotes.explore.frames import Frame, frames
from dlnotes.explore.live_settings import Settings

PLACE = (
    "*The sliders run this code where there is a kernel: in JupyterLab, VS Code or Colab, once the "
    "notebook runs. Without one the first picture stands here.*"
)
STALE = "The picture shows the last setting that worked."
PAUSE = 0.05  # seconds in which further changes are gathered
BREATH = 0.005  # seconds in which a kernel hands over what moved meanwhile


def live(function, **sliders):
    """Sliders above the figure that `function(**values)` draws; it is drawn anew when they move.

    Without a kernel the page shows the first figure. For formulas take an `Explorer`, which moves
    everywhere. The function calls `alt("...")` on its figure, for those who cannot see it.

    A function that takes longer than a second says how far it is: it is a generator, which yields
    shares of its work, numbers from 0 to 1, and figures; the last one stays. When a slider moves
    meanwhile, it is left at its next share and called anew.

    Args:
        function: takes the sliders' values by name.
        sliders: (low, high, value), (low, high, value, "log"), or a `Slider`, `Choice` or `Switch`.
            Three whole numbers make a slider of whole numbers; a `Choice` gives the place of a
            name, a `Switch` True or False.

    Returns:
        A box of widgets.

    Raises:
        TypeError, ValueError: a slider cannot be made, or the first call draws no figure. Errors
            of later calls are shown in the box.

    >>> from matplotlib.figure import Figure
    >>> live(lambda rate: Figure(), rate=(0.0, 1.0, 0.5)).values()
    {'rate': 0.5}
    """
    return Live(function, sliders)


class Picture(widgets.Image):
    """An image that may have a tooltip: the browser's code asks for its description first."""

    description = traitlets.Unicode("").tag(sync=True)


class Live(widgets.VBox):
    """The box that `live` makes.

    Attributes:
        settings: the sliders; its `values` follow them, and they follow it.
        image: the picture.
        note: an error, how far the code is, or nothing.
        first: the picture that is stored.
    """

    def __init__(self, function, sliders):
        if not callable(function) or not sliders:
            raise TypeError(f"function={function!r}: expected a function, and at least one slider")
        self.function, self.name = function, getattr(function, "__name__", type(function).__name__)
        self.settings = Settings(f"Settings of {self.name}", sliders)
        self.first = first_frame(function, self.values())
        own_size = {"max_width": "100%", "align_self": "flex-start"}
        self.image = Picture(value=self.first.png, format="png", layout=own_size)
        self.image.tooltip = self.first.described
        self.note, self._waiting, self._running = widgets.HTML(), None, None
        super().__init__([self.settings, self.note, self.image])
        self.settings.observe(self._changed, "values")

    def values(self):
        """{name: value}, as the function takes them."""
        return self.settings.taken()

    def _changed(self, change):
        """Draws soon, once for all changes that arrive until then; at once without a kernel."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            for _ in self._drawing():
                pass
        else:
            self._waiting = self._waiting or loop.call_later(PAUSE, self._start, loop)

    def _start(self, loop):
        self._waiting = None
        if self._running:
            self._running.cancel()
        self._running = loop.create_task(self._draw())

    async def _draw(self):
        """Draws, and lets the kernel hear what moves meanwhile: a change then cancels this."""
        heard = time.monotonic()
        for _ in self._drawing():
            if time.monotonic() - heard > PAUSE:
                await asyncio.sleep(BREATH)
                heard = time.monotonic()

    def _drawing(self):
        self.note.value = progress()
        try:
            for piece in frames(self.function, self.values()):
                if isinstance(piece, Frame):
                    self.image.value, self.image.tooltip = piece
                else:
                    self.note.value = progress(piece)
                yield
            self.note.value = ""
        except Exception as error:
            words = escape(f"{type(error).__name__}: {error}")
            self.note.value = f'<div role="alert">{words}<br>{STALE}</div>'

    def _repr_mimebundle_(self, **kwargs):
        bundle = {
            **super()._repr_mimebundle_(**kwargs),
            "text/plain": f"live {self.name}: {', '.join(self.values())}",
            "image/png": b64encode(self.first.png).decode(),
        }
        hosts = self.settings._repr_mimebundle_(**kwargs)[1]  # Colab must be told of own widgets
        return bundle, {**hosts, "image/png": {"alt": self.first.described}}

    def _ipython_display_(self):
        data, metadata = self._repr_mimebundle_()
        display(data, metadata=metadata, raw=True)
        display(Markdown(PLACE))


def first_frame(function, values):
    """The last picture of the first call.

    Raises:
        TypeError: there is none.
    """
    found = [piece for piece in frames(function, values) if isinstance(piece, Frame)]
    if not found:
        raise TypeError(f"function={function!r}: expected a matplotlib figure, it made none")
    return found[-1]


def progress(share=None):
    """How far the code is, as HTML; that it runs, where nothing else is known."""
    if share is None:
        return '<div role="status">running …</div>'
    return (
        f'<progress max="1" value="{share:.3f}" aria-label="share of the work that is done">'
        f"</progress> {share:.0%}"
    )
