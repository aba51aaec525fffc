"""Equations on a page: reached by keyboard where they are wide, copied, and standing still."""

import pytest

from tests.book.site.visit import READY

ADAM = "notebooks/foundations/adam_vs_adamw.html"
PHONE = {"width": 390, "height": 844}
# Sums up how far what is seen has been pushed by what came later.
SHIFT = """window.shift = 0;
new PerformanceObserver((list) => list.getEntries().forEach((e) => (window.shift += e.value)))
  .observe({ type: "layout-shift", buffered: true });"""

pytestmark = pytest.mark.parametrize("site", ["sample"], indirect=True)


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def test_a_long_equation_is_reached_by_keyboard(site, page):
    page.goto(f"{site.url}{ADAM}#unrolled-sum")
    page.locator(READY).wait_for(state="attached")
    box = page.locator("#unrolled-sum div.math")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(box) => box.scrollLeft > 0", arg=box.element_handle())


def test_a_checked_equation_is_copied_as_latex(site, page):
    page.goto(f"{site.url}{ADAM}")
    page.locator("#adam-step").hover()
    page.locator("#adam-step").get_by_role("button", name="Copy as LaTeX").click()
    page.get_by_text("copied").wait_for()
    assert r"\texttt{adam\_step}" in page.evaluate("navigator.clipboard.readText()")


def test_the_buttons_of_an_equation_come_by_keyboard(site, page):
    page.goto(f"{site.url}{ADAM}")
    assert page.get_by_role("button", name="Copy as LaTeX").count() == 0
    page.locator("#adam-step .dl-tools a").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#adam-step").get_by_text("copied").wait_for()
    page.locator("#adam-step").hover()
    assert page.get_by_role("button", name="Copy as LaTeX").count() == 1


def test_nothing_moves_while_a_page_loads(site, page):
    page.add_init_script(SHIFT)
    page.goto(f"{site.url}{ADAM}")
    page.locator(READY).wait_for(state="attached")
    page.evaluate("() => new Promise((done) => requestIdleCallback(done))")
    assert page.evaluate("window.shift") < 0.1
