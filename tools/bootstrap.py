"""The first code cell of every chapter: makes `dlnotes` importable where a notebook came alone.

In a copy of the repository the cell does nothing. In a published notebook, whose repository and
commit `tools.publish` has filled in, it installs the package of that commit. pip is told to keep
the torch and numpy that it finds: where they, or Python, are too old, it says so and stops.
"""

import nbformat

from tools.model.notebook import code_cells

CELL_ID = "bootstrap"
TAGS = ["hide-cell"]
FOLDED = {"source_hidden": True}  # JupyterLab shows its first line

TEMPLATE = """\
# Makes the book's package importable. Where it is already, this cell does nothing.
import importlib.metadata
import importlib.util
import subprocess
import sys

REPOSITORY, COMMIT = "%s", "%s"  # filled in where this notebook is published
if importlib.util.find_spec("dlnotes") is None:
    if not COMMIT:
        todo = "run `pip install -e .` at its root and restart the kernel, or start with `make lab`"
        raise ModuleNotFoundError(f"this notebook needs the package of its repository: {todo}")
    print("Installing the book's package ...")
    there = [name for name in ("torch", "numpy") if importlib.util.find_spec(name)]
    keep = [f"{name}=={importlib.metadata.version(name)}" for name in there]
    command = [sys.executable, "-m", "pip", "install", f"git+{REPOSITORY}@{COMMIT}", *keep]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        hint = "cannot install it: if Python, torch or numpy is too old, choose a newer runtime"
        raise RuntimeError(f"{hint}; pip said:\\n{done.stdout}\\n{done.stderr}")
    importlib.invalidate_caches()
"""


def bootstrap_source(repository="", commit=""):
    """The source of the bootstrap cell.

    Args:
        repository: URL that git can clone; empty in the repository itself.
        commit: full hash of the commit to install; empty in the repository itself.
    """
    return (TEMPLATE % (repository, commit)).rstrip("\n")


def bootstrap_cell():
    """The bootstrap cell as a chapter stores it, not yet run."""
    metadata = {"tags": TAGS, "jupyter": FOLDED}
    return nbformat.v4.new_code_cell(bootstrap_source(), id=CELL_ID, metadata=metadata)


def refresh(nb):
    """Make the current bootstrap cell the first code cell of `nb`; changes `nb`."""
    for position, cell in code_cells(nb):
        if cell.get("id") == CELL_ID:
            del nb.cells[position - 1]
            break
    ahead = 1 if nb.cells and nb.cells[0].cell_type == "markdown" else 0
    nb.cells.insert(ahead, bootstrap_cell())


def fill_in(nb, repository, commit):
    """Write where to install from into the bootstrap cell of `nb`; changes `nb`.

    Raises:
        ValueError: the notebook has no bootstrap cell of the current form.
    """
    cells = [cell for _, cell in code_cells(nb) if cell.get("id") == CELL_ID]
    if len(cells) != 1 or cells[0].source != bootstrap_source():
        raise ValueError("the bootstrap cell is not the current one: store the chapter by make run")
    cells[0].source = bootstrap_source(repository, commit)
