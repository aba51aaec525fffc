"""JupyterLab end to end: what is folded; run all, move sliders, answer; and Python has it."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import nbformat
import pytest

from dlnotes.explore.live import PLACE
from tools.exercises import result
from tools.folds import mark

SOURCE = """\
import sympy as sp
from dlnotes.explore import Curves, Explorer, Slider
a, x = sp.symbols("a x")
line = Explorer(
    "line",
    sliders=[Slider(a, 0, 2, value=1, step=0.5)],
    panels=[Curves(x, (0, 1), {"line": a * x})],
    alt="A line whose slope follows the slider.",
)
line.observe(lambda c: open("heard.txt", "w").write(str(c["new"]["a"])), "values")
line"""

ASK = """\
from dlnotes.explore import Question
half = Question("half", "What is half of 3?", 1.5, tolerance=0)
half.observe(lambda c: open("answer.txt", "w").write(str(c["new"]["solved"])), "values")
half"""
LIVE = """\
import time
import matplotlib.pyplot as plt
from dlnotes.explore import live

def picture(slope):
    for k in range(4):
        yield k / 4
        time.sleep(0.3 * (slope == 3))
    figure, axes = plt.subplots(figsize=(3, 2))
    axes.plot([0, 1], [0, slope])
    axes.set_ylim(0, 4)
    figure.set_label(f"A line of slope {slope}.")
    if slope == 4:
        raise ValueError("too steep")
    yield figure

