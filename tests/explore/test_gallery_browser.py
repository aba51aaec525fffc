"""Every example in a browser: moved by mouse, finger and keys, read, shared, printed, right."""

from urllib.parse import parse_qs, urlparse

import pytest

from dlnotes.explore.labels import plain
from tests.explore.agreement import disagreements, idle
from tests.explore.colors import COLORS, contrast, luminance
from tests.explore.gallery import EXAMPLES
from tests.explore.settings import at_step, step_of, words
from tests.explore.specs import FEW, SPECS
from tests.explore.windows import settled, text_of

MARKERS = {
    name: [m for panel in spec["panels"] for m in panel.get("markers", []) if m["drag"]]
    for name, spec in SPECS.items()
}
every_example = pytest.mark.parametrize("name", EXAMPLES)
few_examples = pytest.mark.parametrize("name", FEW)  # for what no formula can change
every_drag = pytest.mark.parametrize("name", [name for name in EXAMPLES if MARKERS[name]])
FRAME = ".dlx-edge, .dlx-ring"  # one a panel: around its plot, or around its chosen cell
# Numbers on coloured cells take the colour that can be read there: see test_cells_browser.py.
ON_PAPER = [
    n for n, s in SPECS.items() if not {"grid", "matrix"} & {p["kind"] for p in s["panels"]}
]
SETTINGS = 20
TOUCH = 44  # pixels


@every_example
def test_it_mounts_and_draws(name, show):
    explorer = show(name)
    assert explorer.box.locator(".dlx").get_attribute("aria-label") == explorer.spec["alt"]
    assert not explorer.box.locator("img, .dlx-error").count()
    assert explorer.box.locator(FRAME).count() == len(explorer.spec["panels"])


@every_example
def test_the_keyboard_moves_every_control(name, show):
    explorer = show(name)
    for control, row in explorer.rows.items():
        explorer.choose_where_it_matters(control)
        row.input.first.focus()
        drawing = explorer.drawing()
        for key, said in row.walk():
            explorer.page.keyboard.press(key)
            assert row.told() == said, f"{control}, {key}"
            before, drawing = drawing, explorer.drawing()
            assert drawing != before, f"{control}, {key}"


@few_examples
def test_the_mouse_moves_every_control(name, show):
    explorer = show(name)
    for control, row in explorer.rows.items():
        explorer.choose_where_it_matters(control)
        told, first = row.told(), explorer.drawing()
        row.by_mouse()
        assert row.told() != told and explorer.drawing() != first, control


@few_examples
def test_a_finger_moves_every_control(name, show):
    explorer = show(name, "phone")
    for control, row in explorer.rows.items():
        explorer.choose_where_it_matters(control)
        told, first = row.told(), explorer.drawing()
        row.by_finger()
        assert row.told() != told and explorer.drawing() != first, control
    for button in explorer.box.locator("button").all():
        assert button.bounding_box()["height"] >= TOUCH


@every_example
def test_it_fits_a_phone(name, show):
    explorer = show(name, "phone")
    box = explorer.box.locator(".dlx").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert explorer.page.evaluate("document.documentElement.scrollWidth") <= 390


@every_drag
@pytest.mark.parametrize("kind", ["desk", "phone"])
def test_points_are_dragged_by_mouse_and_finger(name, show, kind):
    explorer = show(name, kind)
    for handle in explorer.box.locator(".dlx-handle").all():
        explorer.center(handle)
        told, first = handle.get_attribute("aria-valuetext"), explorer.drawing()
        drag(explorer, handle, kind)
        assert handle.get_attribute("aria-valuetext") != told and explorer.drawing() != first


def drag(explorer, handle, kind):
    """Drags a point by an eighth of the picture towards its middle."""
    frame = explorer.box.locator(".dlx-panels").bounding_box()
    box = handle.locator(".dlx-marker").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    way = frame["width"] / 8 * (1 if x < frame["x"] + frame["width"] / 2 else -1)
    if kind == "phone":
        return swipe(explorer.page, (x, y), (x + way, y))
    explorer.page.mouse.move(x, y)
    explorer.page.mouse.down()
    explorer.page.mouse.move(x + way, y, steps=3)
    explorer.page.mouse.up()


