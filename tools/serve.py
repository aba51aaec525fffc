"""The finished book on this machine: `python -m tools.serve [PORT]`."""

import functools
import http.server
import sys
from pathlib import Path

from tools.model.chapter import ROOT

FOLDER = ROOT / "_build" / "html"
HOST = "127.0.0.1"


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files and stays silent about those that were found."""

    def send_error(self, code, message=None, explain=None):
        """Answers a missing address with the book's own page, as a public host does."""
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_request(self, code="-", size="-"):
        if str(getattr(code, "value", code)) >= "400":
            super().log_request(code, size)


def server(port, folder):
    """A server of `folder` on `port` of this machine, not yet running.

    Raises:
        FileNotFoundError: the book has not been built.
        OSError: the port is taken.
    """
    if not (folder / "index.html").is_file():
        raise FileNotFoundError(f"no book in {folder.name}/: run make html first")
    handler = functools.partial(_Handler, directory=str(folder))
    return http.server.ThreadingHTTPServer((HOST, port), handler)


def main(arguments):
    """Serve until interrupted; the exit status says whether it could."""
    port = int(arguments[0]) if arguments else 8000
    try:
        book = server(port, FOLDER)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"port {port}: {error.strerror}: try make book PORT={port + 1}", file=sys.stderr)
        return 1
    print(f"The book is at http://{HOST}:{port} (stop with Ctrl+C)", flush=True)
    try:
        book.serve_forever()
    except KeyboardInterrupt:
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
