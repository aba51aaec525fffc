"""The order in which a page's files load: what the reader sees first, pictures when they are near.

A script that stands in the head without `defer` holds up the page, one after the other; a picture
far below takes the line from the scripts that start the sliders.
"""

import re
from functools import cache
from html import unescape
from pathlib import Path

from PIL import Image

PICTURE = re.compile(r'<img (?=[^>]*?src="[./]*_images/([^"]+)")')
UNUSED = ("documentation_options.js", "doctools.js")


def defer_scripts(app, pagename, templatename, context, doctree):
    """Lets every script file wait for the page, and leaves out those that do nothing in this book.

    What the theme looks up in `documentation_options.js` stands in the template `layout.html`.
    """
    scripts = context["script_files"]
    context["script_files"] = [s for s in scripts if Path(str(s.filename)).name not in UNUSED]
    for script in context["script_files"]:
        if script.filename and "type" not in script.attributes:
            script.attributes["defer"] = "defer"


def load_late(app, pagename, templatename, context, doctree):
    """Gives the figures of a page their size, so that it keeps their place until they come."""
    files = {name: Path(app.srcdir, file) for file, name in app.builder.images.items()}

    def marked(found):
        width, height = size(files[unescape(found[1])])
        return f'<img loading="lazy" width="{width}" height="{height}" '

    context["body"] = PICTURE.sub(marked, context.get("body", ""))


@cache
def size(path):
    with Image.open(path) as picture:
        return picture.size


def setup(app):
    app.connect("html-page-context", defer_scripts, priority=950)
    app.connect("html-page-context", load_late)
