"""A chapter that is written: its notebook, its name, and what is counted in it.

A chapter's name is `part/chapter`, as in `foundations/adam_vs_adamw`. Every function takes the
root of the repository, so that tests can build a small book elsewhere.
"""

import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import nbformat

from tools.model import notebook
from tools.model.catalogue import catalogue
from tools.model.errors import BookError
from tools.model.evidence import evidence, labels, name_of
from tools.model.exercises import TAG
from tools.model.metadata import KEY, sound
from tools.model.prose import citations, headings, slug
from tools.model.widgets import widgets

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, eq=False)
class Chapter:
    """One notebook, read.

    What is counted in it is counted once, so nothing in `nb` may change. A chapter from `find`
    has a frozen notebook, which refuses every change.

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
    def entry(self):
        """What the catalogue says of it; None where it does not know the chapter."""
        return catalogue(self.root).entries.get(self.name)

    @property
    def details(self):
        """The chapter's own metadata; empty where there is none."""
        return self.nb.metadata.get(KEY, {})

    @property
    def sound(self):
        """The fields of its metadata that are there and have their type."""
        return sound(self.details)

    @property
    def ran(self):
        """Whether every code cell was run; where not, `make run` comes before all else."""
        return notebook.was_run(self.nb)

    @property
    def draft(self):
        """Whether the chapter says of itself that it is not finished."""
        return self.details.get("status") == "draft"

    def at(self, position=None):
        """The words that open a message about the chapter or its cell number `position`."""
        file = f"notebooks/{self.name}.ipynb"
        return file if position is None else f"{file}, cell {position}"

    def editable(self):
        """The notebook as a copy of the caller's own, to be changed and stored."""
        return copy.deepcopy(self.nb)

    @cached_property
    def records(self):
        """The evidence records, in reading order."""
        return [record for _, record in evidence(self.nb)]

    @cached_property
    def places(self):
        """The anchor of each record on the chapter's page: its label, or its number."""
        return [r["label"] or f"statement-{n}" for n, r in enumerate(self.records, 1)]

    def statements(self, verdict):
        """(record, what it is called in a list, its anchor) of the records with a verdict."""
        return [
            (record, name_of(record, place), place)
            for record, place in zip(self.records, self.places, strict=True)
            if record["verdict"] == verdict
        ]

    def count(self, verdict):
        """How many records have a verdict."""
        return sum(record["verdict"] == verdict for record in self.records)

    @cached_property
    def kinds(self):
        """What the outputs bring to life, "explorer" or "question", in reading order."""
        return [spec["kind"] for _, spec in widgets(self.nb)]

    @cached_property
    def citations(self):
        """Keys of the references cited in the text, each once, in reading order."""
        return list(dict.fromkeys(key for _, key in citations(self.nb)))

    @property
    def exercises(self):
        """Number of tasks."""
        return sum(TAG in notebook.tags(cell) for cell in self.nb.cells)

    @property
    def compared(self):
        """Number of code cells with an output, which is compared with that of a fresh run."""
        return sum(bool(cell.outputs) for _, cell in notebook.code_cells(self.nb))

    @property
    def size(self):
        """Bytes of the stored notebook."""
        return self.path.stat().st_size


def anchors(nb):
    """All names in a notebook that a link can lead to: labels of claims, and headings."""
    return {label for _, label in labels(nb)} | {slug(text) for *_, text in headings(nb)}


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
    rank = {name: position for position, name in enumerate(catalogue(root).entries)}
    return sorted(found, key=lambda name: (rank.get(name, len(rank)), name))


def finished(root=ROOT):
    """Names of the chapters on disk that are no drafts, in reading order."""
    known = catalogue(root).entries
    return [name for name in on_disk(root) if name in known and not find(name, root).draft]


def find(name, root=ROOT):
    """The chapter called `name`, read; the same one again as long as its file is the same.

    Raises:
        BookError: there is no such notebook, or it cannot be read.
    """
    path = notebook_path(name, root)
    if not path.is_file():
        known = ", ".join(on_disk(root)) or "none yet"
        raise BookError(f"CHAPTER={name!r}: no such notebook; on disk: {known}")
    return _chapter(root, name, path.read_text("utf-8"))


@lru_cache(notebook.KEPT)
def _chapter(root, name, source):
    return Chapter(root, name, notebook.parsed(source, f"notebooks/{name}.ipynb"))
