"""Planes, layers and outcomes in Chromium: Python's numbers, pointer, keys, link, reset."""

import json
import re

import numpy as np
import pytest
import sympy as sp

from dlnotes.explore import Curves, Explorer, Layer, Layers, Outcomes, Recurrence, Slider
from dlnotes.explore.panels.layers.rows import stack
from dlnotes.explore.panels.outcomes.values import outcome_values
from tests.explore.settings import random_settings
from tests.explore.test_browser import slider
from tests.explore.windows import PHONE, settled

VALUES = """([spec, settings]) => {
    const box = document.body.appendChild(document.createElement("div"));
    const explorer = dlx.mount(box, spec), plot = explorer.plots[0];
    const found = settings.map((values) => {
        explorer.set(values);
        explorer.draw();
        if (box.querySelector(".dlx-error")) throw new Error(box.innerText);
        return {
            ends: plot.nodes && plot.xs.map((xs, i) => [[...xs], [...plot.ys[i]]]),
            rows: plot.rows?.map((row) => [row.length, row.seen, row.outside, row.span ?? 0]),
            words: plot.rows && plot.names.map((name) => name.textContent),
        };
    });
    explorer.detach();
    box.remove();
    return found;
}"""


def test_gaps_and_shown_values_of_outcomes_are_those_of_python(module):
    n, k, x, y, a = sp.symbols("n k x y a", real=True)
    shown = Recurrence({x: a, y: n}, {x: y, y: sp.cos(x) + k / n}, show=(x - k, y * n))
    panel = Outcomes(n, (-2, 12), {"swap": shown}, steps=sp.sqrt(n) * a, step=k, most=5, samples=40)
    sliders = [Slider(a, 0.1, 3, value=1)]
    spec = Explorer("swap", sliders=sliders, panels=[panel], alt="Ends of a swapping path.").spec
    settings = random_settings(spec, 20)
    for values, found in zip(settings, module.evaluate(VALUES, [spec, settings]), strict=True):
        ours = outcome_values(
            spec["panels"][0], spec["panels"][0]["methods"][0], spec["parts"], values
        )
        assert np.isnan(ours[1]).any() and np.isfinite(ours[1]).any()
        for theirs, wanted in zip(found["ends"][0], ours, strict=True):
            np.testing.assert_allclose(theirs, wanted, rtol=1e-9)


def every_layer():
    """Three layers with a slider for everything, so that many settings do not fit."""
    sliders, layers = [], []
    ranges = {
        "kernel": (0, 6, 2),
        "stride": (0, 3, 1),
        "dilation": (0, 5, 1),
        "padding": (-1, 4, 0),
    }
    for place in range(3):
        own = {name: sp.Symbol(f"{name}_{place}") for name in ranges}
        layers.append(Layer(f"layer {place}", **own))
        sliders += [Slider(own[n], lo, hi, value=v) for n, (lo, hi, v) in ranges.items()]
    inputs, unit = sp.symbols("inputs unit")
    sliders += [Slider(inputs, 0, 60, value=20), Slider(unit, -3, 40, value=3)]
    panel = Layers(layers, inputs=inputs, unit=unit)
    return Explorer("every-layer", sliders=sliders, panels=[panel], alt="Three rows over an input.")


def test_rows_of_cells_are_those_of_python(module):
    spec = every_layer().spec
    panel, settings = spec["panels"][0], random_settings(spec, 400)
    lengths = []
    for values, found in zip(settings, module.evaluate(VALUES, [spec, settings]), strict=True):
        rows = stack(panel, spec["parts"], values)
        assert found["rows"] == [[r.length, r.seen, r.outside, r.span] for r in rows], values
        assert found["words"] == [row.words for row in rows]
        lengths.append(sum(bool(row.length) for row in rows))
    assert {1, 2, 3, 4} <= set(lengths)


@pytest.mark.parametrize("width", [390, 700, 1200])
def test_circles_are_round_at_any_width(visit, width):
    page = visit("ellipse.html", viewport={"width": width, "height": 800})
    settled(page)
    box = page.locator(".dlx-line").first.evaluate(
        "(e) => { const b = e.getBBox(); return [b.width, b.height] }"
    )
    assert box[0] == pytest.approx(box[1], abs=0.3) and box[0] > 50
    ticks = page.evaluate(
        "[...document.querySelectorAll('.dlx-plot svg text')].map((e) => e.textContent)"
    )
    assert "−2" in ticks and "2" in ticks


def test_a_point_of_the_plane_is_dragged_in_equal_scales(visit):
    page = visit("ellipse.html")
    settled(page)
    handle = page.locator(".dlx-handle")
    box = handle.locator(".dlx-marker").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 60, steps=3)
    page.mouse.up()
    settled(page)
    told = handle.get_attribute("aria-valuetext").replace(",", " ").replace("−", "-")
    moved = [float(value) for value in re.findall(r"= (\S+)", told)]
    assert moved[0] + 1.5 == pytest.approx(1 - moved[1], abs=0.11) and moved[0] > -1