live(picture, slope=(0, 4, 1))"""
LESSON = [SOURCE, ASK, LIVE]
DEEPER = ["## Deeper: more\n\nWhat the section holds.", "## After it"]
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def lesson(folder):
    """Stores a notebook with an explorer, a question and a live figure, as a run would."""
    cells = [nbformat.v4.new_markdown_cell("## A lesson")]
    for source in LESSON:
        bundle = result([], source)._repr_mimebundle_()
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        output = nbformat.v4.new_output("execute_result", data, execution_count=1)
        cells.append(nbformat.v4.new_code_cell(source, outputs=[output], execution_count=1))
    line = nbformat.v4.new_output("display_data", {"text/markdown": PLACE})
    cells[-1].outputs.append(line)  # `live` shows it behind its picture
    before, after = map(nbformat.v4.new_markdown_cell, DEEPER)
    inside = nbformat.v4.new_code_cell("inside = 1", execution_count=1)
    cells += [before, inside, after, nbformat.v4.new_code_cell()]  # the last for what is typed
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=KERNEL)
    mark(notebook)
    nbformat.write(notebook, folder / "lesson.ipynb")


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab on loopback over a folder with one notebook."""
    folder = tmp_path_factory.mktemp("lab")
    lesson(folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = ["--ServerApp.token=", "--ServerApp.password=", "--no-browser", "--allow-root"]
    settings += ["--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--LabApp.news_url=None"]
    private = {f"JUPYTER_{name}_DIR": str(folder / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    root = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *settings, f"--ServerApp.root_dir={folder}"],
        env={**os.environ, **private, "PYTHONPATH": path, "IPYTHONDIR": str(folder / "ipython")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: answers(f"{address}/api/status"), "JupyterLab did not start")
        yield folder, address
    finally:
        server.terminate()
        server.wait(20)


def answers(address):
    try:
        with urlopen(address, timeout=5) as reply:
            return json.load(reply)
    except (URLError, OSError):
        return None


def wait_for(found, message, seconds=60):
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, message
        time.sleep(0.2)


@pytest.fixture(scope="module")
def opened(lab, browser):
    """The folder, and a page with the lesson: its stored outputs shown, its kernel ready."""
    folder, address = lab
    page = browser.new_page(viewport={"width": 1200, "height": 1600})
    page.goto(f"{address}/lab/tree/lesson.ipynb?reset")
    page.get_by_text("| Idle").wait_for(timeout=60_000)
    page.locator(".jp-OutputArea img[alt^='A line whose slope']").wait_for(timeout=60_000)
    yield folder, page
    page.close()


@pytest.fixture(scope="module")
def ran(opened):
    """The same after Run, Run All Cells."""
    _, page = opened
    page.locator(".lm-MenuBar-itemLabel", has_text="Run").click()
    page.locator(".lm-Menu-itemLabel").get_by_text("Run All Cells", exact=True).click()
    slope(page).wait_for(timeout=60_000)
    return opened


def slope(page):
    """The slider of the live cell."""
    return page.get_by_role("slider", name="slope")


def test_a_lesson_that_is_not_run_shows_pictures_and_the_question(opened):
    _, page = opened
    pictures = page.locator(".jp-OutputArea img")
    assert pictures.count() == 2 and page.locator(".dlx").count() == 0
    assert all(pictures.evaluate_all("all => all.map((e) => e.complete && e.naturalWidth > 0)"))
    assert pictures.first.evaluate("(e) => e.naturalWidth") == 640
    assert page.locator(".jp-OutputArea").get_by_text("What is half of 3?").is_visible()


def test_what_is_folded_is_folded_and_opens(opened):
    _, page = opened
    folded = page.locator(".jp-CodeCell .jp-InputPlaceholder")
    assert folded.count() == 2 and page.get_by_text("def picture(slope)").is_visible()
    assert not page.get_by_text("half.observe(").is_visible()
    assert page.get_by_text("Without one the first picture stands here").is_visible()
    inside = page.get_by_text("inside = 1")
    assert (
        page.get_by_role("paragraph").get_by_text("What the section holds.").is_visible()
        and not inside.is_visible()
    )
    assert page.get_by_role("heading", name="After it").is_visible()
    page.get_by_text("1 cell hidden").click()
    inside.wait_for()
    folded.nth(1).click()
    page.get_by_text("half.observe(").wait_for()


def test_run_all_and_the_slider_reaches_python(ran):
    folder, page = ran
    slider, heard = page.get_by_role("slider", name="a", exact=True), folder / "heard.txt"
    assert page.locator(".dlx-line").first.get_attribute("d").startswith("M")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "1.5"
    wait_for(lambda: heard.exists() and heard.read_text() == "1.5", "Python heard nothing")


def test_run_all_and_the_slider_follows_python(ran):
    _, page = ran
    page.locator(".jp-Notebook .jp-Cell .cm-content").last.click()
    page.keyboard.insert_text("line.values = {'a': 2}")
    page.keyboard.press("Control+Enter")
    slider = page.get_by_role("slider", name="a", exact=True)
    wait_for(lambda: slider.get_attribute("aria-valuetext") == "2", "the slider did not follow")


def test_run_all_and_the_question_judges_and_python_hears(ran):
    folder, page = ran
    told = folder / "answer.txt"
    for answer, words, solved in (("2", "2 is not right.", "False"), ("3/2", "Right.", "True")):
        page.locator(".dlx-question input[type=text]").fill(answer)
        page.keyboard.press("Enter")
        assert words in page.locator(".dlx-verdict").inner_text()
        wait_for(lambda s=solved: told.exists() and told.read_text() == s, "Python heard nothing")


def test_run_all_and_the_live_figure_is_drawn_anew(ran):
    _, page = ran
    image = page.locator("img.widget-image")
    first = image.get_attribute("src", timeout=5000)
    assert image.get_attribute("title") == "A line of slope 1."
    slope(page).focus()
    page.keyboard.press("ArrowRight")
    page.locator("img.widget-image[title='A line of slope 2.']").wait_for()
    assert image.get_attribute("src") != first
    assert image.evaluate("(e) => e.complete && e.naturalWidth") > 0


def test_a_long_run_says_how_far_it_is_and_is_left_for_a_newer_setting(ran):
    _, page = ran
    slope(page).focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    bar = page.get_by_role("progressbar", name="share of the work that is done")
    bar.wait_for()
    page.keyboard.press("Home")
    page.locator("img.widget-image[title='A line of slope 0.']").wait_for()
    bar.wait_for(state="detached")


def test_an_error_of_the_code_is_shown_and_the_last_picture_stays(ran):
    _, page = ran
    slope(page).focus()
    page.keyboard.press("End")
    page.get_by_role("alert").get_by_text("ValueError: too steep").wait_for()
    assert page.get_by_text("the last setting that worked").is_visible()
    assert page.locator("img.widget-image").get_attribute("title") != "A line of slope 4."
