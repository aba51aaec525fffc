"""The form that makes links for a class."""

from urllib.parse import parse_qs, urlsplit

import pytest


@pytest.fixture
def form(serve, browser):
    page = browser.new_page()
    page.goto(serve("sample").url + "book/teach.html")
    yield page.locator(".dl-link-form")
    page.close()


def test_the_link_brings_the_chosen_chapter_to_the_hub(form):
    form.get_by_label("Address of the JupyterHub").fill("https://hub.example.org/")
    form.get_by_label("Chapter").select_option("Automatic differentiation")
    link = urlsplit(form.locator("output a").get_attribute("href"))
    assert (link.netloc, link.path) == ("hub.example.org", "/hub/user-redirect/git-pull")
    assert parse_qs(link.query) == {
        "repo": ["https://github.com/someone/book"],  # the sample is published from there
        "branch": ["published"],
        "urlpath": ["lab/tree/book/notebooks/foundations/autograd.ipynb"],
    }


def test_it_says_what_is_missing(form):
    assert "once these are filled in: hub." in form.locator("output").inner_text()
    form.get_by_label("Branch").fill(" ")
    assert "hub, branch." in form.locator("output").inner_text()
