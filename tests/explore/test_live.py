"""`live`: which sliders it makes, what it draws, what it stores, and what becomes of errors."""

import asyncio
import functools
import os
import re
import subprocess
import sys
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor

import matplotlib.pyplot as plt
import pytest
import sympy as sp

from dlnotes.explore import Choice, Slider, Switch, live
from dlnotes.explore.frames import frames

PNG = b"\x89PNG"
KINDS = ["choice", "switch"]
MODULE = sys.modules["dlnotes.explore.live"]  # the package has a function of that name


def line(slope, count=3):
    figure, axes = plt.subplots(figsize=(1, 1))
    axes.plot(range(count), [slope * k for k in range(count)])
    figure.set_label(f"A line of slope {slope:g}.")
    return figure


def alone(test):
    """Runs a test in a thread of its own: the browser of other tests keeps a loop in the first."""

    @functools.wraps(test)
    def wrapped(**given):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(test, **given).result()

    return wrapped


@pytest.fixture(autouse=True)
def no_figure_is_left_open():
    plt.switch_backend("agg")
    yield
    left = plt.get_fignums()
    plt.close("all")
    assert left == []


def test_controls_are_of_the_kind_that_is_asked_for():
    box = live(
        lambda **values: line(1),
        rate=(0.0, 200.0, 50.0),
        lr=(1e-4, 1.0, 1e-2, "log"),
        steps=(1, 100, 10),
        beta=Slider(sp.Symbol("beta_1"), 0, 1, value=0.9, step=0.01, unit="a step"),
        layers=Slider(sp.Symbol("L"), 2, 12, value=4, step=2),
        loss=Choice(sp.Symbol("k"), ["ArcFace", "CosFace"], value="CosFace"),
        decay=Switch(sp.Symbol("on"), on=True),
    )
    rows = {row["name"]: row for row in box.settings.spec["sliders"]}
    assert list(rows) == ["rate", "lr", "steps", "beta", "layers", "loss", "decay"]
    assert (rows["lr"]["min"], rows["lr"]["max"], rows["lr"]["log"]) == (1e-4, 1, True)
    assert (rows["steps"]["steps"], rows["layers"]["steps"], rows["beta"]["steps"]) == (99, 5, 100)
    assert rows["beta"]["label"] == [["β", "i"], ["1", "_"]] and rows["beta"]["unit"] == "a step"
    assert [rows[name].get("kind") for name in ("rate", "loss", "decay")] == [None, *KINDS]
    assert box.values() == {
        "rate": 50.0, "lr": 0.01, "steps": 10, "beta": 0.9, "layers": 4, "loss": 1, "decay": True
    }  # fmt: skip
    kinds = [type(value) for value in box.values().values()]
    assert kinds == [float, float, int, float, int, int, bool]


def test_a_control_that_an_explorer_hides_is_shown():
    hidden = Slider(sp.Symbol("w"), 0, 1, value=0.5, hidden=True)
    box = live(lambda w: line(w), w=hidden)
    assert box.settings.spec["sliders"][0]["hidden"] is False


def move(box, **values):
    """As the browser does."""
    box.settings.values = box.settings.values | values


@alone
def test_it_draws_anew_when_a_slider_moves():
    heard = []

    def draw(slope, count):
        heard.append((slope, count))
        return line(slope, count)

    box = live(draw, slope=(0.0, 2.0, 1.0), count=(2, 9, 3))
    move(box, slope=0.5)
    assert heard == [(1.0, 3), (0.5, 3)] and isinstance(heard[0][1], int)
    assert bytes(box.image.value).startswith(PNG) and box.image.value != box.first.png
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
            move(box, slope=k / 10)
        await asyncio.sleep(0.2)
        move(box, slope=0.5)
        await asyncio.sleep(0.2)

    asyncio.run(moved())
    assert heard == [1.0, 1.9, 0.5]


def slow(shares):
    """A generator that draws half-way, and hears at every share whether it goes on."""

    def draw(slope):
        for k in range(4):
            shares.append((slope, k))
            yield k / 4
            if k == 1:
                yield line(-slope)
        yield line(slope)

    return draw


