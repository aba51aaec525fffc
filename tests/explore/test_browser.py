"""Explorers on a static page in Chromium: mouse, finger, keyboard, themes, print, and bad data."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from dlnotes.explore.noise import mulberry32, normals
from tests.explore.gallery import EXAMPLES
from tests.explore.pages import served, source, write_page
from tests.explore.windows import PHONE, settled
from tests.symbolic.export.values import evaluate_tree

PAINTED = """() => {
  const canvas = document.querySelector("canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, i) => i % 4 === 3 && value > 0).length;
}"""


def picture_of(page):
    return page.locator(".dlx-panels").first.screenshot()


def slider(page, index=0):
    return page.locator(".dlx-row input[type=range]").nth(index)


def test_mouse_moves_a_slider_and_the_readout_is_the_formula(visit, site):
    page = visit("bias-correction.html")
    box = slider(page).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    settled(page)
    beta = float(page.locator(".dlx-value").first.inner_text())
    assert 0.6 < beta < 0.65
    spec = site.examples["bias-correction"].spec
    tree = {"symbols": [], "parts": spec["parts"], "results": [spec["readouts"][0]["f"]]}
    half_life = float(evaluate_tree(tree, {"beta_1": beta, "beta_2": 0.999, "t": 1})[0])
    shown = page.locator(".dlx-number").first.inner_text()
    assert float(shown) == pytest.approx(half_life, rel=5e-3)


def test_readouts_are_announced_when_the_hand_rests(visit):
    page = visit("bias-correction.html", frozen=True)
    page.clock.run_for(1000)
    live = page.locator("[aria-live]").first
    assert live.inner_text() == ""
    slider(page).focus()
    page.keyboard.press("ArrowLeft")
    page.clock.run_for(300)
    assert live.inner_text() == ""
    page.clock.run_for(400)
    assert "half-life of the first" in live.inner_text()


def test_the_start_goes_where_it_is_dragged(visit):
    page = visit("optimiser-paths.html")
    settled(page)
    handle = page.locator(".dlx-handle")
    assert handle.get_attribute("aria-valuetext") == "x0 = −3, y0 = −2"
    box = handle.locator(".dlx-marker").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 120, y - 60, steps=3)
    page.mouse.up()
    settled(page)
    moved = handle.get_attribute("aria-valuetext")
    assert re.fullmatch(r"x0 = −[12]\.?\d*, y0 = −1\.?\d*", moved), moved


def test_a_finger_drags_the_start(visit):
    page = visit("optimiser-paths.html", **PHONE)
    handle = page.locator(".dlx-handle")
    told = handle.get_attribute("aria-valuetext")
    box = handle.bounding_box()
    assert min(box["width"], box["height"]) >= 44
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    client = page.context.new_cdp_session(page)
    for kind, dx in (("touchStart", 0), ("touchMove", 40), ("touchMove", 80), ("touchEnd", None)):
        points = [] if dx is None else [{"x": middle[0] + dx, "y": middle[1] - dx / 2}]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    settled(page)
    assert handle.get_attribute("aria-valuetext") != told
    assert page.evaluate("scrollY") == 0


def test_values_are_read_by_pointer_and_by_keys(visit):
    page = visit("bias-correction.html")
    box = page.locator(".dlx-probe").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    assert "step t = 10" in page.locator(".dlx-tip ~ text").first.text_content()
    assert "first moment: 0.651" in page.locator(".dlx-front").text_content()
    page.mouse.move(0, 0)
    assert page.locator(".dlx-tip").count() == 0
    page.locator(".dlx-probe").focus()
    page.keyboard.press("End")
    assert "step t = 10000" in page.locator(".dlx-probe").get_attribute("aria-valuetext")


def test_a_damaged_address_is_clamped_or_ignored(visit):
    page = visit("bias-correction.html?bias-correction.beta_1=7&bias-correction.beta_2=x&a.b=1")
    assert page.locator(".dlx-value").first.inner_text() == "0.999"
    assert page.locator(".dlx-value").nth(1).inner_text() == "0.999"


def test_time_plays_and_pauses(visit):
    page = visit("walks.html", frozen=True)
    page.clock.run_for(100)
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(1000)
    shown = page.locator(".dlx-value").nth(2)
    assert 40 <= int(shown.inner_text()) <= 60  # of 200 steps in four seconds
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(100)
    paused = shown.inner_text()
    page.clock.run_for(1000)
    assert shown.inner_text() == paused


def test_paths_without_trails_paint_points_only(visit):
    painted = {}
    for name in ("walks", "cloud"):
        page = visit(f"{name}.html")
        settled(page)
        painted[name] = page.evaluate(PAINTED)
    assert 0 < painted["cloud"] < painted["walks"] / 5


def test_reduced_motion_plays_ten_still_pictures(visit):
    page = visit("walks.html", frozen=True, reduced_motion="reduce")
    page.clock.run_for(100)
    page.get_by_role("button", name="Play").click()
    for shown in ("0", "20", "40"):
        page.clock.run_for(50)
        assert page.locator(".dlx-value").nth(2).inner_text() == shown
        page.clock.run_for(570)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_follows_the_page_and_axe_finds_nothing_serious(visit, theme):
    page = visit("all.html")
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    page.wait_for_selector(f".dlx[data-theme={theme}]")
    settled(page)
    found = Axe().run(page).response["violations"]
    serious = [v["id"] for v in found if v["impact"] in ("serious", "critical")]
    assert serious == [], json.dumps(found)[:2000]


def test_it_follows_the_system_and_jupyter(visit):
    page = visit("walks.html", color_scheme="dark")
    assert page.locator(".dlx").get_attribute("data-theme") == "dark"
    page.evaluate("document.body.dataset.jpThemeLight = 'true'")
    page.wait_for_selector(".dlx[data-theme=light]")


def test_print_shows_the_picture_without_controls(visit):
    page = visit("optimiser-paths.html", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".dlx").get_attribute("data-theme") == "light"
    page.emulate_media(media="print")
    assert page.locator(".dlx-front").is_visible()
    assert not page.locator(".dlx-buttons").is_visible() and not slider(page).is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".dlx").get_attribute("data-theme") == "dark"


def test_ten_explorers_on_a_page_are_drawn_when_seen(visit, site):
    spec = EXAMPLES["walks"]
    write_page(site.folder, "ten.html", [spec() for _ in range(10)])
    page = visit("ten.html")
    assert page.locator(".dlx").count() == 10
    settled(page)
    plots = "[...document.querySelectorAll('.dlx-plot')]"
    drawn = f"() => {plots}.map((plot) => !!plot.querySelector('.dlx-edge'))"
    assert page.evaluate(drawn)[0] and not page.evaluate(drawn)[9]
    page.locator(".dlx").nth(9).scroll_into_view_if_needed()
    page.wait_for_function(f"() => ({drawn})()[9]")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("spec.kind = 'other'", "nothing is of kind other"),
        ("spec.panels[0].kind = 'pie'", "a panel is of kind pie"),
        ("spec.panels[0].curves[0].f = ['eval', 1]", "eval, which is not an operation"),
        ("spec.panels[0].curves[0].f = 'secret'", "secret, which has no value"),
        ("delete spec.panels", "This cannot be shown"),
        ("spec.sliders[0].max = null", "has no number max"),
    ],
)
def test_a_malformed_spec_says_so_in_its_container_only(module, site, change, message):
    spec = site.examples["bias-correction"].spec
    told = module.evaluate(
        f"""(spec) => {{
        const box = document.body.appendChild(document.createElement("div"));
        box.innerHTML = "<img alt='still here'>";
        {change};
        dlx.mount(box, spec);
        return [box.innerText, box.innerHTML];
        }}""",
        spec,
    )
    assert message in told[0] and "still here" in told[1]


def test_values_that_are_not_numbers_leave_gaps(module, site):
    spec = json.loads(json.dumps(site.examples["bias-correction"].spec))
    spec["panels"][0]["curves"][0]["f"] = ["log", ["add", "t", -100]]
    lines = module.evaluate(
        """async (spec) => {
        const box = document.body.appendChild(document.createElement("div"));
        dlx.mount(box, spec);
        box.scrollIntoView();
        while (!box.querySelector(".dlx-line")?.getAttribute("d"))
          await new Promise(requestAnimationFrame);
        return [box.querySelector(".dlx-line").getAttribute("d"), box.innerText];
        }""",
        spec,
    )
    assert lines[0].startswith("M") and "NaN" not in lines[0]
    assert "cannot be shown" not in lines[1]


def test_noise_is_that_of_python(module):
    count = 1000
    stream = mulberry32(7)
    ours = [next(stream) for _ in range(count)]
    theirs = module.evaluate(
        "(n) => { const next = dlx.mulberry32(7); return Array.from({ length: n }, next) }", count
    )
    assert theirs == ours
    drawn = module.evaluate("(n) => Array.from(dlx.normals(7, n))", count)
    assert drawn == pytest.approx(list(normals(7, count)), rel=1e-13, abs=1e-15)


def test_minifying_keeps_every_text():
    """A template within a template would lose its spaces."""
    templates = re.findall(r"`[^`]*`", re.sub(r"(?m)^ *//.*$", "", source()))
    assert len(templates) > 80
    for template in templates:
        assert "${" not in template or template.count("{") == template.count("}"), template
        assert template in served()
