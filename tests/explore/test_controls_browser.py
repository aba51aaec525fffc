"""Choices, switches and points in Chromium: mouse, finger, keys, address, reset, what they say."""

import pytest
import sympy as sp
from axe_playwright_python.sync_playwright import Axe

from dlnotes.explore import Choice, Curves, Explorer, Readout, Switch
from tests.explore.pages import write_page
from tests.explore.test_browser import PHONE, picture_of, settled

KIND, BIAS, X = sp.symbols("kind bias x", real=True)
NAMES = ["the noise", "the clean picture", "EDM"]


@pytest.fixture(scope="module", autouse=True)
def named(site):
    """A page with a choice of three and a switch."""
    explorer = Explorer(
        "named",
        sliders=[
            Choice(KIND, NAMES, label="the network says"),
            Switch(BIAS, label="with a bias"),
        ],
        panels=[Curves(X, (0, 1), {"line": KIND * X + BIAS}, y_limits=(0, 4))],
        readouts=[Readout("at one", KIND + BIAS)],
        alt="A line whose slope follows the choice, and whose start follows the switch.",
    )
    write_page(site.folder, "named.html", [explorer])


def number(page):
    settled(page)
    return page.locator(".dlx-number").inner_text()


def test_one_option_is_chosen_by_mouse_and_by_keys(visit):
    page = visit("named.html")
    group = page.get_by_role("radiogroup", name="the network says")
    options = group.get_by_role("radio")
    assert [options.nth(k).is_checked() for k in range(3)] == [True, False, False]
    before = picture_of(page)
    group.get_by_text("EDM").click()
    assert number(page) == "2" and options.nth(2).is_checked()
    assert picture_of(page) != before
    page.keyboard.press("ArrowLeft")
    assert number(page) == "1" and options.nth(1).is_checked()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert number(page) == "0" and options.nth(0).is_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.get_by_role("switch", name="with a bias").is_checked() and number(page) == "1"


def test_a_switch_says_its_state_and_goes_back(visit):
    page = visit("named.html")
    switch = page.get_by_role("switch", name="with a bias")
    assert not switch.is_checked() and page.locator(".dlx-value").inner_text() == "off"
    page.get_by_text("with a bias").click()
    assert switch.is_checked() and page.locator(".dlx-value").inner_text() == "on"
    page.get_by_role("button", name="Reset").click()
    assert not switch.is_checked() and number(page) == "0"


def test_they_are_shared_reset_and_snapped(visit):
    page = visit("named.html")
    page.get_by_text("the clean picture").click()
    page.get_by_role("switch").press("Space")
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_function("() => location.hash === '#named'")
    assert "named.kind=1" in page.url and "named.bias=1" in page.url
    shared = visit(page.url.rsplit("/", 1)[1])
    assert shared.get_by_role("radio", name="the clean picture").is_checked()
    assert shared.get_by_role("switch").is_checked()
    page.get_by_role("button", name="Reset").click()
    assert page.get_by_role("radio", name="the noise").is_checked()
    shared.goto(page.url.partition("?")[0] + "?named.kind=1.7&named.bias=7")
    assert shared.get_by_role("radio", name="EDM").is_checked()
    assert shared.get_by_role("switch").is_checked() and number(shared) == "3"


def test_shift_moves_a_point_ten_steps(visit):
    page = visit("optimiser-paths.html")
    settled(page)
    handle = page.locator(".dlx-handle")
    handle.focus()
    page.keyboard.press("ArrowRight")
    settled(page)
    assert handle.get_attribute("aria-valuetext") == "x0 = −2.9, y0 = −2"
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    settled(page)
    assert handle.get_attribute("aria-valuetext") == "x0 = −1.9, y0 = −1"


def test_a_finger_finds_them_and_what_changes_is_announced(visit):
    page = visit("named.html", **PHONE)
    settled(page)
    targets = page.locator(".dlx-option, .dlx-switch label").all()
    assert len(targets) == 4
    assert min(target.bounding_box()["height"] for target in targets) >= 44
    page.get_by_text("EDM").tap()
    page.wait_for_function("() => document.querySelector('[aria-live]').innerText === 'at one 2'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [320, 390, 1000])
def test_their_rows_are_as_high_without_a_script(visit, width):
    viewport = {"width": width, "height": 800}
    still = visit("named.html", viewport=viewport, java_script_enabled=False)
    live = visit("named.html", viewport=viewport)
    settled(live)
    heights = [p.locator(".dlnotes-widget").bounding_box()["height"] for p in (still, live)]
    assert abs(heights[0] - heights[1]) < 8


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit, theme):
    page = visit("named.html")
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    page.wait_for_selector(f".dlx[data-theme={theme}]")
    page.get_by_role("switch").press("Space")
    found = Axe().run(page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
