"""The map, the learning paths and the glossary: complete, in order, and linked both ways."""

import doctest
import re
from importlib import import_module
from itertools import combinations, pairwise

import pytest

from tests.book.site.sample import write_sample
from tests.book.site.site import ROOT
from tools.model.catalogue import Way
from tools.model.catalogue import catalogue as listed

NAMES = [entry.name for entry in listed(ROOT).entries.values()]
DIAMOND = {"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c", "a"], "e": [], "f": ["e", "d"]}


@pytest.fixture
def root(tmp_path):
    write_sample(ROOT, tmp_path / "sample")
    return tmp_path / "sample"


@pytest.fixture
def catalogue(root):
    return read(root)


def read(root):
    from dlnotes_site.catalogue import read_catalogue

    found = root.glob("notebooks/*/*")
    return read_catalogue(root, {p.relative_to(root).with_suffix("").as_posix() for p in found})


def test_levels_and_what_follows_from_others():
    from dlnotes_site.layout import ancestors, levels, reduced, rows_of

    assert levels(DIAMOND) == {"a": 0, "b": 1, "c": 1, "d": 2, "e": 0, "f": 3}
    assert reduced(DIAMOND)["d"] == ["b", "c"]
    assert ancestors(DIAMOND, "f") == {"a", "b", "c", "d", "e"}
    assert rows_of(DIAMOND)["e"] == 2


def test_chapters_on_the_map_stand_apart_and_below_what_they_need(catalogue):
    from dlnotes_site.layout import places
    from dlnotes_site.map import needs_of

    needs = needs_of(catalogue)
    where, lines = places(needs, 100, 10)
    for a, b in combinations(NAMES, 2):
        assert where[a][1] != where[b][1] or abs(where[a][0] - where[b][0]) > 99.99
    assert all(where[b][1] == where[a][1] + 1 for line in lines for a, b in pairwise(line))
    assert {line[-1] for line in lines} == {name for name in needs if needs[name]}


def test_no_line_on_the_map_runs_behind_a_chapter(catalogue):
    from dlnotes_site.layout import Bend, places
    from dlnotes_site.map import BEND, BOX, GAP, HEIGHT, STEP, line_node, needs_of

    where, lines = places(needs_of(catalogue), BOX + GAP, BEND)
    boxes = [(x, row * STEP) for p, (x, row) in where.items() if not isinstance(p, Bend)]
    for line in lines:
        for x, y in points_of(line_node(line, where)["html"]["d"]):
            assert not any(abs(x - a) < BOX / 2 and b < y < b + HEIGHT for a, b in boxes), line


def points_of(path):
    """Points along a path of the map, whose numbers are those of curves and of verticals."""
    first, *steps = re.findall(r"[MCV][^MCV]*", path)
    here = tuple(map(float, first[1:].split()))
    for step in steps:
        ends = list(map(float, step[1:].split()))
        if step[0] == "V":
            ends = [here[0], here[1], here[0], ends[0], here[0], ends[0]]
        corners = [here, ends[0:2], ends[2:4], ends[4:6]]
        for i in range(1, 20):
            t = i / 20
            weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            yield tuple(
                sum(w * c[axis] for w, c in zip(weights, corners, strict=True)) for axis in (0, 1)
            )
        here = tuple(ends[4:6])


def test_sorting_leaves_fewer_crossings(catalogue):
    from dlnotes_site import layout
    from dlnotes_site.map import needs_of

    needs = needs_of(catalogue)
    row = layout.rows_of(needs)
    lines = layout.chains(layout.reduced(needs), row)
    up, _ = layout.neighbours(lines)
    rows = layout.ordered(needs, row, lines)
    by_name = [sorted(places, key=str) for places in rows]
    assert layout.crossings(rows, up) < layout.crossings(by_name, up) / 3


def test_spread_keeps_order_and_distance():
    from dlnotes_site.layout import spread, within

    assert spread([1.0, 9.0], [2.0]) == [1.0, 9.0]
    assert spread([4.0, 4.0, 4.0], [1.0, 3.0]) == pytest.approx([7 / 3, 10 / 3, 19 / 3])
    assert within([-5.0, 3.0, 20.0], [2.0, 2.0], 0.0, 6.0) == [0.0, 3.0, 6.0]


@pytest.mark.parametrize("name", ["layout", "paths"])
def test_the_examples_in_docstrings_hold(name):
    result = doctest.testmod(import_module(f"dlnotes_site.{name}"))
    assert result.attempted and not result.failed


def test_paths_are_complete_in_order_and_short_enough(catalogue):
    from dlnotes_site.map import needs_of
    from dlnotes_site.paths import read_paths, total

    needs = needs_of(catalogue)
    paths = read_paths(catalogue)
    assert [path.hours for path in paths] == [6, 12, 24]
    for path in paths:
        names = [chapter.name for chapter in path.chapters]
        assert all(set(needs[name]) <= set(names[:i]) for i, name in enumerate(names))
        assert 0.7 * path.hours * 60 <= total(catalogue, names) <= path.hours * 60


def test_a_path_too_long_is_refused(catalogue):
    from dlnotes_site.paths import complete
    from dlnotes_site.refusal import Refusal

    with pytest.raises(Refusal, match="no goal of 'All' fits into 1 hours"):
        complete(Way(1, "All", "", ("controlnet", "edm")), catalogue)


def test_every_chapter_has_terms_and_a_place_on_the_map(site):
    names = [name.split("/")[1] for name in listed(site.source).entries]
    page = site.page("book/map.html")
    boxes = {box["data-name"]: box for box in page.with_class("dl-box")}
    assert list(boxes) == names
    assert set(names) <= page.ids
    written = {name for name, box in boxes.items() if "dl-written" in box["class"]}
    assert written == {chapter.rsplit("/")[-1][:-5] for chapter in site.chapters}


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_a_term_and_its_first_use_link_to_each_other(site):
    chapter = site.page("notebooks/foundations/adam_vs_adamw.html")
    assert "term-weight-decay" in chapter.ids
    links = {link.get("href") for link in chapter.named("a")}
    assert "../../book/glossary.html#weight-decay" in links
    glossary = {link.get("href") for link in site.page("book/glossary.html").named("a")}
    assert "../notebooks/foundations/adam_vs_adamw.html#term-weight-decay" in glossary
    assert "map.html#receptive_field" in glossary


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_the_map_lights_what_a_chapter_builds_on(site, browser):
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(f"{site.url}book/map.html")
    page.locator(".dl-box[data-name=adam_vs_adamw]").focus()
    lit = page.locator(".dl-box.dl-on").evaluate_all("all => all.map((a) => a.dataset.name)")
    assert set(lit) == {"adam_vs_adamw", "stochastic_approximation"}
    page.keyboard.press("Enter")
    page.wait_for_url("**/adam_vs_adamw.html")
    page.close()


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_a_phone_shows_the_list_instead_of_the_map(site, browser):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{site.url}book/map.html")
    assert not page.locator(".dl-map").is_visible()
    assert page.locator("#edm").is_visible()
    page.close()
