"""The built pages as files: links, anchors, evidence, counts, policy."""

import re
from collections import Counter
from urllib.parse import unquote, urlparse

import pytest

from tests.book.site.sample import EVIDENCE, RECORDS
from tools.model.catalogue import catalogue

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:"
)
ADDRESSES = [("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"), ("source", "src")]
ICON = re.compile(r"\bfa-[a-z-]+")


@pytest.fixture(scope="session")
def pages(site):
    """{path: parsed page}"""
    return {page: site.page(page) for page in site.pages}


def addresses(page):
    return [a[key] for name, key in ADDRESSES for a in page.named(name) if a.get(key)]


def test_there_are_pages(site):
    assert {"index.html", "search.html", "book/index.html", "book/health.html"} <= set(site.pages)


def test_every_inner_link_and_anchor_resolves(site, pages):
    assert not dead_links(site.html, pages)


def dead_links(html, pages):
    """(page, address) of every inner link that leads nowhere."""
    return [
        (page, address)
        for page, parsed in pages.items()
        for address in addresses(parsed)
        if not urlparse(address).scheme and not leads(html, pages, page, address)
    ]


def leads(html, pages, page, address):
    """Whether the file is there, and the anchor in it."""
    parts = urlparse(address)
    target = (html / page).parent / unquote(parts.path) if parts.path else html / page
    if not target.is_file():
        return False
    known = pages.get(target.resolve().relative_to(html.resolve()).as_posix())
    return not parts.fragment or known is None or unquote(parts.fragment) in known.ids


def test_only_links_name_another_host(pages):
    loaded = [(name, key) for name, key in ADDRESSES if name != "a"]
    foreign = [
        (page, attributes[key])
        for page, parsed in pages.items()
        for name, key in loaded
        for attributes in parsed.named(name)
        if urlparse(attributes.get(key) or "").netloc
    ]
    assert not foreign


def test_every_page_carries_the_policy(pages):
    def policy(page):
        metas = page.named("meta")
        return [m["content"] for m in metas if m.get("http-equiv") == "Content-Security-Policy"]

    assert {tuple(policy(page)) for page in pages.values()} == {(POLICY,)}


def test_every_picture_has_words(pages):
    silent = [(p, a) for p, page in pages.items() for a in page.named("img") if not a.get("alt")]
    assert not silent


def test_every_widget_is_once_on_its_page(site, pages):
    for page in site.chapters:
        names = [box["id"] for box in pages[page].with_class("dlnotes-widget")]
        ids = Counter(e.attributes["id"] for e in pages[page].elements if "id" in e.attributes)
        assert [ids[name] for name in names] == [1] * len(names), page


def test_every_page_has_a_title_and_a_language(pages):
    assert not [p for p, page in pages.items() if page.named("html")[0].get("lang") != "en"]
    assert not [p for p, page in pages.items() if not page.named("title")]


def test_every_icon_is_drawn(site, pages):
    drawn = (site.html / "_static/icons.css").read_text()
    classes = {a.get("class") or "" for page in pages.values() for a in page.named("i")}
    classes |= {a.get("class") or "" for page in pages.values() for a in page.named("span")}
    used = set(ICON.findall(" ".join(classes))) - {"fa-solid", "fa-lg"}
    assert not {icon for icon in used if f".{icon}" not in drawn}
    assert "fa-bars" in used


def records_of(notebook):
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    return [output["data"][EVIDENCE] for output in outputs if EVIDENCE in output.get("data", {})]


def test_every_record_is_shown_with_its_verdict(site, pages):
    for page in site.chapters:
        wanted = [record["verdict"] for record in records_of(site.notebook(page))]
        assert pages[page].verdicts == wanted, page
        assert len(pages[page].with_class("dl-evidence")) == len(wanted), page


def anchors_of(site, page):
    """Where each record stands on its page: at its label, or at its number."""
    records = records_of(site.notebook(page))
    return [record["label"] or f"statement-{n}" for n, record in enumerate(records, 1)]


def test_every_record_is_an_anchor(site, pages):
    for page in site.chapters:
        shown = [box.get("id") for box in pages[page].with_class("dl-evidence")]
        assert shown == anchors_of(site, page), page


def test_every_count_of_verdicts_leads_to_its_statements(site, pages):
    health = pages["book/health.html"]
    links = [address for address in addresses(health) if address.startswith("#")]
    for page in site.chapters:
        wanted = {f"../{page}#{anchor}" for anchor in anchors_of(site, page)}
        assert wanted <= set(addresses(health)), page
        name = page.split("/")[-1].removesuffix(".html").replace("_", "-")
        verdicts = {record["verdict"] for record in records_of(site.notebook(page))}
        lines = {link[1:] for link in links if link.startswith(f"#{name}-")}
        assert len(lines) == len(verdicts) and lines <= health.ids, page


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_limits_names_what_is_only_computed_and_why(site, pages):
    assert "../notebooks/foundations/adam_vs_adamw.html#apery" in addresses(
        pages["book/limits.html"]
    )
    assert "sympy has no closed form of" in (site.html / "book/limits.html").read_text()


def test_a_formula_is_shown_without_its_verdict(site, pages):
    for page in site.chapters:
        shown = [box["data-latex"] for box in pages[page].with_class("dl-evidence")]
        assert shown == [record["latex"] for record in records_of(site.notebook(page))]
        assert "qquad \\text{" not in (site.html / page).read_text()


