"""Matrices, worlds and boxes in Chromium: Python's numbers, pointer, finger, keys, link, reset."""

import json

import numpy as np
import pytest
import sympy as sp
from axe_playwright_python.sync_playwright import Axe

from dlnotes.explore import Explorer, Grid, Piece, Slider
from dlnotes.explore.axes import number_text
from tests.explore.gallery import boxes, grid, matrix
from tests.explore.pages import write_page
from tests.explore.settings import random_settings
from tests.explore.test_browser import picture_of, slider
from tests.explore.windows import PHONE, settled

EXAMPLES = {m.__name__.replace("_", "-"): m for k in (matrix, grid, boxes) for m in k.EXAMPLES}
# The best ways out of each cell, as the panel finds them.
BEST = """([spec, settings]) => {
    const box = document.body.appendChild(document.createElement("div"));
    const explorer = dlx.mount(box, spec);
    const found = settings.map((values) => {
        explorer.set(values);
        explorer.draw();
        const plot = explorer.plots[0];
        return plot.kinds.map((_, k) => Array.from(plot.best(k)));
    });
    explorer.detach();
    box.remove();
    return found;
}"""


@pytest.fixture(scope="module", autouse=True)
def gallery(site):
    """A page of all of these kinds."""
    write_page(site.folder, "new-kinds.html", [make() for make in EXAMPLES.values()])


def told(page):
    settled(page)
    return page.locator(".dlx-probe").get_attribute("aria-valuetext")


def cell(page, row, column):
    """The middle of a cell on the page."""
    shape = page.evaluate(
        "(() => { const b = [...document.querySelectorAll('.dlx-box')].map((e) =>"
        " e.getBoundingClientRect()); return b.map((r) => [r.x + r.width / 2, r.y + r.height / 2])"
        "})()"
    )
    columns = len({round(x) for x, _ in shape})
    return shape[row * columns + column]


# ---------------------------------------------------------------- matrices


def test_a_cell_is_read_by_mouse_and_by_keys(visit):
    page = visit("attention.html")
    settled(page)
    page.mouse.move(*cell(page, 1, 0))
    assert told(page) == "query cat, key the, weight: 0.378"
    page.mouse.move(0, 0)
    assert page.locator(".dlx-tip").count() == 0
    page.locator(".dlx-probe").focus()
    assert told(page).startswith("query cat")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert told(page) == "query sat, key cat, weight: 0.307"
    page.keyboard.press("End")
    assert told(page) == "query sat, key mat, weight: empty"
    for _ in range(9):
        page.keyboard.press("ArrowDown")
    assert told(page).startswith("query mat, key mat")


def test_a_chosen_cell_is_announced_when_a_slider_moves(visit):
    page = visit("attention.html", **PHONE)
    settled(page)
    page.touchscreen.tap(*cell(page, 2, 0))
    assert told(page) == "query sat, key the, weight: 0.186"
    slider(page).evaluate("(e) => { e.value = 0; e.dispatchEvent(new Event('input')) }")
    said = "factor from word to word 1; query sat, key the, weight: 0.333"
    page.wait_for_function(
        "(said) => document.querySelector('[aria-live]').innerText === said", arg=said
    )


def test_a_masked_cell_is_empty_and_numbers_fit(visit):
    page = visit("attention.html")
    settled(page)
    numbers = page.locator(".dlx-on").all_text_contents()
    assert numbers[:7] == ["1", "", "", "", "", "", "0.38"]
    assert page.locator(".dlx-empty").count() == 15
    page.get_by_role("switch").press("Space")
    settled(page)
    assert page.locator(".dlx-empty").count() == 0
    edges = page.locator(".dlx-on").evaluate_all(
        "(all) => all.map((e) => e.getBoundingClientRect().width)"
    )
    boxes = page.locator(".dlx-box").evaluate_all(
        "(all) => all.map((e) => e.getBoundingClientRect().width)"
    )
    assert all(text <= box for text, box in zip(edges, boxes, strict=True))


# ---------------------------------------------------------------- worlds


def test_a_click_changes_a_cell_and_the_values_follow(visit):
    page = visit("small-world.html")
    settled(page)
    before = picture_of(page)
    page.mouse.move(*cell(page, 0, 1))
    assert told(page).startswith("row 1, column 2: floor, value 0.732, best: right")
    page.mouse.down()
    page.mouse.up()
    assert told(page) == "row 1, column 2: wall"
    page.mouse.move(*cell(page, 0, 0))
    spec = EXAMPLES["small-world"]().spec
    values = {s["name"]: s["value"] for s in spec["sliders"]} | {"world": ".#.G/.#.P/...."}
    wanted = grid.history(spec["panels"][0], spec["parts"], values)[1][-1][0]
    assert told(page).endswith(f"floor, value {number_text(wanted, 3)}, best: down")
    page.mouse.move(0, 0)
    page.get_by_role("button", name="Reset").click()
    page.mouse.move(0, 0)
    page.locator("h1").click()
    settled(page)
    assert picture_of(page) == before


