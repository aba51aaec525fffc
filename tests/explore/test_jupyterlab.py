"""JupyterLab end to end: run all, move sliders, answer; and Python has it."""

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

from tools.exercises import result

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
import matplotlib.pyplot as plt
from dlnotes.explore import live

def picture(slope):
    figure, axes = plt.subplots(figsize=(3, 2))
    axes.plot([0, 1], [0, slope])
    axes.set_ylim(0, 4)
    figure.set_label(f"A line of slope {slope}.")
    return figure

live(picture, slope=(0, 4, 1))"""
LESSON = [SOURCE, ASK, LIVE]
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def lesson(folder):
    """Stores a notebook with an explorer, a question and a live figure, as a run would."""
    cells = []
    for source in LESSON:
        bundle = result([], source)._repr_mimebundle_()
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        output = nbformat.v4.new_output("execute_result", data, execution_count=1)
        cells.append(nbformat.v4.new_code_cell(source, outputs=[output], execution_count=1))
    cells.append(nbformat.v4.new_code_cell())  # for what is typed later
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=KERNEL)
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
    page.locator(".noUi-handle").wait_for(timeout=60_000)
    return opened


def test_a_lesson_that_is_not_run_shows_pictures_and_the_question(opened):
    _, page = opened
    pictures = page.locator(".jp-OutputArea img")
    assert pictures.count() == 2 and page.locator(".dlx, .noUi-handle").count() == 0
    assert all(pictures.evaluate_all("all => all.map((e) => e.complete && e.naturalWidth > 0)"))
    assert pictures.first.evaluate("(e) => e.naturalWidth") == 640
    assert page.locator(".jp-OutputArea").get_by_text("What is half of 3?").is_visible()


def test_run_all_and_the_slider_reaches_python(ran):
    folder, page = ran
    slider, heard = page.locator(".dlx-row input[type=range]"), folder / "heard.txt"
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
    slider = page.locator(".dlx-row input[type=range]")
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
    image = ran[1].locator("img.widget-image")
    first = image.get_attribute("src", timeout=5000)
    assert image.get_attribute("title") == "A line of slope 1."
    ran[1].locator(".noUi-handle").focus()
    ran[1].keyboard.press("ArrowRight")
    ran[1].locator("img.widget-image[title='A line of slope 2.']").wait_for()
    assert image.get_attribute("src") != first
    assert image.evaluate("(e) => e.complete && e.naturalWidth") > 0
