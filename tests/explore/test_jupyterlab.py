"""JupyterLab end to end: run all, move a slider, and Python has the value."""

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

from tests.explore.demos import DEMOS

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


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab on loopback over a folder with one notebook."""
    folder = tmp_path_factory.mktemp("lab")
    cells = [nbformat.v4.new_code_cell(SOURCE), nbformat.v4.new_code_cell("line.values = {'a': 2}")]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(notebook, folder / "line.ipynb")
    stored = nbformat.v4.new_output("display_data", DEMOS["walks"]()._repr_mimebundle_()[0])
    cells = [nbformat.v4.new_code_cell("walks", outputs=[stored])]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(notebook, folder / "stored.ipynb")
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


def test_sliders_reach_python_and_follow_it(lab, browser):
    folder, address = lab
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(f"{address}/lab/tree/line.ipynb")
    cells = page.locator(".jp-Notebook .jp-Cell .cm-content")
    cells.first.click(timeout=60_000)
    page.get_by_text("| Idle").wait_for(timeout=60_000)
    page.keyboard.press("Control+Enter")
    slider = page.locator(".dlx-row input[type=range]")
    slider.wait_for(timeout=60_000)
    assert page.locator(".dlx-line").first.get_attribute("d").startswith("M")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    heard = folder / "heard.txt"
    wait_for(lambda: heard.exists() and heard.read_text() == "0.5", "Python heard nothing")
    cells.nth(1).click()
    page.keyboard.press("Control+Enter")
    wait_for(lambda: slider.get_attribute("aria-valuetext") == "2", "the slider did not follow")
    page.close()


def test_a_notebook_that_is_not_run_shows_the_picture(lab, browser):
    _, address = lab
    page = browser.new_page()
    page.goto(f"{address}/lab/tree/stored.ipynb?reset")
    picture = page.locator(".jp-OutputArea img[alt^='Forty random walks']")
    picture.wait_for(timeout=60_000)
    assert picture.evaluate("(image) => image.complete && image.naturalWidth") == 640
    page.close()
