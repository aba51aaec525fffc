"""JupyterLab end to end: run all, move a slider, and Python has the value."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import nbformat
import pytest

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
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "line.ipynb")
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
    page.get_by_role("menuitem", name="Run", exact=True).click(timeout=60_000)
    page.get_by_role("menuitem", name="Run Selected Cell", exact=False).first.wait_for()
    page.locator(".lm-Menu-itemLabel", has_text=re.compile("^Run Selected Cells?$")).click()
    slider = page.locator(".dlx-row input[type=range]")
    slider.wait_for(timeout=60_000)
    assert page.locator(".dlx-line").get_attribute("d").startswith("M")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    heard = folder / "heard.txt"
    wait_for(lambda: heard.exists() and heard.read_text() == "0.5", "Python heard nothing")
    page.locator(".jp-Notebook .jp-Cell").nth(1).locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    wait_for(lambda: slider.get_attribute("aria-valuetext") == "2", "the slider did not follow")
    page.close()
