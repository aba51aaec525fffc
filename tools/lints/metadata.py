"""Lints of what a chapter's metadata say, and of its stored form."""

import re

from tools.bootstrap import CELL_ID, TAGS, bootstrap_source
from tools.lints.fields import has_block
from tools.model.notebook import code_cells, text
from tools.model.notebook import tags as tags_of
from tools.normalise import normalise

LEVELS = ("introductory", "intermediate", "advanced")
CELL_TAGS = {"exercise", "hide-cell", "hide-input", "hide-output"}
RAN = ("python", "torch", "sympy", "numpy", "seconds")


def place(chapter):
    """The book has a chapter of that name, and its metadata say in which part."""
    if chapter.entry is None:
        file = f"book/parts/{chapter.part}.yml"
        return [f"{chapter.at()}: not in {file}: move the notebook, or add its name there"]
    part = chapter.sound.get("part", chapter.part)
    if part != chapter.part:
        return [f"{chapter.at()}: metadata dlnotes.part is {part!r}: write {chapter.part!r}"]
    return []


def values(chapter):
    """Level, minutes, summaries, source and the record of the run make sense."""
    own, messages = chapter.sound, []
    if own.get("level", LEVELS[0]) not in LEVELS:
        messages.append(f"{chapter.at()}: level {own['level']!r}: one of {', '.join(LEVELS)}")
    if not 1 <= own.get("minutes", 1) <= 600:
        messages.append(f"{chapter.at()}: minutes {own['minutes']!r}: 1 to 600")
    if not re.search(r"[\u4e00-\u9fff]", own.get("summary_zh", "无")):
        messages.append(
            f"{chapter.at()}: summary_zh holds no Chinese: write the summary in Chinese"
        )
    if not str(own.get("source", {"note": "-"}).get("note", "")).strip():
        messages.append(f"{chapter.at()}: source.note is empty: say in words where it comes from")
    missing = sorted(set(RAN) - set(own.get("ran", RAN)))
    if missing:
        messages.append(
            f"{chapter.at()}: ran lacks {', '.join(missing)}: make run CHAPTER={chapter.name}"
        )
    return messages


def papers(chapter):
    """A finished chapter names its papers."""
    if chapter.sound.get("papers", "-") or chapter.draft:
        return []
    return [
        f"{chapter.at()}: papers is empty: name at least one key of book/references.bib, and cite "
        "it in the text"
    ]


def bootstrap(chapter):
    """The first code cell is the bootstrap cell, as it is in every chapter."""
    cells = code_cells(chapter.nb)
    if not chapter.ran:
        return []  # `outputs.executed` says so
    expected = (CELL_ID, TAGS, bootstrap_source())
    if cells:
        first = cells[0][1]
        if (first.get("id"), first.metadata.get("tags"), first.source) == expected:
            return []
    return [
        f"{chapter.at()}: the first code cell is not the current bootstrap cell: "
        f"make run CHAPTER={chapter.name}"
    ]


def tags(chapter):
    """Only tags that this book uses; others can switch checks off."""
    return [
        f"{chapter.at(n)}: tag {tag!r}: allowed are {', '.join(sorted(CELL_TAGS))}"
        for n, cell in enumerate(chapter.nb.cells, 1)
        for tag in tags_of(cell)
        if tag not in CELL_TAGS
    ]


def stored_form(chapter):
    """The file is byte for byte what `make run` stores, widget state and editors' notes dropped."""
    if not has_block(chapter) or not chapter.ran:
        return []  # `fields.block` and `outputs.executed` say what to do first
    if "widgets" in chapter.nb.metadata:
        return [f"{chapter.at()}: holds widget state: make run CHAPTER={chapter.name}"]
    canonical = text(normalise(chapter.editable()))
    if chapter.path.read_text("utf-8") != canonical:
        return [f"{chapter.at()}: not in the stored form: make run CHAPTER={chapter.name}"]
    return []


LINTS = [
    place,
    values,
    papers,
    bootstrap,
    tags,
    stored_form,
]
