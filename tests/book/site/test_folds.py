"""What is folded on a page: checks, deeper sections; the switch, links, paper, no scripts."""

import pytest

from tests.book.site.axe import serious
from tests.book.site.visit import READY

ADAM = "notebooks/foundations/adam_vs_adamw.html"
in_sample = pytest.mark.parametrize("site", ["sample"], indirect=True)
CODE, KEPT, DEEPER = ".dl-code:not(.dl-kept)", ".dl-code.dl-kept", ".dl-deeper"
INSIDE = "#missing-weight"
OPEN = "all => all.map((fold) => fold.open)"
# How far the page jumps by itself, from its first picture on.
JUMPS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


@pytest.fixture
def context(browser):
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context, site):
    return opened(context.new_page(), site, ADAM)


def opened(page, site, address):
    page.goto(site.url + address)
    page.locator(READY).wait_for(state="attached")
    return page


def switch(page):
    return page.get_by_role("switch", name="Show all code")


def state(page, folds):
    return page.locator(folds).evaluate_all(OPEN)


def cells(site, address):
    return site.notebook(address)["cells"]


def is_folded(cell):
    return cell["metadata"].get("jupyter", {}).get("source_hidden", False)


def joins(cell, following):
    """Whether the code of a cell without output is shown with that of the next one."""
    asks = "Question(" in "".join(following["source"])
    return is_folded(cell) and is_folded(following) and not cell["outputs"] and not asks


def test_every_page_folds_what_its_notebook_folds_and_shows_the_rest(site, context):
    for address in site.chapters:
        stored = cells(site, address)
        code = [cell for cell in stored if cell["cell_type"] == "code"]
        folds = sum(map(is_folded, stored)) - sum(map(joins, stored, stored[1:]))
        page = opened(context.new_page(), site, address)
        assert page.locator(".dl-code").count() == folds
        assert page.locator(".cell_input").count() == folds + len(code) - sum(
            map(is_folded, stored)
        )
        assert page.locator(".dl-code .cell_input").count() == folds
        assert not any(state(page, "article details"))
        page.close()


def test_evidence_stands_in_the_open_with_its_code_behind_it(site, context):
    for address in site.chapters:
        page = opened(context.new_page(), site, address)
        outside = page.locator(f"{DEEPER} .dl-evidence").count()
        shown = page.locator(".dl-evidence:visible").count()
        assert shown + outside == page.locator(".dl-evidence").count()
        assert page.locator(".cell .dl-evidence").count() == page.locator(".dl-evidence").count()
        order = "all => all.map((e) => e.lastElementChild.matches('details'))"
        assert all(page.locator(".dl-evidence:has(.dl-code)").evaluate_all(order))
        page.close()


@in_sample
def test_a_click_or_a_key_opens_the_code_of_one_check(page):
    line = page.get_by_text("Code of these checks")
    line.click()
    assert page.get_by_text('claim(m, unrolled, "each step")').is_visible()
    assert state(page, CODE).count(True) == 1
    page.keyboard.press("Enter")
    assert not any(state(page, CODE))


@in_sample
def test_the_switch_opens_all_code_but_answers_and_the_package(page, site):
    switch(page).focus()
    page.keyboard.press("Space")
    assert all(state(page, CODE)) and not any(state(page, KEPT)) and not any(state(page, DEEPER))
    assert page.locator(KEPT).count() == 3  # two questions and the cell that finds the package
    assert switch(page).get_attribute("aria-checked") == "true"
    count = page.locator(CODE).count()
    assert page.get_by_role("status").get_by_text(f"{count} pieces of code are shown.").count()
    page.keyboard.press("Space")
    assert not any(state(page, CODE)) and switch(page).get_attribute("aria-checked") == "false"
    assert page.get_by_role("status").get_by_text(f"{count} pieces of code are folded.").count()


@in_sample
@pytest.mark.parametrize("times", [1, 2], ids=["open", "folded again"])
def test_the_switch_is_remembered_and_nothing_jumps(page, site, times):
    for _ in range(times):
        switch(page).click()
    page.goto(f"{site.url}notebooks/foundations/autograd.html")
    page.locator(READY).wait_for(state="attached")
    assert all(state(page, CODE)) is (times == 1) and page.locator(CODE).count()
    assert switch(page).get_attribute("aria-checked") == str(times == 1).lower()
    page.goto(site.url + ADAM)
    page.locator(READY).wait_for(state="attached")
    assert page.evaluate(JUMPS) < 0.01
    assert all(state(page, CODE)) is (times == 1)


@in_sample
def test_what_is_remembered_is_known_before_the_scripts_of_the_page_run(context, site):
    page = opened(context.new_page(), site, ADAM)
    switch(page).click()
    page.route("**/*.js*", lambda route: route.abort())
    page.reload()
    assert all(state(page, CODE)) and page.locator(CODE).count()


