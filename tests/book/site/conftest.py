"""The two sites under test: the book as `make html` built it, and a sample with every output.

`--book FOLDER` tests a built book that lies elsewhere; `--chapter part/name` runs the visit to one
chapter's page and nothing else.
"""

import os
import sys
import threading
from functools import cache
from pathlib import Path

import pytest

from tests.book.site.site import ROOT, Site, build, once
from tests.book.site.visit import Visitor
from tools import notebooks
from tools.browser import chromium
from tools.serve import server

VISITS = "test_chapters.py"
SPREAD = ("chapter", "other", "sampled")  # what visits are parametrised by
sys.path.append(str(ROOT / "book" / "_ext"))


def pytest_addoption(parser):
    parser.addoption("--book", metavar="FOLDER", help="the built book to test; this one by default")
    parser.addoption("--chapter", metavar="part/name", help="only the visit to this chapter's page")


def pytest_configure(config):
    chapter, known = chosen(config), chapters(config)
    if chapter and chapter not in known:
        raise pytest.UsageError(
            f"--chapter {chapter}: not in the book's list of chapters: {', '.join(known)}"
        )


def chosen(config):
    """The one chapter that is asked for, or None."""
    return config.getoption("--chapter", default=None)


def book_folder(config):
    """Where the book under test lies."""
    return Path(config.getoption("--book", default=None) or ROOT).resolve()


def chapters(config):
    """Names of the chapters of the book under test."""
    return notebooks.toc(book_folder(config))


def other_pages(config):
    """Addresses of the built pages that are no chapters; that of the first one if none is built."""
    html = book_folder(config) / "_build" / "html"
    built = [path.relative_to(html).as_posix() for path in html.rglob("*.html")]
    return sorted(page for page in built if not page.startswith("notebooks/")) or ["index.html"]


def pytest_ignore_collect(collection_path, config):
    """With one chapter, leaves out every file of tests but that of the visits."""
    other = collection_path.name.startswith("test_") and collection_path.name != VISITS
    return True if chosen(config) and other else None


def pytest_generate_tests(metafunc):
    if "chapter" in metafunc.fixturenames:
        chapter = chosen(metafunc.config)
        metafunc.parametrize("chapter", [chapter] if chapter else chapters(metafunc.config))
    if "other" in metafunc.fixturenames:
        metafunc.parametrize("other", other_pages(metafunc.config))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Visits are spread over all processes; other tests of a file stay together in one."""
    for item in items:
        params = item.callspec.params if hasattr(item, "callspec") else {}
        group = next((params[name] for name in SPREAD if name in params), item.path.name)
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The sample, built once a run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return once(shared / "sample", build_sample)


def build_sample(root):
    from tests.book.site.sample import write_sample

    write_sample(ROOT, root)
    done = build(root)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def serve(request):
    """Serves "book" or "sample" on a free port, each once."""

    @cache
    def start(name):
        book = book_folder(request.config)
        source = book if name == "book" else request.getfixturevalue("built")
        html = source / "_build" / "html"
        if not (html / "index.html").exists():
            pytest.fail("_build/html is missing: run `make html` first")
        host = server(0, html)
        threading.Thread(target=host.serve_forever, daemon=True).start()
        request.addfinalizer(host.server_close)
        request.addfinalizer(host.shutdown)
        return Site(source, html, f"http://127.0.0.1:{host.server_port}/")

    return start


@pytest.fixture(scope="session", params=["book", "sample"])
def site(request, serve):
    return serve(request.param)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests, with a new profile."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def visitor(browser):
    visitor = Visitor(browser)
    yield visitor
    visitor.close()
