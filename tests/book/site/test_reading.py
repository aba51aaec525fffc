"""Home, the head of a chapter, copying, progress, printing, sharing, and reading offline."""

import doctest
import io
import zipfile
from importlib import import_module

import pytest
import sympy
from PIL import Image

from tests.book.site import sample
from tests.book.site.site import ROOT
from tests.book.site.visit import READY
from tools.model import references

ADAM = "notebooks/foundations/adam_vs_adamw.html"
AUTOGRAD = "notebooks/foundations/autograd.html"
in_sample = pytest.mark.parametrize("site", ["sample"], indirect=True)


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    yield context.new_page()
    context.close()


def opened(page, site, address):
    page.goto(site.url + address)
    page.locator(READY).wait_for(state="attached")
    return page


@pytest.mark.parametrize("name", ["page", "sympy_text"])
def test_the_examples_in_docstrings_hold(name):
    result = doctest.testmod(import_module(f"dlnotes_site.{name}"))
    assert result.attempted and not result.failed


def test_one_screen_says_what_this_is_and_where_to_start(site, page):
    opened(page, site, "book/index.html")
    for place in (
        "article h1",
        ".dl-start a >> nth=0",
        ".dl-live .dl-verdict",
        ".dlnotes-widget input",
    ):
        page.locator(place).first.wait_for()
        box = page.locator(place).first.bounding_box()
        assert box["y"] + box["height"] <= 900, place


def test_the_explorer_of_the_home_page_is_live(site, page):
    opened(page, site, "book/index.html")
    slider = page.locator(".dl-live input[type=range]").first
    slider.wait_for()
    page.locator(".dl-live .dlx-edge").first.wait_for(state="attached")
    lines = "() => [...document.querySelectorAll('.dl-live path')].map((p) => p.getAttribute('d'))"
    before = page.evaluate(lines)
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"(before) => String(({lines})()) !== String(before)", arg=before)


def test_every_chapter_has_a_card_or_is_planned(site):
    home = site.page("book/index.html")
    text = (site.html / "book/index.html").read_text(encoding="utf-8")
    cards = text.split('class="dl-cards"')[1:]
    assert sum(block.split("</ul>")[0].count("<li") for block in cards) == len(site.chapters)
    planned = [a["href"] for a in home.named("a") if "map.html#" in a.get("href", "")]
    assert len(set(planned)) >= 49 - len(site.chapters)


def test_thumbnails_are_small_and_lazy(site):
    pictures = [i for i in site.page("book/index.html").named("img") if "thumb" in i["src"]]
    assert pictures
    for picture in pictures:
        file = site.html / "book" / picture["src"]
        assert file.stat().st_size <= 20_000
        assert picture["loading"] == "lazy" and picture["alt"]


def test_a_busy_picture_loses_colours_until_it_is_small():
    from dlnotes_site.thumbnails import MOST, thumbnail

    noise = Image.effect_noise((900, 600), 90).convert("RGB")
    file = io.BytesIO()
    noise.save(file, "PNG")
    small = Image.open(io.BytesIO(thumbnail(file.getvalue())))
    plain = io.BytesIO()
    Image.new("RGB", (900, 600), "teal").save(plain, "PNG")
    assert small.width == 450 and len(thumbnail(plain.getvalue())) < MOST


@in_sample
def test_the_head_takes_over_the_words_of_the_opening(site):
    text = (site.html / ADAM).read_text(encoding="utf-8")
    head = text[text.index('class="dl-header"') : text.index("</dl>")]
    assert "<dt>You learn to</dt><dd> unroll an average and name its weights.</dd>" in head
    assert "<dt>You need</dt><dd> sums and" in head
    assert text.count("unroll an average and name") == 1
    assert "<strong>You need</strong>" not in text


@in_sample
def test_counts_lead_to_the_statements_counted(site):
    chapter, health = site.page(ADAM), site.page("book/health.html")
    links = [a["href"] for a in chapter.named("a") if "health.html#" in a.get("href", "")]
    assert "../../book/health.html#adam-vs-adamw-proved" in links
    assert {link.split("#")[1] for link in links} <= health.ids


@in_sample
def test_an_equation_names_the_sections_and_chapters_that_use_it(site):
    text = (site.html / ADAM).read_text(encoding="utf-8")
    box = text[text.index('id="unrolled-sum"') :]
    used = box[box.index("Used in") :].split("</p>")[0]
    assert 'href="#the-moving-average"' in used and 'href="autograd.html"' in used
    assert "Used in" not in text[text.index('id="apery"') :].split("dl-evidence")[0]


@in_sample
def test_a_formula_is_copied_as_sympy_reads_it(site, browser):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = opened(context.new_page(), site, ADAM)
    page.locator("#adam-step").get_by_role("button", name="Copy as sympy").click()
    page.get_by_text("copied").wait_for()
    copied = sympy.sympify(page.evaluate("navigator.clipboard.readText()"))
    w, eta, m, v, epsilon = sympy.symbols("w eta m v epsilon")
    assert copied.rhs == w - eta * m / (epsilon + sympy.sqrt(v))
    assert page.locator("#share-left [aria-label='Copy as sympy']").count() == 0
    context.close()