@in_sample
def test_it_works_where_storage_is_forbidden(context, site):
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden') }})"
    )
    page = opened(context.new_page(), site, ADAM)
    switch(page).click()
    assert all(state(page, CODE))


@in_sample
def test_a_deeper_section_shows_its_heading_and_summary_and_opens(page):
    section = page.locator("section:has(> .dl-deeper)")
    assert section.get_by_role("heading", name="Deeper: the limit of the average").is_visible()
    assert section.get_by_text("add up to").is_visible()
    assert not page.locator(INSIDE).is_visible()
    listed = page.locator(".page-toc a").all_inner_texts()
    assert "Deeper: the limit of the average" in listed and "A step inside" not in listed
    section.get_by_text("Read on: the limit of the average").focus()
    page.keyboard.press("Enter")
    assert page.locator(INSIDE).is_visible()
    assert page.get_by_role("heading", name="A step inside").is_visible()


@in_sample
@pytest.mark.parametrize("anchor", [INSIDE, "#a-step-inside", "#deeper-the-limit-of-the-average"])
def test_an_address_into_a_fold_opens_it(context, site, anchor):
    page = opened(context.new_page(), site, ADAM + anchor)
    page.wait_for_function("() => document.querySelector('.dl-deeper').open")
    top = page.locator(anchor).evaluate("(e) => e.getBoundingClientRect().top")
    assert 0 <= top < 450 or page.evaluate(
        "scrollY + innerHeight >= document.body.scrollHeight - 2"
    )


@in_sample
def test_a_link_on_the_page_opens_a_fold_each_time(page):
    link = "a => { a = document.createElement('a'); a.href = '#missing-weight'; a.id = 'go';"
    page.evaluate(f"{link} a.textContent = 'go'; document.querySelector('article').prepend(a); }}")
    for _ in range(2):
        page.evaluate("scrollTo(0, 0)")
        page.locator("#go").click()
        page.locator(INSIDE).wait_for()
        page.evaluate("document.querySelector('.dl-deeper').open = false")


@in_sample
def test_a_link_of_another_page_and_a_search_result_open_a_fold(context, site):
    page = opened(context.new_page(), site, "notebooks/foundations/autograd.html")
    page.get_by_role("link", name="the limit", exact=True).click()
    page.locator(INSIDE).wait_for()
    opened(page, site, "search.html?q=zygomorphic")
    page.locator("#search-results").get_by_role("link", name="A step inside").click()
    page.get_by_text("zygomorphic").wait_for()


@in_sample
def test_paper_shows_what_is_folded_but_no_answer(page, site):
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert all(state(page, CODE)) and all(state(page, DEEPER))
    assert page.locator(INSIDE).is_visible()
    assert page.get_by_text('claim(m, unrolled, "each step")').is_visible()
    assert not page.locator(KEPT).first.is_visible() and not switch(page).is_visible()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not any(state(page, CODE)) and not any(state(page, DEEPER))


@in_sample
def test_without_scripts_all_can_be_read_and_printed(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + ADAM)
    assert not switch(page).is_visible()
    page.get_by_text("Code of these checks").click()
    assert page.get_by_text('claim(m, unrolled, "each step")').is_visible()
    page.get_by_text("Read on: the limit of the average").click()
    assert page.locator(INSIDE).is_visible()
    page.goto(site.url + ADAM + "?")
    page.emulate_media(media="print")
    assert page.locator(INSIDE).is_visible()
    context.close()


@in_sample
def test_the_picture_of_a_live_cell_stands_on_the_page_with_its_words(page):
    picture = page.get_by_role("img", name="A loss that falls, at the setting")
    picture.scroll_into_view_if_needed()  # it comes when it is near
    page.wait_for_function("(e) => e.complete && e.naturalWidth > 0", arg=picture.element_handle())
    assert page.get_by_text("The sliders run this code where there is a kernel").is_visible()
    assert page.get_by_text("live(drawn").is_visible()


@in_sample
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_when_all_is_open(browser, site, theme):
    page = opened(browser.new_page(color_scheme=theme), site, ADAM)
    switch(page).click()
    page.locator(DEEPER).evaluate_all("all => all.forEach((fold) => (fold.open = true))")
    page.locator(".dl-verdict a").first.focus()
    assert serious(page) == []
    page.close()


@in_sample
def test_a_phone_holds_the_switch_with_room_for_a_thumb(browser, site):
    page = opened(browser.new_page(viewport={"width": 390, "height": 844}), site, ADAM)
    assert switch(page).bounding_box()["height"] >= 44
    switch(page).click()
    page.locator(DEEPER).evaluate_all("all => all.forEach((fold) => (fold.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
