"""The two sites under test: the book as `make html` built it, and a sample with every output."""

import subprocess
import sys
import threading
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest

from tests.book.site.sample import write_sample
from tests.book.site.visit import Visitor
from tests.book.site.widgets import Windows
from tools.browser import chromium
from tools.serve import server

ROOT = Path(__file__).parents[3]
# Width, theme and pages of each look. At any number of chapters a page is seen wide and light, and
# narrow and dark; the other two looks are for one page of each kind.
LOOKS = [
    "book-1280-light-all",
    "book-390-dark-all",
    "book-1280-dark-kinds",
    "book-390-light-kinds",
    "sample-1280-light-chapters",
    "sample-390-dark-chapters",
]
sys.path.append(str(ROOT / "book" / "_ext"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Keeps together, in one process, the tests that look at the same pages."""
    for item in items:
        params = item.callspec.params if hasattr(item, "callspec") else {}
        widget, look = params.get("widget"), params.get("look")
        group = widget.chapter if widget else params.get("chapter") or look or item.path.name
        item.add_marker(pytest.mark.xdist_group(group))


@dataclass(frozen=True)
class Site:
    """A built site: the `source` it was built from, its `html` folder, and where it is served."""

    source: Path
    html: Path
    url: str

    @cached_property
    def pages(self):
        return sorted(path.relative_to(self.html).as_posix() for path in self.html.rglob("*.html"))

    @property
    def chapters(self):
        return [page for page in self.pages if page.startswith("notebooks/")]

    @property
    def kinds(self):
        """All pages but the chapters, and the longest chapter."""
        longest = max(self.chapters, key=lambda page: (self.html / page).stat().st_size)
        return [page for page in self.pages if page not in self.chapters or page == longest]

    def seen(self, which):
        """The pages of a look: "all", one of each of the "kinds", or the "chapters"."""
        return {"all": self.pages, "kinds": self.kinds, "chapters": self.chapters}[which]


@dataclass(frozen=True)
class Look:
    """What was seen on pages of a site: `visits` is {page: visit}."""

    site: Site
    width: int
    theme: str
    visits: dict

    def faults(self, fault):
        """{page: its fault} of the pages that have one."""
        found = {page: fault(visit) for page, visit in self.visits.items()}
        return {page: faults for page, faults in found.items() if faults}


def build(source):
    """Runs the build of `make html` on a copy of the book; returns the finished process."""
    command = [sys.executable, "-m", "tools.build", str(source)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The sample, built."""
    root = tmp_path_factory.mktemp("sample")
    write_sample(ROOT, root)
    done = build(root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture(scope="session")
def serve(request):
    """Serves "book" or "sample" on a free port, each once."""

    @cache
    def start(name):
        source = ROOT if name == "book" else request.getfixturevalue("built")
        html = source / "_build" / "html"
        if not (html / "index.html").exists():
            pytest.fail("_build/html is missing: run `make html` first")
        book = server(0, html)
        threading.Thread(target=book.serve_forever, daemon=True).start()
        request.addfinalizer(book.server_close)
        request.addfinalizer(book.shutdown)
        return Site(source, html, f"http://127.0.0.1:{book.server_port}/")

    return start


@pytest.fixture(scope="session", params=["book", "sample"])
def site(request, serve):
    return serve(request.param)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests, with a new profile."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def windows(serve, browser):
    """The book's pages, each open in one window as long as a module's tests need it."""
    windows = Windows(browser, serve("book").url)
    yield windows
    windows.close()


@pytest.fixture(scope="session", params=LOOKS)
def look(request, serve, browser):
    """Pages of a site, seen at one width and in one theme."""
    name, width, theme, which = request.param.split("-")
    site, visitor = serve(name), Visitor(browser, int(width), theme)
    visits = {page: visitor.visit(site.url + page) for page in site.seen(which)}
    yield Look(site, int(width), theme, visits)
    visitor.close()
