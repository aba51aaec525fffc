"""The meaning of a verdict: one sentence where one points at it, and the whole in the guide."""

import pytest

from tests.book.site.site import ROOT
from tests.book.site.visit import READY
from tools.model.evidence import VERDICTS

ADAM = "notebooks/foundations/adam_vs_adamw.html"
HEADINGS = {"agrees": "Agrees with the code"}
in_sample = pytest.mark.parametrize("site", ["sample"], indirect=True)


@pytest.fixture
def page(browser, site):
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(site.url + ADAM)
    page.locator(READY).wait_for(state="attached")
    yield page
    page.close()


def badge(page, verdict):
    return page.locator(f".dl-evidence.dl-{verdict.replace(' ', '-')} .dl-verdict").first


def said(page):
    return page.locator(".dl-tip:visible").all_inner_texts()


@pytest.mark.parametrize("verdict", VERDICTS)
def test_the_guide_begins_with_the_same_sentence(verdict):
    guide = (ROOT / "book/how-to-read.md").read_text("utf-8")
    heading = HEADINGS.get(verdict, verdict.capitalize())
    paragraph = guide.split(f"### {heading}\n\n")[1].split("\n\n")[0]
    assert " ".join(paragraph.split()).startswith(VERDICTS[verdict].means)


@in_sample
@pytest.mark.parametrize("verdict", VERDICTS)
def test_pointing_at_a_verdict_or_reaching_it_by_key_tells_what_it_means(page, verdict):
    place, means = badge(page, verdict), VERDICTS[verdict].means
    assert said(page) == []
    place.hover()
    assert said(page) == [means]
    page.mouse.move(0, 0)
    assert said(page) == []
    link = place.get_by_role("link")
    link.focus()
    assert said(page) == [means]
    described = link.get_attribute("aria-describedby")
    assert page.locator(f"#{described}").text_content() == means
    page.keyboard.press("Escape")
    assert said(page) == []
    link.click()
    assert "how-to-read.html#" in page.url


@in_sample
def test_one_can_point_at_the_words_themselves(page):
    badge(page, "proved").hover()
    box = page.locator(".dl-tip").bounding_box()
    start = badge(page, "proved").locator("a").bounding_box()
    x = start["x"] + 10
    for y in range(round(start["y"] + start["height"] / 2), round(box["y"] + box["height"] / 2)):
        page.mouse.move(x, y)
        assert said(page) == [VERDICTS["proved"].means]


@in_sample
def test_the_words_stay_inside_a_phone(browser, site):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(site.url + ADAM)
    page.locator(READY).wait_for(state="attached")
    for place in page.locator(".dl-verdict:visible").all():
        place.locator("a").focus()
        box = page.locator(".dl-tip").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    page.close()


@in_sample
def test_without_scripts_the_sentence_is_the_badges_title(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + ADAM)
    assert badge(page, "proved").get_attribute("title") == VERDICTS["proved"].means
    context.close()


def test_the_head_of_every_chapter_leads_to_the_guide(site):
    for address in site.chapters:
        links = [a.get("href") for a in site.page(address).named("a")]
        assert "../../book/how-to-read.html" in links, address


def test_the_guide_says_in_two_lines_how_to_read_a_chapter(site):
    text = (site.html / "book/how-to-read.html").read_text("utf-8")
    first = text.split('id="how-to-read"')[1].split("</h1>")[1].split("</p>")[0]
    assert "label" in first and "folded" in first
