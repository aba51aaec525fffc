"""The order in which a page's files load, and how much a page holds."""

import re

import pytest

# Elements beside explorers that the longest page may hold today; a chapter is to have 6,000.
AT_MOST = 13_000


@pytest.fixture(scope="session", params=["book", "sample"])
def long_page(request, serve):
    """(the longest chapter's page parsed, its text)"""
    site = serve(request.param)
    return site.page(site.longest), (site.html / site.longest).read_text("utf-8")


def test_no_script_file_holds_up_the_page(long_page):
    files = [a for a in long_page[0].named("script") if a.get("src")]
    assert files and all("defer" in a or a.get("type") == "module" for a in files)


def test_scripts_stand_before_the_text(long_page):
    text = long_page[1]
    assert text.rindex("<script", 0, text.index("</head>")) > 0
    assert not re.search(r"<script[^>]* src=", text[text.index("</head>") :])


def test_figures_keep_their_place_and_come_when_they_are_near(long_page):
    figures = [a for a in long_page[0].named("img") if "_images/" in a["src"]]
    assert figures
    for figure in figures:
        assert figure["loading"] == "lazy"
        assert min(int(figure["width"]), int(figure["height"])) > 20


@pytest.mark.parametrize("site", ["book"], indirect=True)
def test_a_page_holds_few_elements(site):
    for address in site.chapters:
        page = site.page(address)
        inside = len(page.with_class("dlnotes-widget"))
        assert len(page.elements) - inside < AT_MOST, address