def test_the_plane_is_read_by_pointer_and_by_keys(visit):
    page = visit("ellipse.html")
    settled(page)
    tail = (
        page.locator(".dlx-line")
        .nth(3)
        .evaluate("(e) => { const b = e.getBoundingClientRect(); return [b.left, b.bottom] }")
    )
    page.mouse.move(*tail)
    told = page.locator(".dlx-probe").get_attribute("aria-valuetext")
    assert told.startswith("u1, start, x = 0, y = 0, surface: 4.2")
    page.mouse.move(0, 0)
    page.locator(".dlx-probe").focus()
    page.keyboard.press("Home")
    assert page.locator(".dlx-probe").get_attribute("aria-valuetext").startswith("image, u = ")


def probed(page):
    return page.locator(".dlx-probe").get_attribute("aria-valuetext")


def test_keys_and_pointer_move_the_unit_and_its_slider(visit):
    page = visit("receptive-field.html")
    settled(page)
    assert probed(page) == "unit 5 of pool sees 16 of 30 input cells, from 9 to 24"
    page.locator(".dlx-probe").focus()
    page.keyboard.press("ArrowLeft")
    settled(page)
    assert probed(page) == "unit 4 of pool sees 16 of 30 input cells, from 7 to 22"
    assert slider(page, 3).get_attribute("aria-valuetext") == "4"
    page.keyboard.press("Home")
    settled(page)
    assert probed(page).startswith("unit 0 of pool sees 15 of 30 input cells, from 0 to 14")
    box = page.locator(".dlx-probe").bounding_box()
    assert box["height"] >= 44
    page.mouse.move(box["x"] + box["width"] - 1, box["y"] + box["height"] / 2)
    settled(page)
    assert probed(page).startswith("unit 8 of pool")
    page.get_by_role("button", name="Reset").click()
    settled(page)
    assert probed(page).startswith("unit 5 of pool")


def test_without_a_slider_the_unit_moves_is_announced_and_reset(visit):
    page = visit("stack.html", **PHONE)
    settled(page)
    assert probed(page) == "unit 9 of two sees 7 of 25 input cells, from 9 to 15"
    box = page.locator(".dlx-probe").bounding_box()
    page.touchscreen.tap(box["x"] + 3, box["y"] + 22)
    page.wait_for_function(
        "() => document.querySelector('[aria-live]').textContent.startsWith('unit 0 of two sees')"
    )
    assert probed(page).startswith("unit 0 of two")
    slider(page).fill("3")
    settled(page)
    assert probed(page) == "unit 0 of two sees 9 of 25 input cells, from 0 to 10"
    page.get_by_role("button", name="Reset").tap()
    settled(page)
    assert probed(page).startswith("unit 9 of two")


def test_a_stack_that_does_not_fit_says_so(visit):
    page = visit("receptive-field.html?receptive-field.k=5&receptive-field.b=3")
    settled(page)
    words = page.locator(".dlx-front .dlx-name").all_text_contents()
    assert words[3] == "conv 3: its kernel spans 37 cells, below are 16"
    assert words[4] == "pool: no row below it"
    assert probed(page).startswith("unit 5 of conv 2 sees")
    assert page.locator(".dlx-error").count() == 0


def test_words_of_rows_fit_the_narrowest_phone(visit):
    page = visit("receptive-field.html", **{**PHONE, "viewport": {"width": 320, "height": 700}})
    settled(page)
    edges = page.locator(".dlx-front .dlx-name").evaluate_all(
        "(all) => all.map((e) => e.getBoundingClientRect().right)"
    )
    assert len(edges) == 5 and max(edges) <= 320
    squeezed = page.locator(".dlx-front .dlx-name[textLength]").all_text_contents()
    assert squeezed == ["input: 30 cells, 16 seen (9–24), receptive field 16"]


def test_outcomes_have_a_dot_for_each_value_and_are_read(visit):
    page = visit("step-errors.html")
    settled(page)
    plot = page.locator(".dlx-front")
    dots = plot.locator("g > path:not([class])").first.get_attribute("d")
    assert dots.count("M") == 8
    page.locator(".dlx-probe").focus()
    page.keyboard.press("End")
    assert probed(page).startswith("steps N = 128, Euler: 0.00144")
    page.keyboard.press("Home")
    assert probed(page).startswith("steps N = 1, Euler: 0.368")


def test_curves_and_outcomes_share_their_frame(module):
    """The probe reads the sample that is nearest on a log axis too."""
    x, a = sp.symbols("x a", positive=True)
    panel = Curves(x, (1, 1000), {"line": a * x}, log_x=True, samples=4)
    sliders = [Slider(a, 1, 2, value=1)]
    spec = Explorer("log-line", sliders=sliders, panels=[panel], alt="A line over a log axis.").spec
    told = module.evaluate(
        """(spec) => {
        const box = document.body.appendChild(document.createElement("div"));
        const explorer = dlx.mount(box, spec), plot = explorer.plots[0];
        explorer.draw();
        return [0.1, 0.2, 0.6, 1].map((share) =>
            plot.under(plot.margin.left + share * plot.innerWidth).rows[0][0]);
        }""",
        json.loads(json.dumps(spec)),
    )
    assert told == ["x = 1", "x = 10", "x = 100", "x = 1000"]
