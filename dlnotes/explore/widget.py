"""What explorers and questions share: the browser's code, a container for pages, the output."""

import json
import re

import anywidget
import traitlets

from dlnotes.explore import browser


class Widget(anywidget.AnyWidget):
    """A spec that the browser's code brings to life, in a notebook or on a page.

    Args:
        scripts: the modules that show it.
        spec, values: see below.

    Attributes:
        spec: JSON data; its `kind` says what it is.
        values: what the reader set; it follows the browser, and the browser follows it.
    """

    spec = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)

    def __init__(self, scripts, **state):
        self._esm = browser.widget(scripts)
        super().__init__(**state)

    def _repr_mimebundle_(self, **kwargs):
        shown = super()._repr_mimebundle_(**kwargs)
        data, metadata = shown if isinstance(shown, tuple) else (shown, {})
        return {**data, "text/plain": self._line(), "text/html": self._page()}, metadata


def checked_name(name):
    """`name`, which stands in addresses and in the browser's memory.

    Raises:
        ValueError: not lower-case words with hyphens.
    """
    if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z0-9-]*", name):
        raise ValueError(f"name={name!r}: expected lower-case letters, digits and hyphens")
    return name


def container(spec, content):
    """What a static page holds: the data, and what stands there until the module mounts it."""
    # A sign of less in a text would end the script.
    data = json.dumps(spec, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    data = data.replace("<", "\\u003c")
    return (
        f'<div class="dlnotes-widget" id="{spec["id"]}">'
        f'<script type="application/json">{data}</script>{content}</div>'
    )