def counts_of(site, page):
    """The health row of a chapter, counted again from its notebook."""
    path = (site.source / page).with_suffix(".ipynb")
    notebook = site.notebook(page)
    verdicts = Counter(record["verdict"] for record in records_of(notebook))
    tags = [set(cell["metadata"].get("tags", [])) for cell in notebook["cells"]]
    shown = [cell.get("outputs") for cell in notebook["cells"]]
    skipped = {"nbval-ignore-output", "nbval-skip", "NBVAL_IGNORE_OUTPUT", "NBVAL_SKIP"}
    return {
        "Proved": verdicts["proved"],
        "Numeric": verdicts["checked numerically"],
        "Agree": verdicts["agrees"],
        "Found": verdicts["found"],
        "Defined": verdicts["definition"],
        "Exercises": sum("exercise" in names for names in tags),
        "Explorers": shown_kinds(notebook).count("explorer"),
        "Questions": shown_kinds(notebook).count("question"),
        "Cells": sum(
            1 for names, out in zip(tags, shown, strict=True) if out and not names & skipped
        ),
        "Seconds": notebook["metadata"]["dlnotes"]["ran"]["seconds"],
        "kB": round(path.stat().st_size / 1000),
    }


def shown_kinds(notebook):
    """The kinds of the widgets whose pages a notebook stores."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    html = ["".join(output.get("data", {}).get("text/html", "")) for output in outputs]
    return re.findall(r'"kind":"(explorer|question)"', "".join(html))


def health_tables(pages):
    """{title of a part or chapter: {column: number}} as the health page's tables show it."""
    heads, shown = None, {}
    for name, *cells in pages["book/health.html"].rows:
        if name in ("Part", "Chapter", "Chapters"):
            heads = cells
        elif "Proved" in heads:
            numbers = [int(cell.replace(",", "")) for cell in cells]
            assert name not in shown
            shown[name] = dict(zip(heads, numbers, strict=True))
    return shown


def test_the_health_page_equals_a_recount(site, pages):
    shown, book = health_tables(pages), catalogue(site.source)
    total, parts = Counter(), {}
    for page in site.chapters:
        entry, counts = book.entries[name_of(page)], counts_of(site, page)
        assert shown.pop(entry.title) == counts, page
        total.update(counts)
        parts.setdefault(entry.part, Counter()).update(counts)
    titles = {part.name: part.title for part in book.parts}
    sums = {"All chapters": total} | {titles[name]: counts for name, counts in parts.items()}
    assert shown == {title: dict(counts) for title, counts in sums.items()}


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_the_health_page_of_the_sample(pages):
    row = health_tables(pages)["Adam versus AdamW"]
    hand = {"Proved": 3, "Numeric": 1, "Agree": 1, "Found": 1, "Defined": 1, "Exercises": 1}
    hand |= {"Explorers": 3, "Questions": 2}
    assert {name: row[name] for name in hand} == hand
    assert row["Cells"] == 11 and row["Seconds"] == 7
    assert len(RECORDS) == 6


def test_the_home_page_links_every_chapter(site, pages):
    links = {urlparse(address).path for address in addresses(pages["book/index.html"])}
    assert {f"../{page}" for page in site.chapters} <= links


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_a_reference_names_the_chapters_that_cite_it(site, pages):
    assert {"kingma2014", "zhang2018"} <= pages["book/references.html"].ids
    text = (site.html / "book/references.html").read_text()
    entries = {
        key: text[text.index(f'id="{key}"') :].split("</li>")[0]
        for key in ("kingma2014", "xie2024", "zhang2018")
    }
    assert "adam_vs_adamw.html" in entries["kingma2014"]
    assert "autograd.html" in entries["zhang2018"]
    assert "Cited in" not in entries["xie2024"]


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_the_header_of_a_chapter(site):
    text = (site.html / "notebooks/foundations/adam_vs_adamw.html").read_text()
    header = text[text.index('class="dl-header"') : text.index("</dl>")]
    assert '<p class="dl-title-zh" lang="zh-Hans">Adam 与 AdamW</p>' in header
    assert "权重衰减在何处进入更新" in header
    assert "40 minutes, intermediate" in header
    assert "references.html#kingma2014" in text and "references.html" not in header
    assert ">3 proved</a>, " in header and ">1 checked numerically</a>" in header
    assert "3 explorers, 2 questions" in header


def test_the_header_links_what_a_chapter_builds_on(site):
    entries = catalogue(site.source).entries
    full = {entry.name: name for name, entry in entries.items()}
    for page in site.chapters:
        text = (site.html / page).read_text()
        header = text[text.index('class="dl-header"') : text.index("</dl>")]
        for name in entries[name_of(page)].prerequisites:
            written = f"notebooks/{full[name]}.html" in site.chapters
            address = f"/{name}.html" if written else f"/map.html#{name}"
            assert f'{address}"' in header or f'"{address[1:]}"' in header, page
            assert written or "(planned)" in header, page


def name_of(page):
    """The name of the chapter on a page: `part/name`."""
    return page.removeprefix("notebooks/").removesuffix(".html")


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_a_comma_stays_with_the_formula_before_it(site):
    text = (site.html / "notebooks/foundations/adam_vs_adamw.html").read_text()
    assert re.search(r"<mn>0</mn></math>,</span> the", text)
