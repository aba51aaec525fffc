"""Every explorer of the book on its page: moved by mouse, finger and keys, and right by Python."""

import json
import random
import re
from itertools import product
from urllib.parse import parse_qs, urlparse

import numpy as np
import pytest
from rjsmin import jsmin

from dlnotes.exercise.questions import SCRIPT
from dlnotes.explore import panels
from dlnotes.explore.arrays import evaluate_arrays
from dlnotes.explore.axes import number_text, spaced
from dlnotes.explore.browser import file_of, files, ordered
from dlnotes.explore.panels.bars.values import bar_values
from dlnotes.explore.panels.curves.values import curve_values
from dlnotes.explore.panels.layers.rows import stack
from dlnotes.explore.panels.outcomes.values import outcome_values
from dlnotes.explore.panels.paths.values import path_values
from dlnotes.explore.panels.plane.values import shape_values
from tests.book.site.page import Page
from tests.book.site.widgets import (
    SETTLED,
    Shown,
    address_of,
    settings_of,
    specs_of,
    stored,
    text_of,
    value_at,
)
from tests.explore.pages import SCRIPTS

EXPLORERS = stored("explorer")
every_explorer = pytest.mark.parametrize("widget", EXPLORERS)
SETTINGS = 3  # random settings at which the browser is compared with Python
ELSEWHERE = 0.35  # share of every slider's way that a shared address sets
VALUES = """async ([id, settings]) => {
  const start = document.querySelector("script[src$='/start.js']").src;
  const dlx = await import(start.replace("start.js", "core.js"));
  const spec = JSON.parse(document.querySelector(`#${id} > script`).textContent);
  const box = document.querySelector("article").appendChild(document.createElement("div"));
  const explorer = dlx.mount(box, spec);
  const behind = (plot) => (plot.surface ? [plot.surface.z] : []);
  const arrays = {
    curves: (plot) => plot.program.results,
    bars: (plot) => plot.program.results,
    heatmap: (plot) => [plot.surface.z],
    paths: (plot) => [...plot.methods.flatMap((m) => [m.x, m.y]), ...behind(plot)],
    plane: (plot) => [...plot.shapes.flatMap((shape) => [shape.xs, shape.ys]), ...behind(plot)],
    layers: (plot) =>
      plot.rows.flatMap((row) => [[row.length, row.span ?? 0], row.seen, row.outside]),
    outcomes: (plot) => plot.xs.flatMap((xs, i) => [xs, plot.ys[i]]),
  };
  const found = settings.map((values) => {
    explorer.set(values);
    explorer.draw();
    return {
      panels: explorer.plots.map((plot) => ({
        values: arrays[plot.panel.kind](plot).map((values) => Array.from(values)),
        range: plot.yRange,
        across: plot.xRange,
        edge: plot.grid.querySelector(".dlx-edge").getAttribute("d"),
        lines: [...plot.inside.querySelectorAll(".dlx-line")].map((line) => line.getAttribute("d")),
      })),
      readouts: explorer.readouts.map((r) => [r.program.results[0][0], r.output.textContent]),
      rows: [...box.querySelectorAll(".dlx-row input[type=range]")].map((e) => e.ariaValueText),
    };
  });
  explorer.detach();
  box.remove();
  return found;
}"""
COLORS = """(box) => {
  const clear = (color) => color === "transparent" || /, 0\\)$/.test(color);
  let paper = box;
  while (clear(getComputedStyle(paper).backgroundColor)) paper = paper.parentElement;
  const of = (selector, property) => [...box.querySelectorAll(selector)]
    .filter((e) => e.getClientRects().length && !e.closest(".dlx-tip"))
    .map((e) => [e.textContent, getComputedStyle(e)[property]]);
  return {
    paper: getComputedStyle(paper).backgroundColor,
    words: [...of("svg text", "fill"), ...of("label, .dlx-value, .dlx-number, button", "color")],
    signs: [...of(".dlx-line, .dlx-edge", "stroke"), ...of(".dlx-marker", "fill")],
  };
}"""


@pytest.fixture
def show(windows):
    """Shows an explorer as it starts; nothing may be complained of until the test ends."""

    def shown(widget, kind="desk"):
        together = [p.values[0] for p in EXPLORERS if p.values[0].chapter == widget.chapter]
        query = address_of(together, ELSEWHERE) if kind == "shared" else ""
        explorer = Shown(windows.page(widget.page, kind, query), widget)
        if kind in ("desk", "phone"):
            explorer.reset()
        return explorer

    yield shown
    assert not windows.complaints
    windows.complaints.clear()