def test_keys_go_through_the_world_and_change_it(visit):
    page = visit("small-world.html")
    page.locator(".dlx-probe").focus()
    assert told(page) is not None
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    while "column 2" not in told(page):
        page.keyboard.press("ArrowRight")
    place = told(page).partition(":")[0]
    kinds = []
    for key in ("Enter", "Space", "Enter", "Enter"):
        page.keyboard.press(key)
        kinds.append(told(page).partition(": ")[2].partition(",")[0])
    assert place == "row 2, column 2"
    assert kinds == ["pit", "goal", "floor", "wall"]


def test_a_finger_chooses_a_cell_first_and_changes_it_then(visit):
    page = visit("small-world.html", **PHONE)
    settled(page)
    place = cell(page, 2, 3)
    page.touchscreen.tap(*place)
    assert told(page).startswith("row 3, column 4: floor")
    page.touchscreen.tap(*place)
    assert told(page) == "row 3, column 4: wall"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_world_is_shared_and_a_damaged_one_ignored(visit):
    page = visit("small-world.html")
    settled(page)
    page.mouse.move(*cell(page, 2, 0))
    page.mouse.down()
    page.mouse.up()
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_function("() => location.hash === '#small-world'")
    shared = visit(page.url.rsplit("/", 1)[1])
    settled(shared)
    shared.mouse.move(*cell(shared, 2, 0))
    assert told(shared) == "row 3, column 1: wall"
    for odd in ("....", "...G/.x.P/....", "...G.#.P....."):
        shared.goto(f"{shared.url.partition('?')[0]}?small-world.world={odd}")
        settled(shared)
        shared.mouse.move(*cell(shared, 1, 1))
        assert told(shared) == "row 2, column 2: wall"
        assert shared.locator(".dlx-error").count() == 0


def test_time_shows_the_values_of_a_step(visit):
    page = visit("small-world.html")
    settled(page)
    clock = page.locator(".dlx-time input")
    clock.fill("0")
    page.mouse.move(*cell(page, 0, 2))
    assert "value 0, best" in told(page)
    clock.fill("1")
    page.mouse.move(*cell(page, 0, 1))
    page.mouse.move(*cell(page, 0, 2))
    assert "value 0.76" in told(page)


@pytest.mark.parametrize("name", ["small-world", "jumps"])
def test_arrows_are_those_of_python_ties_included(module, name):
    spec = EXAMPLES[name]().spec
    panel, settings = spec["panels"][0], random_settings(spec, 25)
    first = {s["name"]: s["value"] for s in spec["sliders"]}
    settings += [first, first | ({"best": 1} if name == "jumps" else {"p": 0})]
    found, ties = module.evaluate(BEST, [spec, settings]), 0
    for values, theirs in zip(settings, found, strict=True):
        cells, history = grid.history(panel, spec["parts"], values)
        best = cells.best(panel["steps"], history[-1])
        assert theirs == [np.flatnonzero(column).tolist() for column in best.T]
        ties += (best.sum(0) > 1).sum()
    assert ties > 10


def test_actions_that_differ_by_rounding_only_are_both_the_best(module):
    """0.1 + 0.2 is not 0.3 in the last place."""
    a, b, c = sp.symbols("a b c", real=True)
    panel = Grid(
        "pair", ["..", ".."], {".": Piece("floor"), "#": Piece("wall", wall=True)},
        here=(grid.V, grid.R), around=grid.AROUND, update=grid.V, steps=1, step=grid.K,
        actions=(a + b, c, c - sp.Rational(1, 100), c),
    )  # fmt: skip
    sliders = [Slider(s, 0, 1, value=v) for s, v in ((a, 0.1), (b, 0.2), (c, 0.3))]
    spec = Explorer("pair", sliders=sliders, panels=[panel], alt="Four cells, three arrows.").spec
    values = {s["name"]: s["value"] for s in spec["sliders"]}
    assert module.evaluate(BEST, [spec, [values]])[0] == [[0, 1, 3]] * 4
    cells, history = grid.history(spec["panels"][0], spec["parts"], values)
    assert cells.best(1, history[-1])[:, 0].tolist() == [True, True, False, True]


# ---------------------------------------------------------------- boxes


def numbers(page):
    settled(page)
    return page.locator(".dlx-number").all_inner_texts()


