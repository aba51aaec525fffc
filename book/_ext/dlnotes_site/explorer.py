"""The module that brings sliders and questions to life, on the pages that hold any."""

from importlib.util import find_spec
from pathlib import Path

from docutils import nodes
from rjsmin import jsmin

SCRIPT = "explorer.js"
CONTAINER = "dlnotes-widget"


def copy(app):
    """Writes the module, minified, below `_static`, before any page asks for its checksum."""
    if app.builder.format == "html":
        target = Path(app.outdir, "_static", SCRIPT)
        target.parent.mkdir(parents=True, exist_ok=True)
        package = find_spec("dlnotes.explore").submodule_search_locations[0]
        source = Path(package, SCRIPT).read_text(encoding="utf-8")
        target.write_text(jsmin(source), encoding="utf-8")


def load(app, pagename, templatename, context, doctree):
    """Adds the module to a page whose outputs hold a container for it."""
    if doctree is not None and any(CONTAINER in raw.astext() for raw in doctree.findall(nodes.raw)):
        app.add_js_file(SCRIPT, type="module")


def setup(app):
    app.connect("builder-inited", copy)
    app.connect("html-page-context", load)
