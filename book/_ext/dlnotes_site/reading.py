"""How a chapter is read: the switch that opens all code, and what the reader's browser does.

The first script is part of the page: what the reader chose must be known before anything is drawn.
"""

from functools import cache
from pathlib import Path

from docutils import nodes
from rjsmin import jsmin
from sphinx.transforms import SphinxTransform

from dlnotes_site.folds import is_folded
from dlnotes_site.link import page_link
from dlnotes_site.tag import Tag, tag

SCRIPT, FIRST = "reading.js", "reading-first.js"
GUIDE = "How to read a chapter"


class AddReading(SphinxTransform):
    """Puts the switch and the way to the guide at the end of a chapter's head."""

    default_priority = 320

    def apply(self):
        for head in self.document.findall(with_class("dl-header")):
            folds = any(map(is_folded, self.document.findall(nodes.container)))
            guide = tag("p", page_link(self.env, "book/how-to-read", GUIDE))
            head += tag("div", *(switch() if folds else []), guide, classes=["dl-reading"])


def switch():
    """The switch, which needs the script and is not shown without; and what it says aloud."""
    button = tag("button", "Show all code", type="button", role="switch", aria_checked="false")
    button["classes"].append("dl-switch")
    return [button, tag("span", role="status", classes=["dl-said"])]


def with_class(name):
    return lambda node: isinstance(node, Tag) and name in node["classes"]


@cache
def first():
    """The text of the first script, minified."""
    path = Path(__file__).parents[2] / "_static" / FIRST
    return jsmin(path.read_text(encoding="utf-8"))


def load(app, pagename, templatename, context, doctree):
    """Adds the scripts to the pages that have something for them."""
    if doctree is None:
        return
    if any(doctree.findall(with_class("dl-reading"))):
        app.add_js_file(None, body=first(), priority=100)
    if any(doctree.findall(with_class("dl-reading"))) or any(
        doctree.findall(with_class("dl-verdict"))
    ):
        app.add_js_file(SCRIPT, defer="defer")


def setup(app):
    app.add_transform(AddReading)
    app.connect("html-page-context", load, priority=300)
