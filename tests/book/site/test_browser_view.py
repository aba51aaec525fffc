"""Every page in a browser, wide and light, narrow and dark; each kind of page in all four looks."""

import gzip
from urllib.parse import urlparse

import pytest

from tests.book.site.conftest import LOOKS
from tests.book.site.visit import READY

FIRST_VISIT = 550_000
PICTURES = {".png", ".jpeg", ".svg"}


def test_every_page_is_seen_wide_and_narrow_light_and_dark(serve):
    site, looks = serve("book"), [look.split("-") for look in LOOKS if look.startswith("book")]
    for page in site.pages:
        seen = {tuple(look[1:3]) for look in looks if page in site.seen(look[3])}
        assert {("1280", "light"), ("390", "dark")} <= seen
        assert len(seen) == (4 if page in site.kinds else 2)
    assert len(set(site.kinds) & set(site.chapters)) == 1


def test_no_page_asks_another_host(look):
    here = (look.site.url, "data:", "blob:")
    assert not look.faults(lambda visit: [u for u in visit.requests if not u.startswith(here)])


def test_no_page_complains(look):
    assert not look.faults(lambda visit: visit.complaints)


def test_every_explorer_and_question_is_drawn(look):
    assert not look.faults(lambda visit: visit.undrawn)


def test_axe_finds_nothing_serious(look):
    assert not look.faults(lambda visit: visit.serious)


def test_no_page_scrolls_sideways(look):
    assert not look.faults(lambda visit: visit.outside or visit.scroll_width > look.width)


def test_the_theme_follows_the_system(look):
    assert not look.faults(lambda visit: visit.theme != look.theme)


def test_formulas_are_typeset(look):
    assert not look.faults(lambda visit: visit.broken or visit.raw)
    assert all(look.visits[page].formulas for page in look.visits if page in look.site.chapters)


@pytest.mark.parametrize(
    "look", ["book-1280-light-all", "sample-1280-light-chapters"], indirect=True
)
def test_a_first_visit_is_light(look):
    weights = {page: weight(look.site, look.visits[page]) for page in look.site.chapters}
    assert not {page: size for page, size in weights.items() if size > FIRST_VISIT}


def weight(site, visit):
    """Bytes of the files asked for, gzipped, without pictures."""
    paths = {site.html / urlparse(url).path.lstrip("/") for url in visit.requests}
    files = [path for path in paths if path.is_file() and path.suffix not in PICTURES]
    return sum(len(gzip.compress(path.read_bytes())) for path in files)


@pytest.mark.parametrize("site", ["sample"], indirect=True)
@pytest.mark.parametrize("word", ["衰减", "自动微分", "unrolled"])
def test_the_search_finds_english_and_chinese(site, browser, word):
    page = browser.new_page()
    page.goto(f"{site.url}search.html?q={word}")
    page.locator("#search-results li a").first.wait_for()
    assert "notebooks/" in page.locator("#search-results li a").first.get_attribute("href")
    page.close()


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_a_long_equation_is_reached_by_keyboard(site, browser):
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{site.url}notebooks/foundations/adam_vs_adamw.html#unrolled-sum")
    page.locator(READY).wait_for(state="attached")
    box = page.locator("#unrolled-sum div.math")
    box.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(100)
    assert box.evaluate("box => box.scrollLeft") > 0
    page.close()


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_a_checked_equation_is_copied_as_latex(site, browser):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site.url}notebooks/foundations/adam_vs_adamw.html")
    page.locator("#adam-step").get_by_role("button", name="Copy as LaTeX").click()
    page.get_by_text("copied").wait_for()
    assert r"\texttt{adam\_step}" in page.evaluate("navigator.clipboard.readText()")
    context.close()
