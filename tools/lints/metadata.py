"""Lints of a chapter's metadata, ids and stored form."""

import copy
import re

from tools import notebooks
from tools.bootstrap import CELL_ID, TAGS, bootstrap_source
from tools.lints.references import bib_keys
from tools.normalise import normalise

LEVELS = ("introductory", "intermediate", "advanced")
CELL_TAGS = {"exercise", "hide-cell", "hide-input", "hide-output"}
FIELDS = {
    "title": str,
    "title_zh": str,
    "part": str,
    "summary": str,
    "summary_zh": str,
    "prerequisites": list,
    "minutes": int,
    "level": str,
    "papers": list,
    "source": dict,
    "ran": dict,
}


def fields(chapter):
    """Every metadata field is there, has its type, and no other is."""
    messages = []
    for name, kind in FIELDS.items():
        value = chapter.details.get(name)
        right = isinstance(value, kind) and not isinstance(value, bool)
        if not right or (kind is str and not value.strip()):
            expected = "make run writes it" if name == "ran" else f"expected {kind.__name__}"
            messages.append(f"{chapter.at()}: metadata dlnotes.{name} is {value!r}: {expected}")
    for name in sorted(set(chapter.details) - set(FIELDS) - {"status"}):
        messages.append(f"{chapter.at()}: metadata dlnotes.{name} is unknown: remove it")
    if chapter.details.get("status", "draft") != "draft":
        messages.append(f'{chapter.at()}: metadata dlnotes.status: only "draft", or leave it out')
    return messages


def catalogue(chapter):
    """Name, part and titles are those of `book/chapters.yml`."""
    known = notebooks.catalogue(chapter.root)
    if chapter.name not in known:
        return [f"{chapter.at()}: not in book/chapters.yml: move the file, or add its name there"]
    expected = dict(zip(("title", "title_zh"), known[chapter.name], strict=True))
    expected["part"] = chapter.part
    return [
        f"{chapter.at()}: metadata dlnotes.{name} is {chapter.details.get(name)!r}: "
        f"book/chapters.yml says {value!r}"
        for name, value in expected.items()
        if chapter.details.get(name) != value
    ]


def values(chapter):
    """Level, minutes, summaries, source and the record of the run make sense."""
    own, messages = chapter.details, []
    if own.get("level") not in LEVELS:
        messages.append(f"{chapter.at()}: level {own.get('level')!r}: one of {', '.join(LEVELS)}")
    if not 1 <= _int(own.get("minutes")) <= 600:
        messages.append(f"{chapter.at()}: minutes {own.get('minutes')!r}: 1 to 600")
    if not re.search(r"[\u4e00-\u9fff]", str(own.get("summary_zh"))):
        messages.append(
            f"{chapter.at()}: summary_zh holds no Chinese: write the summary in Chinese"
        )
    if not str((own.get("source") or {}).get("note", "")).strip():
        messages.append(f"{chapter.at()}: source.note is empty: say in words where it comes from")
    missing = {"python", "torch", "sympy", "numpy", "seconds"} - set(own.get("ran") or {})
    if missing:
        messages.append(f"{chapter.at()}: ran lacks {', '.join(sorted(missing))}: make run")
    return messages


def _int(value):
    return value if isinstance(value, int) else 0


def prerequisites(chapter):
    """Each prerequisite is a chapter that comes earlier in the book."""
    order = [name.split("/")[1] for name in notebooks.catalogue(chapter.root)]
    own = chapter.name.split("/")[1]
    earlier = order[: order.index(own)] if own in order else order
    return [
        f"{chapter.at()}: prerequisite {name!r}: "
        + ("comes later in the book" if name in order else "not a chapter of book/chapters.yml")
        for name in chapter.details.get("prerequisites") or []
        if name not in earlier
    ]


def papers(chapter):
    """A finished chapter names its papers, by keys of `book/references.bib`."""
    named = chapter.details.get("papers") or []
    messages = [
        f"{chapter.at()}: paper {key!r}: not a key of book/references.bib, add the entry there"
        for key in named
        if key not in bib_keys(chapter.root)
    ]
    if not named and not chapter.draft:
        messages.append(f"{chapter.at()}: papers is empty: name at least one key of references.bib")
    return messages


def bootstrap(chapter):
    """The first code cell is the bootstrap cell, as it is in every chapter."""
    cells = notebooks.code_cells(chapter.nb)
    expected = (CELL_ID, TAGS, bootstrap_source())
    if cells:
        first = cells[0][1]
        if (first.get("id"), first.metadata.get("tags"), first.source) == expected:
            return []
    return [f"{chapter.at()}: the first code cell is not the current bootstrap cell: make run"]


def tags(chapter):
    """Only tags that this book uses; others can switch checks off."""
    return [
        f"{chapter.at(n)}: tag {tag!r}: allowed are {', '.join(sorted(CELL_TAGS))}"
        for n, cell in enumerate(chapter.nb.cells, 1)
        for tag in cell.metadata.get("tags", [])
        if tag not in CELL_TAGS
    ]


def stored_form(chapter):
    """The file is byte for byte what `make run` stores, widget state and editors' notes dropped."""
    if "widgets" in chapter.nb.metadata:
        return [f"{chapter.at()}: holds widget state: make run CHAPTER={chapter.name}"]
    canonical = notebooks.text(normalise(copy.deepcopy(chapter.nb)))
    if chapter.path.read_text("utf-8") != canonical:
        return [f"{chapter.at()}: not in the stored form: make run CHAPTER={chapter.name}"]
    return []


LINTS = [
    fields,
    catalogue,
    values,
    prerequisites,
    papers,
    bootstrap,
    tags,
    stored_form,
]
