"""What a visit costs a reader with a phone, how fast the search answers, how the build grows.

The site measured is the one that `make bench` built just before; copies of its chapters stand for
the book that is still to be written.
"""

import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

from benchmarks import copies, hosting, phone
from tools.model.chapter import ROOT, finished

SITE = ROOT / "_build" / "html"
HOME = "book/index.html"
KILOBYTE = 1024
COUNTS = (7, 49, 100, 200)
WORDS = ("gradient", "梯度", "weight decay", "感受野", "lambda")
# From a key to the frame that shows its results, in the dialog that every page has.
SEARCH = """async (word) => {
  const dialog = document.querySelector("#pst-search-dialog");
  const input = dialog.querySelector("form input");
  const type = (text) => { input.value = text; input.dispatchEvent(new Event("input")); };
  const until = (test) => new Promise((done) => {
    const look = () => (test() ? requestAnimationFrame(done) : requestAnimationFrame(look));
    look();
  });
  const results = () => dialog.querySelector(".dl-results li");
  if (results()) { type(""); await until(() => !results()); }
  const start = performance.now();
  if (!dialog.open) dialog.showModal();
  input.focus();
  type(word);
  await until(results);
  return performance.now() - start;
}"""


@pytest.fixture(scope="module")
def address():
    with hosting.hosted(SITE) as where:
        yield where


def heaviest():
    """The chapter whose page and pictures weigh most."""

    def size(name):
        page = SITE / "notebooks" / f"{name}.html"
        text = page.read_text("utf-8")
        pictures = [file for file in (SITE / "_images").iterdir() if file.name in text]
        return len(text.encode()) + sum(file.stat().st_size for file in pictures)

    return max(finished(), key=size)


@pytest.fixture(scope="module", params=["home", "heaviest chapter"])
def visits(request, address, browser):
    """(what, first visit, second visit, visit of someone who has read a chapter)"""
    name = HOME if request.param == "home" else f"notebooks/{heaviest()}.html"
    other = next(f"notebooks/{n}.html" for n in finished() if not name.endswith(f"{n}.html"))
    context = browser.new_context(**phone.WINDOW)
    twice = [phone.visit(context, f"{address}/{name}") for _ in range(2)]
    context.close()
    context = browser.new_context(**phone.WINDOW)
    _, shared = (phone.visit(context, f"{address}/{page}") for page in (other, name))
    context.close()
    return f"{request.param} ({Path(name).stem})", *twice, shared


def test_bytes_of_a_visit(visits, measure):
    what, first, second, shared = visits
    measure(f"{what}: first visit, no pictures", first.sent / KILOBYTE, "KB", 350)
    measure(f"{what}: pictures", first.pictures / KILOBYTE, "KB", 400)
    measure(f"{what}: shared files cached", shared.sent / KILOBYTE, "KB", 70)
    measure(f"{what}: second visit", (second.sent + second.pictures) / KILOBYTE, "KB", 10)
    measure(f"{what}: files asked for", first.requests, "files", 40)
    assert first.sent > shared.sent > second.sent > 0


def test_seconds_of_a_visit(visits, measure):
    what, first, second, shared = visits
    for when, visit in (("first", first), ("second", second), ("after a chapter", shared)):
        measure(f"{what}: loaded, {when}, phone", visit.load, "s", 5)
        measure(f"{what}: largest paint, {when}, phone", visit.paint, "s", 2.5)
        measure(f"{what}: interactive, {when}, phone", visit.free, "s", 5)
        assert min(visit.paint, visit.load, visit.free) > 0


def test_elements_of_a_page(visits, measure):
    what, first, _, _ = visits
    measure(f"{what}: elements beside explorers", first.elements, "", 6000)
    assert first.elements > 500


def test_layout_shift(visits, measure):
    what, first, _, _ = visits
    measure(f"{what}: layout shift, phone", first.shift, "", 0.1)


def test_a_shift_is_seen(browser, tmp_path):
    late = "setTimeout(() => (push.style.height = '300px'), 1500)"
    ready = "setTimeout(() => (document.documentElement.dataset.ready = 'true'), 3000)"
    (tmp_path / "index.html").write_text(
        "<!doctype html><meta name=viewport content='width=device-width'><div id=push></div>"
        f"<p style='height: 400px; background: grey'>words</p><script>{late}; {ready}</script>"
    )
    with hosting.hosted(tmp_path) as address:
        context = browser.new_context(**phone.WINDOW)
        assert phone.visit(context, f"{address}/").shift > 0.1
        context.close()


@pytest.fixture(scope="module", params=COUNTS)
def grown(request, tmp_path_factory):
    """(number of chapters, folder of a book with as many, built; seconds, and those computed)"""
    root = tmp_path_factory.mktemp("grown") / "book"
    copies.write(root, request.param)
    command = [sys.executable, "-m", "tools.build", root]
    began, start = processor(), time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True)
    spent = time.perf_counter() - start, processor() - began
    assert done.returncode == 0, done.stderr.decode()
    return request.param, root / "_build" / "html", *spent


def processor():
    """Seconds that finished child processes have computed: other programs do not count."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def test_build_grows_with_the_book(grown, measure):
    count, html, seconds, computed = grown
    pages = len(list(html.rglob("*.html")))
    measure(f"build {count} chapters, {pages} pages", seconds, "s", 5 + 0.3 * pages)
    measure(f"build {count} chapters, computing", computed, "s", 5 + 0.3 * pages)
    assert len(list(html.glob("notebooks/*/*.html"))) == count


def test_search_answers(grown, browser, measure):
    count, html, *_ = grown
    with hosting.hosted(html) as address:
        laptop = searched(browser, address, {}, lambda page, session: None)
        small = searched(browser, address, phone.WINDOW, phone.slowed)
    measure(f"search {count} chapters: first word, laptop", laptop[0], "ms", 300)
    measure(f"search {count} chapters: next words, laptop", laptop[1], "ms", 50)
    measure(f"search {count} chapters: first word, index fetched, phone", small[0], "ms", 1000)
    measure(f"search {count} chapters: next words, phone", small[1], "ms", 200)
    files = (html / "_static" / f"search-{name}.js" for name in ("index", "text"))
    index = sum(len(hosting.packed(file)[0]) for file in files)
    measure(f"search {count} chapters: index, gzipped", index / KILOBYTE, "KB", 300)


def searched(browser, address, window, slow):
    """Milliseconds from a word to its results: with the index not yet there, and afterwards."""
    context = browser.new_context(**window)
    page = context.new_page()
    page.goto(f"{address}/{HOME}")
    page.locator(phone.READY).wait_for(state="attached")
    slow(page, context.new_cdp_session(page))
    first, *later = (page.evaluate(SEARCH, word) for word in WORDS)
    context.close()
    return first, median(later)
