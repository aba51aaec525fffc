"""The list of all pages at the side: one for all pages, with the page's own place marked."""

import pytest
import yaml

SIDEBAR = "#pst-primary-sidebar"


@pytest.fixture
def page(browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def contents(site):
    """[(title of a part, its pages)] of the table of contents."""
    toc = yaml.safe_load((site.source / "_toc.yml").read_text("utf-8"))
    files = [[f"{chapter['file']}.html" for chapter in part["chapters"]] for part in toc["parts"]]
    return list(zip([part["caption"] for part in toc["parts"]], files, strict=True))


LIST = """() => [...document.querySelectorAll("details.dl-contents")].map((part) => [
  part.querySelector("summary").textContent,
  [...part.querySelectorAll("a")].map((link) => link.href),
  part.open,
  [...part.querySelectorAll("[aria-current=page]")].map((link) => link.href.split("#")[0]),
])"""


def test_every_page_lists_all_and_opens_its_own_part(site, page):
    for address in [site.chapters[0], site.longest, "book/health.html", "search.html"]:
        page.goto(site.url + address)
        shown = page.evaluate(LIST)
        assert [part[0] for part in shown] == [title for title, _ in contents(site)]
        for (_, links, is_open, current), (title, files) in zip(shown, contents(site), strict=True):
            own = address in files
            wanted = [site.url + file for file in files]
            assert [link.split("#")[0] for link in links] == wanted, title
            assert is_open == own and current == ([site.url + address] if own else []), title


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_a_part_opens_by_keyboard(site, page):
    page.goto(f"{site.url}notebooks/foundations/autograd.html")
    closed = page.locator("details.dl-contents:not([open])").first
    closed.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "How to read"
    page.keyboard.press("Enter")
    page.wait_for_url("**/book/how-to-read.html")


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_the_own_place_stands_out(site, page):
    page.goto(f"{site.url}notebooks/foundations/autograd.html")
    weight = "(link) => getComputedStyle(link).fontWeight"
    links = page.locator(f"{SIDEBAR} details[open] a")
    own, other = page.locator(f"{SIDEBAR} [aria-current=page]"), links.last
    assert own.text_content() == "Automatic differentiation" != other.text_content()
    assert own.evaluate(weight) > other.evaluate(weight)