def swipe(page, start, end):
    client = page.context.new_cdp_session(page)
    for kind, place in (("touchStart", start), ("touchMove", end), ("touchEnd", None)):
        points = [{"x": place[0], "y": place[1]}] if place else []
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    client.detach()


@every_drag
def test_arrow_keys_move_a_point_by_a_step_and_with_shift_by_ten(name, show):
    explorer = show(name)
    handles = explorer.box.locator(".dlx-handle").all()
    for handle, marker in zip(handles, MARKERS[name], strict=True):
        steps, first = [0, 0], explorer.drawing()
        handle.focus()
        for key, axis, way in (
            ("ArrowRight", 0, 1),
            ("Shift+ArrowRight", 0, 10),
            ("ArrowLeft", 0, -1),
            ("ArrowUp", 1, 1),
            ("ArrowDown", 1, -1),
            ("Shift+ArrowDown", 1, -10),
        ):
            explorer.page.keyboard.press(key)
            settled(explorer.page)
            steps[axis] += way
            wanted = position(explorer.spec, marker, steps)
            assert handle.get_attribute("aria-valuetext") == wanted, key
        assert explorer.drawing() != first


def position(spec, marker, steps):
    """What a dragged point says when its controls have gone these steps from where they start."""
    controls = {control["name"]: control for control in spec["sliders"]}
    moved = [(controls[n], count) for n, count in zip(marker["drag"], steps, strict=True) if n]
    return ", ".join(f"{text_of(c['label'])} = {after(c, count)}" for c, count in moved)


def after(control, count):
    """What a control says that has gone `count` steps from where it starts."""
    return words(control, at_step(control, step_of(control, control["value"]) + count))


@pytest.mark.parametrize(
    "name", [n for n, spec in SPECS.items() if any(p.get("play") for p in spec["panels"])]
)
def test_time_is_moved_by_keys(name, show):
    explorer = show(name)
    first = explorer.drawing()
    explorer.clock.focus()
    explorer.page.keyboard.press("Home")
    assert explorer.drawing() != first
    assert explorer.clock.get_attribute("aria-valuetext").startswith("step 0 of ")


@pytest.mark.parametrize(
    "name",
    [n for n, s in SPECS.items() if s["readouts"] and not all(c["hidden"] for c in s["sliders"])],
)
def test_readouts_are_announced(name, show):
    explorer = show(name)
    live, shown = (explorer.box.locator(part) for part in ("[aria-live=polite]", ".dlx-number"))
    first = shown.all_inner_texts()
    for row, end in ((row, end) for row in explorer.rows.values() for end in (0, 1)):
        row.put(end)
        settled(explorer.page)
        if (numbers := shown.all_inner_texts()) != first:
            break
    assert numbers != first
    labels = [text_of(readout["label"]) for readout in explorer.spec["readouts"]]
    wanted = [f"{label} {number}" for label, number in zip(labels, numbers, strict=True)]
    explorer.page.wait_for_function(
        "([live, wanted]) => wanted.every((text) => live.textContent.includes(text))",
        arg=[live.element_handle(), wanted],
        timeout=5000,
    )


@few_examples
def test_reset_brings_back_the_first_drawing(name, show):
    explorer = show(name)
    first, told, stood = explorer.drawing(), explorer.told(), explorer.stands()
    for row in explorer.rows.values():
        row.put_far()
    for handle in explorer.box.locator(".dlx-handle").all():
        handle.focus()
        explorer.page.keyboard.press("Shift+ArrowRight")
    assert explorer.drawing() != first
    explorer.reset()
    assert explorer.drawing() == first and explorer.told() == told and explorer.stands() == stood
    assert told == {c["name"]: words(c, c["value"]) for c in explorer.controls}


