"""The browser's code of sliders and questions, on the pages that hold any: core and kinds.

The files lie in a folder named after what they say, so that a browser never mixes two versions of
them; they take from one another by name, which no checksum behind an address may spoil.
"""

import json
import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from docutils import nodes
from rjsmin import jsmin

from dlnotes.exercise import questions
from dlnotes.explore import browser, panels

CONTAINER = "dlnotes-widget"
DATA = re.compile(r'<script type="application/json">(.*?)</script>', re.DOTALL)


@cache
def files():
    """{name: text}, minified, of all that pages may need."""
    scripts = [*map(panels.script, panels.KINDS), questions.SCRIPT]
    return {name: jsmin(text) for name, text in browser.files(scripts).items()}


@cache
def folder():
    """Where they lie below the site's root."""
    return f"_static/explorer-{sha256(json.dumps(files()).encode()).hexdigest()[:12]}"


def copy(app):
    """Writes the files below `_static`."""
    if app.builder.format == "html":
        target = Path(app.outdir, folder())
        target.mkdir(parents=True, exist_ok=True)
        for name, text in files().items():
            (target / name).write_text(text, encoding="utf-8")


def load(app, pagename, templatename, context, doctree):
    """Adds to a page the modules of what its outputs hold, and the one that starts them."""
    if doctree is None:
        return
    shown = [raw.astext() for raw in doctree.findall(nodes.raw) if CONTAINER in raw.astext()]
    for name in [*needed(shown), "start.js"] if shown else []:
        source = context["pathto"](f"{folder()}/{name}", resource=True)
        app.add_js_file(None, src=source, type="module")


def needed(outputs):
    """The files of the kinds in these outputs, and what those take from: all load at once."""
    specs = [json.loads(data) for output in outputs for data in DATA.findall(output)]
    scripts = {panels.script(p["kind"]) for spec in specs for p in spec.get("panels", ())}
    if any(spec["kind"] == "question" for spec in specs):
        scripts.add(questions.SCRIPT)
    return sorted({browser.file_of(path) for path in browser.ordered(sorted(scripts))})


def setup(app):
    app.connect("builder-inited", copy)
    app.connect("html-page-context", load)
