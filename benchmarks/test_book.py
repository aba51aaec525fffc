"""How long a chapter runs, and what its page weighs."""

import gzip
import threading
from pathlib import Path

import pytest

from tools import kernel, serve
from tools.model.chapter import ROOT, find, finished, on_disk

SITE = ROOT / "_build" / "html"
KILOBYTE = 1024


@pytest.mark.parametrize("name", on_disk())
def test_chapter_runs(name, benchmark, measure):
    chapter = find(name)
    benchmark.group = "chapters"
    benchmark.pedantic(
        lambda nb: kernel.execute(nb, chapter.path.parent),
        setup=lambda: ((chapter.editable(),), {}),
        rounds=1,
    )
    measure(f"run {name}", benchmark.stats.stats.mean, "s", 30)


@pytest.fixture(scope="module")
def address():
    """Where the built book is served while this module runs."""
    book = serve.server(0, SITE)
    thread = threading.Thread(target=book.serve_forever)
    thread.start()
    yield "http://{}:{}".format(*book.server_address)
    book.shutdown()
    thread.join()
    book.server_close()


def weights(context, url):
    """What a visit fetches, without pictures: {url: bytes as a server would send them}."""
    found = []
    page = context.new_page()
    page.on("response", lambda answer: found.append(answer))
    page.goto(url, wait_until="networkidle")
    fetched = {
        answer.url: _sent(answer)
        for answer in found
        if answer.status == 200 and answer.request.resource_type != "image"
    }
    page.close()
    return fetched


def _sent(answer):
    """Size in bytes: fonts are compressed already, all else is sent gzipped."""
    body = answer.body()
    return len(body) if answer.request.resource_type == "font" else len(gzip.compress(body))


@pytest.mark.parametrize("name", finished())
def test_page_weighs(name, address, browser, measure):
    context = browser.new_context()
    fetched = weights(context, f"{address}/notebooks/{name}.html")
    context.close()
    own = sum(size for url, size in fetched.items() if "/_static/" not in url)
    measure(f"first visit of {name}", sum(fetched.values()) / KILOBYTE, "KB", 350)
    measure(f"{name}, shared files cached", own / KILOBYTE, "KB", 70)


def test_weights_see_the_whole_page(address, browser):
    context = browser.new_context()
    fetched = weights(context, f"{address}/book/index.html")
    context.close()
    assert {Path(url).suffix for url in fetched} >= {".html", ".css", ".js"}
    assert min(fetched.values()) > 0