@few_examples
def test_a_shared_address_restores_every_setting(name, show, visit):
    explorer = show(name)
    for row in explorer.rows.values():
        row.put_far()
    for handle in explorer.box.locator(".dlx-handle").all():
        handle.focus()
        explorer.page.keyboard.press("Shift+ArrowLeft")
    explorer.box.get_by_role("button", name="Copy link").click()
    explorer.page.wait_for_function(f"location.hash === '#{name}'")
    told, drawing = explorer.told(), explorer.drawing()
    address = urlparse(explorer.page.url)
    changed = {c["name"] for c in explorer.spec["sliders"]} - unmoved(explorer)
    if "boxes" not in {panel["kind"] for panel in explorer.spec["panels"]}:  # corners share symbols
        assert set(parse_qs(address.query)) == {f"{name}.{control}" for control in changed}
    shared = type(explorer)(visit(f"{name}.html?{address.query}#{name}"), explorer.spec)
    assert shared.told() == told and shared.drawing() == drawing


def unmoved(explorer):
    """Names of the controls that stand where they start."""
    told = explorer.told()
    rows = {c["name"] for c in explorer.controls if told[c["name"]] == words(c, c["value"])}
    dragged = {marker["drag"][0] for marker in MARKERS[explorer.spec["id"]]}
    hidden = {control["name"] for control in explorer.spec["sliders"] if control["hidden"]}
    return rows | (hidden - dragged)


@every_example
def test_the_browser_agrees_with_python(name, show):
    explorer = show(name)
    assert disagreements(explorer.page, explorer.spec, SETTINGS) == []


@every_example
def test_every_control_changes_the_picture(name, show):
    explorer = show(name)
    assert idle(explorer.page, explorer.spec) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ON_PAPER)
def test_it_follows_the_theme_and_can_be_read(name, show, theme):
    explorer = show(name)
    explorer.page.evaluate("(theme) => (document.documentElement.dataset.theme = theme)", theme)
    explorer.box.locator(f".dlx[data-theme={theme}]").wait_for()
    found = explorer.box.evaluate(COLORS)
    explorer.page.evaluate("delete document.documentElement.dataset.theme")
    assert (luminance(found["paper"]) > 0.5) == (theme == "light")
    faint = [
        (text, color)
        for kind, least in (("words", 4.5), ("signs", 3))
        for text, color in found[kind]
        if contrast(color, found["paper"]) < least
    ]
    assert found["words"] and found["signs"] and not faint


@few_examples
def test_on_paper_it_is_a_light_picture_without_controls(name, show):
    explorer = show(name, "paper")
    page, box = explorer.page, explorer.box
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert box.locator(".dlx").get_attribute("data-theme") == "light"
    assert box.locator(".dlx-front").first.is_visible()
    assert box.locator(FRAME).count() == len(explorer.spec["panels"])
    # A choice or a switch stands there as it is set.
    assert not box.locator("button:visible, input:visible:not([type=radio], [role=switch])").count()
    for value in box.locator(".dlx-value").all():
        assert value.is_visible() and value.inner_text()


@few_examples
def test_without_scripts_the_picture_and_the_values_stand_there(name, windows):
    page, spec = windows.page(f"{name}.html", "still"), SPECS[name]
    pictures = page.locator(f"#{name} img")
    assert pictures.count() == len(spec["panels"])
    assert pictures.first.get_attribute("alt") == spec["alt"]
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        assert picture.is_visible() and picture.evaluate("(e) => e.complete && e.naturalWidth") > 0
    told = page.locator(f"#{name}").inner_text()
    for control in (c for c in spec["sliders"] if not c["hidden"]):
        said = f"{plain(control['label'])}: {words(control, control['value'])}"
        assert said in told


@every_example
@pytest.mark.parametrize(("still", "live"), [("still", "desk"), ("still phone", "phone")])
def test_nothing_jumps_when_it_comes_to_life(name, windows, still, live):
    pages = [windows.page(f"{name}.html", kind) for kind in (still, live)]
    heights = [page.locator(f"#{name}").bounding_box()["height"] for page in pages]
    assert abs(heights[0] - heights[1]) < 8
