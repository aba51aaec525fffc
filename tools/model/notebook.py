"""The file of a chapter: reading it, the form in which it is stored, its cells.

A file is parsed once a run. What it says decides, not when it was written: a file that changed is
parsed again, however fast it changed.
"""

import json
from functools import lru_cache

import nbformat

from tools.model.errors import BookError
from tools.model.frozen import freeze

KEPT = 128  # notebooks kept parsed


def read(path):
    """The notebook stored at `path`, frozen.

    Raises:
        BookError: the file is no notebook; the message names it, the line and a remedy.
    """
    return parsed(path.read_text("utf-8"), "/".join(path.parts[-3:]))


@lru_cache(KEPT)
def parsed(source, file):
    """The notebook that the text `source` of a file is, frozen.

    Raises:
        BookError: it is none.
    """
    try:
        json.loads(source)  # says where the fault is, which nbformat does not
    except json.JSONDecodeError as error:
        raise BookError(
            f"{file}, line {error.lineno}: no notebook any more ({error.msg}): take one side of "
            "the conflict whole, as CONTRIBUTING.md says"
        ) from error
    return freeze(nbformat.reads(source, as_version=4))


def text(nb):
    """The bytes' worth of a notebook in the form that is stored: sorted keys, indent 1."""
    return (
        json.dumps(json.loads(nbformat.writes(nb)), indent=1, sort_keys=True, ensure_ascii=False)
        + "\n"
    )


def write(nb, path):
    """Store `nb` at `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(nb), encoding="utf-8", newline="\n")


def code_cells(nb):
    """(position in the notebook from 1, cell) of every code cell."""
    return [(n, cell) for n, cell in enumerate(nb.cells, 1) if cell.cell_type == "code"]


def markdown_cells(nb):
    """(position in the notebook from 1, cell) of every Markdown cell."""
    return [(n, cell) for n, cell in enumerate(nb.cells, 1) if cell.cell_type == "markdown"]


def outputs(nb):
    """(cell position, data) of every displayed output: what it is in each MIME type."""
    return [
        (position, output.data)
        for position, cell in code_cells(nb)
        for output in cell.outputs
        if "data" in output
    ]


def tags(cell):
    """The tags of a cell."""
    return cell.metadata.get("tags", [])


def described(cell):
    """The words that stand for a cell's picture; empty where there are none."""
    return cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")


def was_run(nb):
    """Whether every code cell of a notebook was run."""
    return all(cell.execution_count is not None for _, cell in code_cells(nb))
