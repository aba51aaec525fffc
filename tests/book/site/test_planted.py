"""Faults planted into pages: one visit reports them all, each in its look."""

import pytest

from tests.book.site.chapter_checks import CHAPTER
from tests.book.site.page import Page
from tests.book.site.test_pages import dead_links
from tests.book.site.visit import NARROW, WIDE, Visitor
from tests.explore.spoiling import Spoiler

ADAM = "notebooks/foundations/adam_vs_adamw.html"
# {text of a page or a script: (what stands there instead, what the visit says)}
ANYWHERE = {
    "</head>": (
        '<script src="https://cdn.example.org/lib.js"></script></head>',
        "asks for https://cdn.example.org/lib.js",
    ),
    'alt="A line that rises': ('data-words="', "image-alt"),
    "<h2>The moving average": ("<p>$$x$$</p><h2>The moving average", "formula as text: $$"),
    "<h2>Exercises": (
        '<p style="color:#888">faint</p><script>console.error("oh")</script><h2>Exercises',
        "complains: oh",
    ),
}
WHEN_WIDE = {
    "cos:Math.cos": ("cos:Math.sin", "ellipse at"),
    "return low<=value&&value<=high": ("return value>=low", "to a wrong answer it says"),
    '"version":1': ('"version":2', "its data are not those of the notebook"),
}
WHEN_NARROW = {
    "</body>": (
        '<script>addEventListener("load",()=>document.documentElement.dataset.theme="light")'
        "</script></body>",
        "shown in the theme light",
    ),
    "<h2>Exercises": ('<div style="width:900px">wide</div><h2>Exercises', "scrolls sideways"),
}


@pytest.mark.parametrize(
    ("look", "planted"),
    [(WIDE, ANYWHERE | WHEN_WIDE), (NARROW, WHEN_NARROW)],
    ids=["wide", "narrow"],
)
def test_a_visit_reports_all_faults_at_once(look, planted, serve, browser):
    spoiler = Spoiler({old: new for old, (new, _) in planted.items()})
    visitor = Visitor(browser, spoiler.watch)
    faults = visitor.faults(serve("sample"), ADAM, [look], CHAPTER)
    visitor.close()
    assert not spoiler.left
    assert all(fault.startswith(f"{look}: ") for fault in faults)
    for _, said in planted.values():
        assert any(said in fault for fault in faults), (said, faults)


def test_a_page_that_does_not_get_ready_is_a_fault(serve, browser):
    visitor = Visitor(browser, lambda window: window.set_default_timeout(500))
    site = serve("sample")
    faults = visitor.faults(site, "_static/favicon.svg", [WIDE], CHAPTER)
    visitor.close()
    assert len(faults) == 1 and "it does not open" in faults[0]


def test_dead_links_are_found(tmp_path):
    text = (
        '<html lang="en"><a href="b.html#there">1</a><a href="b.html#gone">2</a><a href="c.html">'
    )
    (tmp_path / "a.html").write_text(text)
    (tmp_path / "b.html").write_text('<p id="there">')
    pages = {name: Page(tmp_path / name) for name in ("a.html", "b.html")}
    assert dead_links(tmp_path, pages) == [("a.html", "b.html#gone"), ("a.html", "c.html")]
