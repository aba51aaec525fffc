"""Lint of stored pictures: each explorer's is what its stored data draw.

Strict comparison leaves the bytes of these pictures out, since a coordinate at a rounding edge
differs between processors. So they are drawn anew here, and compared by what they show.
"""

import json
import re
from base64 import b64decode
from xml.etree.ElementTree import ParseError

from dlnotes.explore.page import page
from tools.drawings import differences
from tools.model.widgets import WIDGET
from tools.notebooks import code_cells

DRAWING = re.compile(r'src="data:image/svg\+xml;base64,([^"]*)"')


def drawn(chapter):
    """The stored picture of every panel shows what the explorer beside it describes."""
    messages = []
    for n, cell in code_cells(chapter.nb):
        for output in cell.outputs:
            html = output.get("data", {}).get("text/html", "")
            for spec in map(json.loads, WIDGET.findall(html)):
                problems = _compared(html, spec) if spec["kind"] == "explorer" else []
                messages += [
                    f"{chapter.at(n)}: the picture of {spec['id']!r} is not what it draws: "
                    f"{problem}: make run CHAPTER={chapter.name}"
                    for problem in problems[:1]
                ]
    return messages


def _compared(html, spec):
    """What tells the pictures in `html` from those that `spec` draws."""
    stored, fresh = _drawings(html), _drawings(page(spec))
    if len(stored) != len(fresh):
        return [f"{len(stored)} pictures for {len(fresh)} panels"]
    return [
        f"panel {place}: {problem}"
        for place, (before, after) in enumerate(zip(stored, fresh, strict=True), 1)
        for problem in _differences(before, after)
    ]


def _differences(before, after):
    try:
        return [line[:200] for line in differences(before, after)]
    except ParseError as error:
        return [f"the stored one is no SVG: {error}"]


def _drawings(html):
    return [b64decode(encoded).decode() for encoded in DRAWING.findall(html)]


LINTS = [drawn]