@in_sample
def test_progress_is_remembered_shown_and_erased(site, page):
    opened(page, site, ADAM).get_by_role("button", name="Mark as read").first.click()
    assert page.get_by_role("button", name="Read: take the mark back").count() == 2
    opened(page, site, "book/index.html")
    assert page.locator(".dl-cards a.dl-read").all_text_contents() == ["Adam versus AdamW"]
    assert "read 1 of 2 chapters" in page.locator(".dl-progress").inner_text()
    page.get_by_role("button", name="Erase").click()
    assert page.evaluate("localStorage.length") == 0 or not page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('dlnotes')).length"
    )
    assert page.locator(".dl-read").count() == 0


@in_sample
def test_a_solved_question_counts(site, page):
    opened(page, site, ADAM)
    key = f"dlnotes:/{ADAM}:decay"
    page.evaluate("key => localStorage.setItem(key, '1')", key)
    opened(page, site, "book/index.html")
    assert "solved 1 of 2 questions" in page.locator(".dl-progress").inner_text()


@in_sample
@pytest.mark.parametrize("address", ["nowhere.html", "notebooks/rope/deep/er.html"])
def test_a_wrong_address_leads_back_at_any_depth(site, page, address):
    answer = page.goto(site.url + address)
    assert answer.status == 404
    page.locator(READY).wait_for(state="attached")
    page.get_by_role("link", name="First page").click()
    assert page.url == f"{site.url}book/index.html"


def test_a_wrong_address_below_a_folder_leads_back(serve, browser, tmp_path):
    import functools
    import threading

    from tools.serve import server

    site = serve("sample")
    (tmp_path / "repository").symlink_to(site.html)
    (tmp_path / "index.html").write_text("<title>host</title>")
    (tmp_path / "404.html").symlink_to(site.html / "404.html")
    host = server(0, tmp_path)
    threading.Thread(target=functools.partial(host.serve_forever), daemon=True).start()
    page = browser.new_page()
    url = f"http://127.0.0.1:{host.server_port}/repository/"
    page.goto(f"{url}notebooks/rope.html")
    page.locator(READY).wait_for(state="attached")
    assert (
        page.get_by_role("link", name="Search").get_attribute("href") == f"{url}search.html?q=rope"
    )
    page.close()
    host.shutdown()
    host.server_close()


def test_a_shared_link_has_title_and_description(site):
    for address in ("book/index.html", "book/map.html", *site.chapters):
        metas = {
            m["property"]: m["content"] for m in site.page(address).named("meta") if "property" in m
        }
        assert metas["og:title"] and metas["og:description"] and "og:image" not in metas, address
        assert "$" not in metas["og:description"]


def test_the_archive_holds_the_site(site):
    with zipfile.ZipFile(site.html / "dlnotes.zip") as archive:
        names = set(archive.namelist())
        page = archive.read("dlnotes/book/index.html")
        dates = {entry.date_time for entry in archive.infolist()}
    assert {f"dlnotes/{name}" for name in site.pages} <= names
    assert page == (site.html / "book/index.html").read_bytes()
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_the_archive_is_linked_from_how_to_read(site):
    links = {a.get("href") for a in site.page("book/how-to-read.html").named("a")}
    assert "../dlnotes.zip" in links


@in_sample
def test_print_shows_the_text_alone_on_white(site, browser):
    context = browser.new_context(color_scheme="dark")
    page = opened(context.new_page(), site, ADAM)
    page.emulate_media(media="print")
    hidden = (".bd-sidebar-primary", ".dl-tools", ".dl-button", ".prev-next-footer")
    assert not [place for place in hidden if page.locator(place).first.is_visible()]
    colours = "e => [getComputedStyle(e).color, getComputedStyle(document.body).backgroundColor]"
    assert page.locator("article h1").evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    context.close()


def test_no_page_carries_the_icon_font(site):
    assert not list((site.html / "_static").rglob("fa-*"))
    style = (site.html / "_static/styles/pydata-sphinx-theme.css").read_text(encoding="utf-8")
    assert (
        "fontawesome/webfonts" not in style and ".fa-rocket" not in style and ".bd-article" in style
    )


def test_a_sample_book_without_an_explorer_has_a_home_page(tmp_path):
    from dlnotes_site.catalogue import read_catalogue
    from dlnotes_site.home import hero_nodes

    sample.write_sample(ROOT, tmp_path / "sample")
    catalogue = read_catalogue(tmp_path / "sample", {"notebooks/foundations/autograd"})
    assert hero_nodes(None, None, catalogue) == []


def test_pictures_of_sliders_are_files_of_their_own(site):
    for address in site.chapters:
        text = (site.html / address).read_text(encoding="utf-8")
        assert "data:image/svg+xml;base64" not in text, address
    pictures = [i for i in site.page(ADAM).named("img") if "_static/pictures/" in i["src"]]
    assert pictures
    for picture in pictures:
        file = (site.html / ADAM).parent / picture["src"]
        assert file.read_bytes().startswith(b"<svg") and picture["loading"] == "lazy"


def test_a_reference_without_a_note_is_shown(tmp_path):
    from dlnotes_site.references import entry_node

    path = tmp_path / references.FILE
    path.parent.mkdir()
    path.write_text("@misc{a, author={Ada Bee}, title={C}, year={1900}, eprint={1}}")
    assert (
        entry_node(references.bibliography(tmp_path)["a"]).astext()
        == "Bee 1900. Ada Bee. C. arXiv:1. "
    )


@in_sample
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_is_known_before_the_page_is_drawn(site, browser, theme):
    page = browser.new_page(color_scheme=theme)
    page.route("**/pydata-sphinx-theme.js*", lambda route: route.abort())
    page.goto(site.url + ADAM)
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    page.close()
