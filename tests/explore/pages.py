"""A static page with explorers, served on loopback under the site's content policy."""

import functools
import gzip
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from rjsmin import jsmin

from dlnotes.exercise.questions import SCRIPT
from dlnotes.explore import browser, panels
from dlnotes.explore.page import page

SCRIPTS = [browser.EXPLORER, *map(panels.script, panels.KINDS), SCRIPT]
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:"
)
TEMPLATE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Explorers</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<style>
body{{margin:0;padding:16px;font:16px/1.5 sans-serif;background:#fff;color:#1a1a1a}}
html[data-theme=dark] body{{background:#14181e;color:#eceff4}}
main{{max-width:{width}px;margin:auto}}
</style>
<script type="module" src="explorer.js"></script></head>
<body><main><h1>Explorers</h1>{content}</main></body></html>
"""


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder under the content policy, and quietly."""

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *args):
        pass


def serve(folder):
    """A running server of a folder; its address is `server.url`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
    server.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def write_page(folder, name, explorers, width=760):
    """Writes a page of explorers (or of ready HTML) beside the module."""
    shown = [e if isinstance(e, str) else page(e.spec) for e in explorers]
    content = "".join(f"<h2>{index}</h2>{html}" for index, html in enumerate(shown, start=1))
    (folder / name).write_text(TEMPLATE.format(content=content, width=width))
    (folder / "explorer.js").write_text(served())


def source():
    """All of the browser's code as one module."""
    return browser.widget(SCRIPTS)


def served():
    """The same, minified; it brings the page to life."""
    return jsmin(source() + "\nmountAll(document);\n")


def served_bytes():
    """{file of a site: its bytes}, minified and gzipped as it is served."""
    files = browser.files(SCRIPTS).items()
    return {name: len(gzip.compress(jsmin(text).encode(), 9)) for name, text in files}
