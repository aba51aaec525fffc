"""`live`: which sliders it makes, what it draws, what it stores, and what becomes of errors."""

import asyncio
import functools
import os
import re
import subprocess
import sys
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor

import ipywidgets
import matplotlib.pyplot as plt
import pytest
import sympy as sp

from dlnotes.explore import Slider, live

PNG = b"\x89PNG"


def line(slope, count=3):
    figure, axes = plt.subplots(figsize=(1, 1))
    axes.plot(range(count), [slope * k for k in range(count)])
    figure.set_label(f"A line of slope {slope:g}.")
    return figure


def alone(test):
    """Runs a test in a thread of its own: the browser of other tests keeps a loop in the first."""

    @functools.wraps(test)
    def wrapped():
        with ThreadPoolExecutor(1) as pool:
            pool.submit(test).result()

    return wrapped


@pytest.fixture(autouse=True)
def no_figure_is_left_open():
    plt.switch_backend("agg")
    yield
    left = plt.get_fignums()
    plt.close("all")
    assert left == []


def test_sliders_are_of_the_kind_that_is_asked_for():
    box = live(
        lambda **values: line(1),
        rate=(0.0, 1.0, 0.25),
        lr=(1e-4, 1.0, 1e-2, "log"),
        steps=(1, 100, 10),
        beta=Slider(sp.Symbol("beta_1"), 0, 1, value=0.9, step=0.01, unit="a step"),
        layers=Slider(sp.Symbol("L"), 2, 12, value=4, step=2),
    )
    kinds = [type(row) for row in box.sliders.values()]
    names = ["FloatSlider", "FloatLogSlider", "IntSlider", "FloatSlider", "IntSlider"]
    assert kinds == [getattr(ipywidgets, name) for name in names]
    rate, lr, steps, beta, layers = box.sliders.values()
    assert (rate.min, rate.max, rate.value, rate.step) == (0, 1, 0.25, 0.005)
    assert (lr.min, lr.max, lr.value) == (-4, 0, 0.01)
    assert (steps.min, steps.max, steps.value, steps.step) == (1, 100, 10, 1)
    assert beta.description == "β₁ a step" and beta.step == pytest.approx(0.01)
    assert (layers.min, layers.max, layers.step) == (2, 12, 2)
    assert rate.description == "rate" and list(box.children)[:5] == list(box.sliders.values())


@alone
def test_it_draws_anew_when_a_slider_moves():
    heard = []

    def draw(slope, count):
        heard.append((slope, count))
        return line(slope, count)

    box = live(draw, slope=(0.0, 2.0, 1.0), count=(2, 9, 3))
    first = box.image.value
    box.sliders["slope"].value = 0.5
    assert heard == [(1.0, 3), (0.5, 3)] and isinstance(heard[0][1], int)
    assert bytes(box.image.value).startswith(PNG) and box.image.value != first
    assert box.image.tooltip == "A line of slope 0.5."


@alone
def test_under_a_kernel_only_the_latest_of_many_changes_is_drawn():
    heard = []

    def draw(slope):
        heard.append(slope)
        return line(slope)

    async def moved():
        box = live(draw, slope=(0.0, 2.0, 1.0))
        for k in range(20):
            box.sliders["slope"].value = k / 10
        await asyncio.sleep(0.2)
        box.sliders["slope"].value = 0.5
        await asyncio.sleep(0.2)

    asyncio.run(moved())
    assert heard == [1.0, 1.9, 0.5]


@alone
def test_an_error_is_shown_in_the_box_and_goes_away():
    def draw(slope):
        figure = line(slope)
        if slope > 1:
            raise ValueError(f"slope <{slope}> is too steep")
        return figure

    box = live(draw, slope=(0.0, 2.0, 1.0))
    before = box.image.value
    box.sliders["slope"].value = 1.5
    assert "ValueError: slope &lt;1.5&gt; is too steep" in box.note.value
    assert 'role="alert"' in box.note.value and box.image.value == before
    box.sliders["slope"].value = 0.5
    assert box.note.value == "" and box.image.value != before


@alone
def test_the_output_keeps_the_first_picture():
    box = live(line, slope=(0.0, 2.0, 1.0))
    box.sliders["slope"].value = 0.5
    data, about = box._repr_mimebundle_()
    assert about == {"image/png": {"alt": box.described}} and box.described
    assert data["text/plain"] == "live line: slope"
    assert b64decode(data["image/png"]) == box.first != box.image.value
    assert "application/vnd.jupyter.widget-view+json" in data and len(data) == 3


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: live(line, slope=(0, 1)), TypeError, "slope=(0, 1): expected (low, high, value)"),
        (lambda: live(line, slope=(1, 2, 1, "lin")), TypeError, "slope=(1, 2, 1, 'lin')"),
        (lambda: live(line, slope=[0, 2, 1]), TypeError, "slope=[0, 2, 1]"),
        (lambda: live(line, slope=(0.0, 1.0, 2.0)), ValueError, "slider slope: the range 0 to 1"),
        (lambda: live(line, slope=(0.0, 1.0, 0.5, "log")), ValueError, "slider slope: the range"),
        (lambda: live(line, slope=("a", 1, 1)), TypeError, "slider slope: low='a'"),
        (lambda: live(line), TypeError, "at least one slider"),
        (lambda: live(3, slope=(0, 2, 1)), TypeError, "function=3"),
        (lambda: live(lambda slope: plt.figure() and 3, slope=(0, 2, 1)), TypeError, "returned 3"),
    ],
)
def test_what_cannot_be_made_is_refused_by_name(make, error, message):
    with pytest.raises(error, match=re.escape(message)):
        make()


OUTPUT = """
from tests.explore.test_live import line
from dlnotes.explore import live
data = live(line, slope=(0.0, 2.0, 1.0), count=(2, 9, 3))._repr_mimebundle_()[0]
view = data.pop("application/vnd.jupyter.widget-view+json")
print(sorted(view), sorted(data.items()))
"""


def test_another_process_stores_the_same_bytes():
    """As strict nbval compares them, and the picture besides."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", OUTPUT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.getcwd()},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] and b"live line: slope, count" in runs[0]
