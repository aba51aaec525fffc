"""A built site as a host of static pages sends it: gzipped, and only what has changed.

Such hosts ask the browser to look again whether a file has changed, so a later visit still asks for
every file once.
"""

import functools
import gzip
import http.server
import threading
from contextlib import contextmanager
from hashlib import md5
from pathlib import Path

COMPRESSED = {".woff2", ".png", ".jpeg", ".zip"}


@functools.cache
def packed(path):
    """(what is sent of a file, its encoding, its tag)."""
    body = path.read_bytes()
    if path.suffix not in COMPRESSED:
        return gzip.compress(body), "gzip", f'"{md5(body).hexdigest()}"'
    return body, "identity", f'"{md5(body).hexdigest()}"'


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return self.send_error(404)
        body, encoding, tag = packed(path)
        known = self.headers.get("If-None-Match") == tag
        self.send_response(304 if known else 200)
        self.send_header("ETag", tag)
        self.send_header("Cache-Control", "no-cache")
        if not known:
            self.send_header("Content-Type", self.guess_type(path))
            self.send_header("Content-Encoding", encoding)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not known:
            self.wfile.write(body)

    def log_message(self, *arguments):
        """Says nothing: the browser's side is measured."""


@contextmanager
def hosted(folder):
    """The address at which `folder` is served meanwhile."""
    handler = functools.partial(_Handler, directory=str(folder))
    host = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    host.daemon_threads = True
    thread = threading.Thread(target=host.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{host.server_port}"
    finally:
        host.shutdown()
        thread.join()
        host.server_close()