def drag(page, start, way, steps=4):
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + way[0], start[1] + way[1], steps=steps)
    page.mouse.up()


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def state(page):
    settled(page)
    text = page.locator(".dlx-area.dlx-handle").get_attribute("aria-valuetext")
    return [float(part.split(" = ")[1].replace("−", "-")) for part in text.split(", ")]


def test_a_box_is_dragged_as_a_whole_and_keeps_its_size(visit):
    page = visit("overlap.html")
    settled(page)
    assert numbers(page) == ["0.333", "9"] and state(page) == [4, 3, 9, 7]
    scale = page.locator(".dlx-area").nth(1).bounding_box()["width"] / 5
    drag(page, middle(page.locator(".dlx-area.dlx-handle")), (-scale, -scale))
    x0, y0, x1, y1 = state(page)
    assert (x0, y0) == (pytest.approx(3, abs=0.11), pytest.approx(2, abs=0.11))
    assert (x1 - x0, y1 - y0) == (pytest.approx(5, abs=0.01), pytest.approx(4, abs=0.01))
    drag(page, middle(page.locator(".dlx-area.dlx-handle")), (-900, -900))
    assert state(page) == [0, 0, 5, 4]


def test_a_corner_resizes_and_does_not_pass_the_other(visit):
    page = visit("overlap.html")
    settled(page)
    corner = page.locator(".dlx-corner")
    assert corner.count() == 2
    scale = page.locator(".dlx-area").nth(1).bounding_box()["width"] / 5
    drag(page, middle(corner.nth(1)), (-2 * scale, -scale))
    assert state(page) == [4, 3, pytest.approx(7, abs=0.11), pytest.approx(6, abs=0.11)]
    drag(page, middle(corner.nth(0)), (900, 900))
    x0, y0, x1, y1 = state(page)
    assert x0 <= x1 and y0 <= y1 and x1 - x0 < 0.2


def test_boxes_are_moved_by_keys_reset_and_shared(visit):
    page = visit("overlap.html")
    settled(page)
    before = picture_of(page)
    page.locator(".dlx-area.dlx-handle").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowUp")
    assert state(page) == [3.9, 2, 8.9, 6]
    page.locator("g.dlx-handle").nth(1).focus()
    page.keyboard.press("ArrowLeft")
    assert state(page) == [3.9, 2, 8.8, 6]
    label = page.locator("g.dlx-handle").nth(1).get_attribute("aria-label")
    assert label == "prediction: lower right corner, resize with the arrow keys"
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_function("() => location.hash === '#overlap'")
    shared = visit(page.url.rsplit("/", 1)[1])
    assert state(shared) == [3.9, 2, 8.8, 6]
    page.get_by_role("button", name="Reset").click()
    page.mouse.move(0, 0)
    page.locator("h1").click()
    settled(page)
    assert picture_of(page) == before


def test_a_finger_drags_a_corner_without_scrolling(visit):
    page = visit("over-a-picture.html", **PHONE)
    settled(page)
    first, handle = state(page), page.locator("g.dlx-handle").first
    box = handle.bounding_box()
    assert min(box["width"], box["height"]) >= 44
    at = middle(handle)
    client = page.context.new_cdp_session(page)
    for kind, d in (("touchStart", 0), ("touchMove", 15), ("touchMove", 30), ("touchEnd", None)):
        points = [] if d is None else [{"x": at[0] + d, "y": at[1] + d}]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    cx, cy, w, h = state(page)
    assert (cx, cy) == tuple(first[:2]) and w > first[2] + 2 and h > first[3] + 2
    assert page.evaluate("scrollY") == 0
    assert slider(page).get_attribute("aria-valuetext") == str(w).removesuffix(".0")


# ---------------------------------------------------------------- all of them


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit, theme):
    page = visit("new-kinds.html")
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    page.wait_for_selector(f".dlx[data-theme={theme}]")
    settled(page)
    found = Axe().run(page).response["violations"]
    serious = [v["id"] for v in found if v["impact"] in ("serious", "critical")]
    assert serious == [], json.dumps(found)[:2000]


@pytest.mark.parametrize("width", [390, 1000])
def test_nothing_jumps_and_the_page_does_not_scroll_sideways(visit, width):
    viewport = {"width": width, "height": 800}
    still = visit("new-kinds.html", viewport=viewport, java_script_enabled=False)
    live = visit("new-kinds.html", viewport=viewport)
    for index in range(len(EXAMPLES)):
        pair = [p.locator(".dlnotes-widget").nth(index).bounding_box() for p in (still, live)]
        assert abs(pair[0]["height"] - pair[1]["height"]) < 8, index
    assert live.evaluate("document.documentElement.scrollWidth") <= width