def test_the_book_has_explorers():
    assert EXPLORERS


def test_every_stored_widget_is_once_on_its_page(serve):
    site = serve("book")
    for chapter in site.chapters:
        wanted = [spec["id"] for spec in specs_of(chapter[len("notebooks/") : -len(".html")])]
        page = Page(site.html / chapter)
        assert [box["id"] for box in page.with_class("dlnotes-widget")] == wanted
        ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
        assert [ids.count(name) for name in wanted] == [1] * len(wanted)


@every_explorer
def test_it_mounts_and_draws_its_own_data(widget, show):
    explorer = show(widget)
    box = explorer.box
    assert box.get_attribute("data-mounted") is not None
    assert json.loads(box.locator("> script").text_content()) == widget.spec
    assert box.locator("img, .dlx-error").count() == 0
    assert box.locator(".dlx-front").count() == len(widget.spec["panels"])
    assert box.get_by_role("group").get_attribute("aria-label") == widget.spec["alt"]
    for name, value in first_values(widget).items():
        assert explorer.told(name) == value
    lines = explorer.drawing().partition("data:image")[0]
    assert "NaN" not in lines  # a picture's letters may spell it by chance


def first_values(widget):
    return {s["name"]: text_of(s, s["value"]) for s in widget.sliders}


@every_explorer
def test_the_keyboard_moves_every_slider(widget, show):
    explorer = show(widget)
    for slider in widget.sliders:
        name = slider["name"]
        explorer.choose_where_it_matters(slider)
        first = explorer.drawing()
        explorer.row(name).focus()
        low = slider["value"] != slider["min"]
        explorer.page.keyboard.press("Home" if low else "End")
        assert explorer.told(name) == text_of(slider, slider["min" if low else "max"])
        assert explorer.drawing() != first, name
        explorer.page.keyboard.press("ArrowRight" if low else "ArrowLeft")
        step = (1 if low else slider["steps"] - 1) / slider["steps"]
        moved = value_at(slider, step)
        assert explorer.told(name) == text_of(
            slider, float(f"{moved:.{3 if slider['log'] else 10}g}")
        )


@every_explorer
def test_the_mouse_moves_every_slider(widget, show):
    explorer = show(widget)
    for slider in widget.sliders:
        name = slider["name"]
        explorer.choose_where_it_matters(slider)
        first = explorer.drawing()
        target = away(explorer.share(name))
        explorer.page.mouse.move(*explorer.track(name, explorer.share(name)))
        explorer.page.mouse.down()
        explorer.page.mouse.move(*explorer.track(name, target), steps=3)
        explorer.page.mouse.up()
        assert explorer.share(name) == pytest.approx(target, abs=0.04 + 0.5 / slider["steps"])
        assert explorer.told(name) != text_of(slider, slider["value"])
        assert explorer.drawing() != first, name


def away(share):
    """A place on a slider far from `share`."""
    return 0.2 if share > 0.5 else 0.8


@every_explorer
def test_a_finger_moves_every_slider(widget, show):
    explorer = show(widget, "phone")
    for slider in widget.sliders:
        name = slider["name"]
        explorer.choose_where_it_matters(slider)
        first = explorer.drawing()
        target = away(explorer.share(name))
        place = explorer.track(name, target)
        assert explorer.row(name).bounding_box()["height"] >= 44
        explorer.page.touchscreen.tap(*place)
        assert explorer.share(name) == pytest.approx(target, abs=0.04 + 0.5 / slider["steps"])
        assert explorer.drawing() != first, name
    for button in explorer.box.locator("button").all():
        assert button.bounding_box()["height"] >= 44


@every_explorer
def test_it_fits_a_phone(widget, show):
    explorer = show(widget, "phone")
    box = explorer.box.locator(".dlx").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert explorer.page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("widget", [p for p in EXPLORERS if p.values[0].draggable])
def test_points_are_dragged_by_mouse_keys_and_finger(widget, show):
    for kind in ("desk", "phone"):
        explorer = show(widget, kind)
        for handle in explorer.box.locator(".dlx-handle").all():
            drag(explorer, handle, kind)
    explorer = show(widget)
    for handle in explorer.box.locator(".dlx-handle").all():
        told, first = handle.get_attribute("aria-valuetext"), explorer.drawing()
        handle.focus()
        explorer.page.keyboard.press("Shift+ArrowRight")
        explorer.page.keyboard.press("Shift+ArrowUp")
        assert explorer.drawing() != first
        assert handle.get_attribute("aria-valuetext") != told


