"""Chapters on disk: where they are, what `book/chapters.yml` and `_toc.yml` say, reading, writing.

A chapter's name is `part/chapter`, as in `foundations/adam_vs_adamw`. Every function takes the
root of the repository, so that tests can build a small book elsewhere.
"""

import json
from pathlib import Path
from typing import NamedTuple

import nbformat
import yaml

ROOT = Path(__file__).resolve().parent.parent
EVIDENCE = "application/vnd.dlnotes.evidence+json"


class Chapter(NamedTuple):
    """One notebook, read.

    Attributes:
        root: the repository's root.
        name: `part/chapter`.
        nb: the notebook.
    """

    root: Path
    name: str
    nb: nbformat.NotebookNode

    @property
    def path(self):
        """Where the notebook is stored."""
        return notebook_path(self.name, self.root)

    @property
    def part(self):
        """The folder it is in."""
        return self.name.split("/")[0]

    @property
    def details(self):
        """The chapter's own metadata; empty where there is none."""
        return self.nb.metadata.get("dlnotes", {})

    def at(self, position=None):
        """The words that open a message about the chapter or its cell number `position`."""
        file = f"notebooks/{self.name}.ipynb"
        return file if position is None else f"{file}, cell {position}"

    @property
    def draft(self):
        """Whether the chapter says of itself that it is not finished."""
        return self.details.get("status") == "draft"


def parts(root=ROOT):
    """The parts of the book in order, as `book/chapters.yml` has them: {part: {title, ...}}."""
    return yaml.safe_load((root / "book" / "chapters.yml").read_text("utf-8"))


def catalogue(root=ROOT):
    """Every chapter, written or planned, in reading order: {name: (title, title_zh)}."""
    return {
        f"{part}/{chapter}": tuple(titles)
        for part, entry in parts(root).items()
        for chapter, titles in entry["chapters"].items()
    }


def notebook_path(name, root=ROOT):
    """Where the chapter `name` is stored."""
    return root / "notebooks" / f"{name}.ipynb"


def on_disk(root=ROOT):
    """Names of all notebooks on disk, in reading order, unknown ones last."""
    folder = root / "notebooks"
    found = [
        path.relative_to(folder).with_suffix("").as_posix()
        for path in folder.rglob("*.ipynb")
        if ".ipynb_checkpoints" not in path.parts
    ]
    rank = {name: position for position, name in enumerate(catalogue(root))}
    return sorted(found, key=lambda name: (rank.get(name, len(rank)), name))


def find(name, root=ROOT):
    """The chapter called `name`, read.

    Raises:
        ValueError: there is no such notebook.
    """
    if not notebook_path(name, root).is_file():
        known = ", ".join(on_disk(root)) or "none yet"
        raise ValueError(f"CHAPTER={name!r}: no such notebook; on disk: {known}")
    return Chapter(root, name, read(notebook_path(name, root)))


def read(path):
    """The notebook stored at `path`.

    Raises:
        ValueError: the file is no notebook; the message names it, the line and a remedy.
    """
    source = path.read_text("utf-8")
    try:
        json.loads(source)
    except json.JSONDecodeError as error:
        raise ValueError(
            f"{'/'.join(path.parts[-3:])}, line {error.lineno}: no notebook any more "
            f"({error.msg}): take one side of the conflict whole, as CONTRIBUTING.md says"
        ) from error
    return nbformat.reads(source, as_version=4)


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


def toc(root=ROOT):
    """Names of the chapters that `_toc.yml` lists, in its order."""
    entries = _files(yaml.safe_load((root / "_toc.yml").read_text("utf-8")))
    names = (entry.removesuffix(".ipynb") for entry in entries)
    return [name.removeprefix("notebooks/") for name in names if name.startswith("notebooks/")]


def _files(node):
    if isinstance(node, list):
        return [name for item in node for name in _files(item)]
    if not isinstance(node, dict):
        return []
    own = [node["file"]] if "file" in node else []
    return own + [name for value in node.values() for name in _files(value)]


def code_cells(nb):
    """(position in the notebook from 1, cell) of every code cell."""
    return [(n, cell) for n, cell in enumerate(nb.cells, 1) if cell.cell_type == "code"]


def markdown_cells(nb):
    """(position in the notebook from 1, cell) of every Markdown cell."""
    return [(n, cell) for n, cell in enumerate(nb.cells, 1) if cell.cell_type == "markdown"]
