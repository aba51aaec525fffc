"""The search finds chapters, written or planned, by English and by Chinese words of any length."""

import gzip
import json

import pytest
from docutils import nodes
from docutils.utils import new_document

from tests.book.site.visit import READY
from tools.notebooks import catalogue

INDEX, TEXTS = "_static/search-index.js", "_static/search-text.js"
AT_MOST = 300_000  # bytes gzipped, asked for when the search is first used


@pytest.fixture(scope="module")
def page(browser):
    """One window for all searches: each begins with an address of its own, and leaves nothing."""
    page = browser.new_page()
    yield page
    page.close()


def index_of(site):
    text = (site.html / INDEX).read_text(encoding="utf-8")
    return json.loads(text.removeprefix("window.dlnotesIndex=").rstrip(";\n"))


def search(page, site, query):
    """Titles of the chapters and pages found, best first."""
    page.goto(f"{site.url}search.html?q={query}")
    page.wait_for_function("document.querySelector('#search-results [role=status]')?.textContent")
    return page.locator("#search-results > ul > li > a").all_text_contents()


def test_every_chapter_is_in_the_index_once(site):
    titles = [entry["title"] for entry in index_of(site)]
    assert len(titles) == len(set(titles))
    chapters = [e for e in index_of(site) if "planned" in e or "notebooks/" in e["url"]]
    assert len(chapters) == len(catalogue(site.source).entries)


def test_the_index_is_light(site):
    sizes = [len(gzip.compress((site.html / file).read_bytes())) for file in (INDEX, TEXTS)]
    assert sum(sizes) < AT_MOST and sizes[0] < sizes[1] / 2


@pytest.mark.parametrize("site", ["book"], indirect=True)
@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("梯度", "Directional derivative and gradient"),
        ("感受野", "Receptive field"),
        ("方向导数", "Directional derivative and gradient"),
        ("概率流", "Diffusion as a stochastic differential equation"),
        ("权重衰减", "Adam versus AdamW"),
        ("感受野receptive", "Receptive field"),
        ("prob flow", "Diffusion as a stochastic differential equation"),
        ("normalising", "Normalizing flows"),
        ("ADAM", "Adam versus AdamW"),
    ],
)
def test_the_best_result(site, page, query, title):
    assert search(page, site, query)[0] == title


@pytest.mark.parametrize("site", ["sample"], indirect=True)
@pytest.mark.parametrize("word", ["衰减", "自动微分", "unrolled"])
def test_english_and_chinese_words_lead_to_a_chapter(site, page, word):
    search(page, site, word)
    first = page.locator("#search-results > ul > li > a").first
    assert "notebooks/" in first.get_attribute("href")


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_a_section_is_found_and_its_words_are_marked(site, page):
    assert search(page, site, "average unrolled")[0] == "Adam versus AdamW"
    part = page.locator("#search-results ul ul a").first
    assert part.get_attribute("href").endswith("adam_vs_adamw.html#the-moving-average")
    assert "unrolled" in page.locator("#search-results mark").all_text_contents()
    part.click()
    page.wait_for_url("**/adam_vs_adamw.html#the-moving-average")
    page.locator(READY).wait_for(state="attached")
    sought = "[...CSS.highlights.get('dl-sought')].map(String)"
    assert "unrolled" in page.evaluate(sought)


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_a_planned_chapter_is_said_to_be_planned(site, page):
    assert search(page, site, "感受野")[0] == "Receptive field"
    first = page.locator("#search-results > ul > li").first
    assert "planned" in first.inner_text()
    first.locator("a").first.click()
    assert page.url.endswith("book/map.html#receptive_field")


@pytest.mark.parametrize("site", ["sample"], indirect=True)
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("zxqv", "Nothing found"),
        ("感受野", "of them planned"),
        ("反向模式", "2 results"),
        ("receptive zxqv", "No page has all of these words"),
    ],
)
def test_the_number_of_results_is_announced(site, page, query, words):
    search(page, site, query)
    assert words in page.locator("#search-results").inner_text()


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_the_dialog_is_used_by_keyboard_alone(site, page):
    page.goto(f"{site.url}notebooks/foundations/autograd.html")
    page.locator(READY).wait_for(state="attached")
    page.keyboard.press("Control+k")
    page.keyboard.type("衰减")
    page.locator("#pst-search-dialog li a").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/adam_vs_adamw.html")


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_nothing_is_asked_for_before_the_search_is_used(site, browser):
    asked, page = [], browser.new_page()  # with nothing in its cache
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.url}book/index.html")
    page.locator(READY).wait_for(state="attached")
    page.close()
    assert asked and not [url for url in asked if INDEX in url or TEXTS in url]


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_titles_are_found_before_the_words_of_sections_are_there(site, browser):
    held, page = [], browser.new_page()  # with nothing in its cache
    page.route(f"**/{TEXTS}", lambda route: held.append(route))
    page.goto(f"{site.url}search.html?q=decay", wait_until="commit")
    results = page.locator("#search-results")
    results.locator("a", has_text="Adam versus AdamW").wait_for()
    assert results.locator("[role=status]").text_content() == ""
    sections = results.locator("li", has_text="Adam versus AdamW").locator("ul a")
    assert sections.count() == 0
    held[0].continue_()
    sections.first.wait_for()
    assert "result" in results.locator("[role=status]").text_content()
    page.close()


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_a_missing_index_is_told(site, page):
    page.route(f"**/{TEXTS}", lambda route: route.abort())
    page.goto(f"{site.url}search.html?q=decay")
    status = page.locator("#search-results [role=status]")
    page.wait_for_function("document.querySelector('#search-results [role=status]').textContent")
    assert "does not work here" in status.text_content()


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_what_the_site_writes_is_not_searched(site):
    texts = (site.html / TEXTS).read_text("utf-8")
    assert "each step multiplies by" in texts
    assert "then computed at 20 points" not in texts and "checked numerically apery" not in texts


def test_formulas_and_code_are_not_searched():
    from dlnotes_site.search import sections

    document = new_document("page")
    section = nodes.section("", nodes.title("", "A title"), ids=["a-title"])
    line = nodes.paragraph("", "", nodes.Text("one "), nodes.math("", "x"), nodes.Text("two"))
    section += [line, nodes.literal_block("", "three")]
    section += nodes.section("", nodes.title("", "Below"), nodes.paragraph("", "4"), ids=["below"])
    document += section
    assert sections(document) == [["A title", "", "one two"], ["Below", "below", "4"]]