def drag(explorer, handle, kind):
    """Drags a point by an eighth of the picture towards its middle."""
    explorer.center(handle)
    told, first = handle.get_attribute("aria-valuetext"), explorer.drawing()
    frame = explorer.box.locator(".dlx-panels").bounding_box()
    box = handle.locator(".dlx-marker").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    way = frame["width"] / 8 * (1 if x < frame["x"] + frame["width"] / 2 else -1)
    if kind == "desk":
        explorer.page.mouse.move(x, y)
        explorer.page.mouse.down()
        explorer.page.mouse.move(x + way, y, steps=3)
        explorer.page.mouse.up()
    else:
        swipe(explorer.page, (x, y), (x + way, y))
    assert explorer.drawing() != first
    assert handle.get_attribute("aria-valuetext") != told


def swipe(page, start, end):
    client = page.context.new_cdp_session(page)
    for kind, place in (("touchStart", start), ("touchMove", end), ("touchEnd", None)):
        points = [{"x": place[0], "y": place[1]}] if place else []
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    client.detach()


@pytest.mark.parametrize("widget", [p for p in EXPLORERS if any(
    panel.get("play") for panel in p.values[0].spec["panels"])])  # fmt: skip
def test_time_is_moved_by_keys(widget, show):
    explorer = show(widget)
    first = explorer.drawing()
    explorer.row("time").focus()
    explorer.page.keyboard.press("Home")
    assert explorer.drawing() != first
    assert explorer.told("time").startswith("step 0 of ")


@pytest.mark.parametrize("widget", [p for p in EXPLORERS if p.values[0].spec["readouts"]])
def test_readouts_are_announced(widget, show):
    explorer = show(widget)
    live, shown = (explorer.box.locator(part) for part in ("[aria-live=polite]", ".dlx-number"))
    first = shown.all_inner_texts()
    for slider, end in product(widget.sliders, ("min", "max")):
        row = explorer.row(slider["name"])
        row.fill(row.get_attribute(end))
        explorer.page.evaluate(SETTLED)
        if (numbers := shown.all_inner_texts()) != first:
            break
    labels = ["".join(run[0] for run in map(as_run, r["label"])) for r in widget.spec["readouts"]]
    wanted = [f"{label} {number}" for label, number in zip(labels, numbers, strict=True)]
    explorer.page.wait_for_function(
        "([live, wanted]) => wanted.every((text) => live.textContent.includes(text))",
        arg=[live.element_handle(), wanted],
        timeout=5000,
    )


def as_run(run):
    """A run of a label as [text, style]."""
    return [run] if isinstance(run, str) else run


@every_explorer
def test_reset_brings_back_the_first_drawing(widget, show):
    explorer = show(widget)
    first = explorer.drawing()
    for slider in widget.sliders:
        explorer.row(slider["name"]).fill(str(round(slider["steps"] * ELSEWHERE)))
    for handle in explorer.box.locator(".dlx-handle").all():
        handle.focus()
        explorer.page.keyboard.press("Shift+ArrowRight")
    assert explorer.drawing() != first
    explorer.reset()
    assert explorer.drawing() == first
    assert {n: explorer.told(n) for n in first_values(widget)} == first_values(widget)


@every_explorer
def test_a_shared_address_restores_every_setting(widget, show):
    explorer = show(widget, "shared")
    values = settings_of(widget, ELSEWHERE)
    for slider in widget.sliders:
        assert explorer.told(slider["name"]) == text_of(slider, values[slider["name"]])
    explorer.box.get_by_role("button", name="Copy link").click()
    explorer.page.wait_for_function(f"location.hash === '#{widget.spec['id']}'")
    query = parse_qs(urlparse(explorer.page.url).query)
    own = {name: query[f"{widget.spec['id']}.{name}"] for name in values}
    assert {name: float(value) for name, (value,) in own.items()} == values


