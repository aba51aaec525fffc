"""What explorers and questions share: one browser module, a container for pages, the output."""

import json
import re
from pathlib import Path

import anywidget
import traitlets


class Widget(anywidget.AnyWidget):
    """A spec that the browser module brings to life, in a notebook or on a page.

    Attributes:
        spec: JSON data; its `kind` says what it is.
        values: what the reader set; it follows the browser, and the browser follows it.
    """

    _esm = Path(__file__).parent / "explorer.js"
    spec = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)

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
