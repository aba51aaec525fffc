"""Strict nbval over an explorer's stored output: the formula counts, the widget's id does not."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
SOURCE = """\
import sympy as sp
from dlnotes.explore import Curves, Explorer, Slider
a, x = sp.symbols("a x")
Explorer("line", sliders=[Slider(a, 0, 2, value=1)], panels=[Curves(x, (0, 1), {"line": a * x})],
         alt="A line whose slope follows the slider.")"""


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """What nbval says of a stored explorer, as it is and with another formula."""
    folder = tmp_path_factory.mktemp("stored")
    paths = filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SOURCE)], metadata=kernel)
    NotebookClient(
        notebook, store_widget_state=False, resources={"metadata": {"path": folder}}
    ).execute(env=environment)
    nbformat.write(notebook, folder / "same.ipynb")
    notebook.cells[0].source = SOURCE.replace("a * x", "a * x**2")
    nbformat.write(notebook, folder / "changed.ipynb")
    command = [sys.executable, "-m", "pytest", "--nbval", "-rA", "-p", "no:cacheprovider"]
    names = ["same.ipynb", "changed.ipynb"]
    done = subprocess.run(
        [*command, *names], cwd=folder, env=environment, capture_output=True, text=True
    )
    return done.stdout


def test_a_changed_formula_fails_and_nothing_else(compared):
    assert "PASSED same.ipynb::Cell 0" in compared
    assert "FAILED changed.ipynb::Cell 0" in compared
    assert "text/html" in compared and "1 failed, 1 passed" in compared