@every_explorer
def test_the_browser_agrees_with_python(widget, show):
    chance = random.Random(widget.spec["id"])
    settings = [
        {s["name"]: value_at(s, chance.random()) for s in widget.spec["sliders"]}
        for _ in range(SETTINGS)
    ]
    page = show(widget).page
    for values, found in zip(
        settings, page.evaluate(VALUES, [widget.spec["id"], settings]), strict=True
    ):
        for drawn, shown in zip(widget.spec["panels"], found["panels"], strict=True):
            panel = dict(drawn)
            if panel["kind"] == "plane":  # with equal scales more of the plane is shown
                ranges = {"x": shown["across"], "y": shown["range"]}
                panel |= {axis: {**panel[axis], "range": ends} for axis, ends in ranges.items()}
            compare_values(panel, shown, python_values(panel, widget.spec["parts"], values))
        compare_words(widget, values, found)


def python_values(panel, parts, values):
    """What `VALUES` returns for a panel, by numpy."""
    if panel["kind"] == "curves":
        _, curves, bands = curve_values(panel, parts, values)
        return [*curves, *(edge for band in bands for edge in band)]
    if panel["kind"] == "bars":
        return list(bar_values(panel, parts, values))
    if panel["kind"] == "heatmap":
        size, log = panel["samples"], panel["z"]["log"]
        return [grid(panel, panel["value"], panel["plane"], size, log, parts, values)]
    if panel["kind"] == "layers":
        rows = stack(panel, parts, values)
        return [part for r in rows for part in ([r.length, r.span], r.seen, r.outside)]
    if panel["kind"] == "outcomes":
        ends = [outcome_values(panel, method, parts, values) for method in panel["methods"]]
        return [axis for end in ends for axis in end]
    if panel["kind"] == "plane":
        lines = [shape_values(shape, parts, values) for shape in panel["shapes"]]
    else:
        lines = [path_values(panel, method, parts, values) for method in panel["methods"]]
    arrays = [axis.ravel() for line in lines for axis in line]
    if surface := panel["surface"]:
        tree, plane, log = surface["value"], surface["plane"], surface["log"]
        arrays.append(grid(panel, tree, plane, 100, log, parts, values))
    return arrays


def grid(panel, tree, plane, size, log, parts, values):
    """The nodes of a surface, row by row from below."""
    x, y = spaced(panel["x"], size), spaced(panel["y"], size)
    scope = {**values, plane[0]: x[None, :], plane[1]: y[:, None]}
    z = np.broadcast_to(evaluate_arrays(parts, [tree], scope)[0], (size, size)).ravel()
    return np.log(z) if log else z


def compare_values(panel, shown, python):
    assert len(shown["values"]) == len(python)
    for browser, ours in zip(shown["values"], python, strict=True):
        browser = np.broadcast_to(np.array(browser, dtype=float), np.shape(ours))
        size = np.abs(np.asarray(ours, dtype=float))
        scale = size[np.isfinite(size)].max(initial=0) if panel["kind"] != "curves" else 0
        np.testing.assert_allclose(browser, ours, rtol=1e-9, atol=1e-9 * scale)
    if panel["kind"] == "curves":
        for path, ours in zip(shown["lines"], python, strict=False):
            compare_line(panel, shown, path, ours)


def compare_line(panel, shown, path, ours):
    """The drawn line lies where the frame says that the values are, to a tenth of a pixel."""
    left, top, bottom, right = map(float, re.findall(r"[\d.]+", shown["edge"]))
    xs = spaced(panel["x"], panel["samples"])
    px = left + (right - left) * share_of(xs, panel["x"]["range"], panel["x"]["log"])
    py = bottom - (bottom - top) * share_of(ours, shown["range"], panel["y"]["log"])
    keep = np.isfinite(py)
    drawn = np.array(re.findall(r"-?[\d.]+", path), dtype=float).reshape(-1, 2)
    wanted = np.stack([px[keep], np.clip(py[keep], -2000, 4000)], axis=1)
    np.testing.assert_allclose(drawn, wanted, atol=0.051, rtol=0)


def share_of(values, limits, log):
    low, high = np.log(limits) if log else limits
    with np.errstate(all="ignore"):
        return ((np.log(values) if log else values) - low) / (high - low)


def compare_words(widget, values, found):
    """Readouts say the number that their formula has, sliders theirs."""
    trees = [readout["f"] for readout in widget.spec["readouts"]]
    exact = evaluate_arrays(widget.spec["parts"], trees, values)
    for readout, ours, (number, text) in zip(
        widget.spec["readouts"], exact, found["readouts"], strict=True
    ):
        assert number == pytest.approx(float(ours), rel=1e-9)
        assert text == number_text(float(ours), readout["digits"])
    said = found["rows"][: len(widget.sliders)]
    assert said == [text_of(slider, values[slider["name"]]) for slider in widget.sliders]