@alone
def test_a_generator_tells_its_shares_and_its_last_figure_stays():
    notes, pictures = [], []
    box = live(slow([]), slope=(0.0, 2.0, 1.0))
    assert box.first.described == "A line of slope 1." and box.note.value == ""
    box.note.observe(lambda change: notes.append(change["new"]), "value")
    box.image.observe(lambda change: pictures.append(change["new"]), "tooltip")
    move(box, slope=2.0)
    bars = [re.search(r'value="([\d.]+)"', note) for note in notes]
    assert [bar and bar[1] for bar in bars] == [None, "0.000", "0.250", "0.500", "0.750", None]
    assert 'role="status"' in notes[0] and notes[-1] == ""
    assert all("aria-label" in note for note in notes[1:-1]) and "75%" in notes[-2]
    assert pictures == ["A line of slope -2.", "A line of slope 2."]


@alone
def test_what_a_generator_returns_is_drawn_too():
    def draw(slope):
        yield 0.5
        return line(slope)

    assert live(draw, slope=(0.0, 2.0, 1.0)).first.described == "A line of slope 1."


@alone
def test_a_change_leaves_a_long_run_at_its_next_share(monkeypatch):
    monkeypatch.setattr(MODULE, "PAUSE", 0)
    shares = []

    async def moved():
        box = live(slow(shares), slope=(0.0, 2.0, 1.0))
        shares.clear()
        move(box, slope=0.5)
        while len(shares) < 2:
            await asyncio.sleep(0)
        move(box, slope=1.5)
        async with asyncio.timeout(60):
            while (1.5, 3) not in shares or box.note.value:
                await asyncio.sleep(0.01)
        return box

    box = asyncio.run(moved())
    left = [k for slope, k in shares if slope == 0.5]
    assert left[:2] == [0, 1] and len(left) < 4
    assert [k for slope, k in shares if slope == 1.5] == [0, 1, 2, 3]
    assert box.image.tooltip == "A line of slope 1.5." and box.note.value == ""


@alone
def test_figures_of_others_stay_open_while_it_draws():
    pieces = frames(slow([]), {"slope": 1.0})
    next(pieces)
    other = plt.figure()
    list(pieces)
    assert plt.get_fignums() == [other.number]
    plt.close(other)


@alone
def test_an_error_is_shown_in_the_box_and_goes_away():
    def draw(slope):
        figure = line(slope)
        yield 0.5
        if slope > 1:
            raise ValueError(f"slope <{slope}> is too steep")
        yield figure

    box = live(draw, slope=(0.0, 2.0, 1.0))
    before = box.image.value
    move(box, slope=1.5)
    assert "ValueError: slope &lt;1.5&gt; is too steep" in box.note.value
    assert 'role="alert"' in box.note.value and box.image.value == before
    move(box, slope=0.5)
    assert box.note.value == "" and box.image.value != before


@alone
def test_the_output_keeps_the_first_picture():
    box = live(line, slope=(0.0, 2.0, 1.0))
    move(box, slope=0.5)
    data, about = box._repr_mimebundle_()
    assert about == {"image/png": {"alt": "A line of slope 1."}}
    assert data["text/plain"] == "live line: slope"
    assert b64decode(data["image/png"]) == box.first.png != box.image.value
    assert "application/vnd.jupyter.widget-view+json" in data and len(data) == 3


def test_a_line_behind_the_picture_says_where_it_runs(monkeypatch):
    shown = []
    monkeypatch.setattr(MODULE, "display", lambda *what, **how: shown.append(what))
    live(line, slope=(0.0, 2.0, 1.0))._ipython_display_()
    (picture,), (words,) = shown
    assert "image/png" in picture and "JupyterLab" in words.data and "kernel" in words.data


def test_colab_is_told_of_the_controls(monkeypatch):
    view = "application/vnd.jupyter.widget-view+json"
    told = {view: {"colab": {"custom_widget_manager": {"url": "https://a.example"}}}}
    box = live(line, slope=(0.0, 2.0, 1.0))
    monkeypatch.setattr(
        type(box.settings), "_repr_mimebundle_", lambda self, **more: ({view: {}}, told)
    )
    assert box._repr_mimebundle_()[1][view] == told[view]


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
        (lambda: live(lambda slope: plt.figure() and 3, slope=(0, 2, 1)), TypeError, "made 3"),
        (lambda: live(lambda slope: 0.5, slope=(0, 2, 1)), TypeError, "it made none"),
        (lambda: live(lambda slope: True, slope=(0, 2, 1)), TypeError, "made True"),
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