@pytest.mark.parametrize("theme", ["light", "dark"])
@every_explorer
def test_it_follows_the_theme_and_can_be_read(widget, show, theme):
    explorer = show(widget)
    explorer.page.emulate_media(color_scheme=theme)
    explorer.box.locator(f".dlx[data-theme={theme}]").wait_for()
    found = explorer.box.evaluate(COLORS)
    assert (luminance(found["paper"]) > 0.5) == (theme == "light")
    faint = [
        (text, color)
        for kind, least in (("words", 4.5), ("signs", 3))
        for text, color in found[kind]
        if contrast(color, found["paper"]) < least
    ]
    assert found["words"] and found["signs"] and not faint
    explorer.page.emulate_media(color_scheme="light")


def luminance(color):
    """Relative luminance of `rgb(r, g, b)`, as WCAG defines it."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return float(np.dot(linear, [0.2126, 0.7152, 0.0722]))


def contrast(one, other):
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@every_explorer
def test_on_paper_it_is_a_light_picture_without_controls(widget, windows):
    page = windows.page(widget.page, "paper")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    box = page.locator(f"#{widget.spec['id']}")
    assert box.locator(".dlx").get_attribute("data-theme") == "light"
    assert box.locator(".dlx-front").first.is_visible()
    assert box.locator(".dlx-edge").count() == len(widget.spec["panels"])
    assert not box.locator("button:visible, input[type=range]:visible").count()
    for value in box.locator(".dlx-value").all():
        assert value.is_visible() and value.inner_text()


@every_explorer
def test_without_scripts_the_picture_stands_there(widget, windows):
    page = windows.page(widget.page, "still")
    pictures = page.locator(f"#{widget.spec['id']} img")
    assert pictures.count() == len(widget.spec["panels"])
    assert pictures.first.get_attribute("alt") == widget.spec["alt"]
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        assert picture.is_visible() and picture.evaluate("(e) => e.complete && e.naturalWidth") > 0


@every_explorer
def test_nothing_jumps_when_it_comes_to_life(widget, windows):
    kinds = [windows.page(widget.page, kind) for kind in ("still", "desk")]
    heights = [p.locator(f"#{widget.spec['id']}").bounding_box()["height"] for p in kinds]
    assert abs(heights[0] - heights[1]) < 8


def test_the_served_files_are_the_minified_ones(serve):
    (folder,) = (serve("book").html / "_static").glob("explorer-*")
    served = {path.name: path.read_text() for path in folder.iterdir()}
    assert served == {name: jsmin(text) for name, text in files(SCRIPTS).items()}


def test_a_page_loads_the_files_of_its_own_kinds(serve):
    site = serve("book")
    for chapter in site.chapters:
        specs = specs_of(chapter[len("notebooks/") : -len(".html")])
        kinds = {panel["kind"] for spec in specs for panel in spec.get("panels", ())}
        asked = any(spec["kind"] == "question" for spec in specs)
        scripts = [*map(panels.script, kinds), *([SCRIPT] if asked else [])]
        wanted = {*map(file_of, ordered(scripts)), *(["start.js"] if specs else [])}
        found = re.findall(
            r'src="[./]*_static/explorer-\w+/(\w+\.js)"', (site.html / chapter).read_text()
        )
        assert sorted(found) == sorted(wanted) and found[-1:] == ["start.js"] * bool(found)


@pytest.mark.parametrize("widget", [p for p in EXPLORERS if p.values[0].choices])
def test_options_are_chosen_by_keys_and_by_finger(widget, show):
    for kind in ("desk", "phone"):
        explorer = show(widget, kind)
        for choice in widget.choices:
            explorer.reset()
            first, options = explorer.drawing(), explorer.options(choice["name"])
            assert explorer.chosen(choice["name"]) == choice["value"]
            other = (choice["value"] + 1) % len(choice["names"])
            if kind == "desk":
                options.nth(choice["value"]).focus()
                explorer.page.keyboard.press("ArrowRight")
            else:
                label = options.nth(other).locator("..")
                explorer.center(label)
                assert label.bounding_box()["height"] >= 44
                label.tap()
            assert explorer.chosen(choice["name"]) == other
            assert explorer.drawing() != first
