"""Lints of what a chapter's metadata say, and of its stored form."""

import re

from tools.bootstrap import CELL_ID, TAGS, bootstrap_source
from tools.lints.fields import has_block
from tools.model.catalogue import catalogue as known_chapters
from tools.model.notebook import code_cells, text
from tools.model.notebook import tags as tags_of
from tools.normalise import normalise

LEVELS = ("introductory", "intermediate", "advanced")
CELL_TAGS = {"exercise", "hide-cell", "hide-input", "hide-output"}
RAN = ("python", "torch", "sympy", "numpy", "seconds")


def catalogue(chapter):
    """Name, part and titles are those of `book/chapters.yml`."""
    known = known_chapters(chapter.root)
    if chapter.name not in known:
        return [f"{chapter.at()}: not in book/chapters.yml: move the file, or add its name there"]
    expected = dict(zip(("title", "title_zh"), known[chapter.name], strict=True))
    expected["part"] = chapter.part
    return [
        f"{chapter.at()}: metadata dlnotes.{name} is {value!r}: book/chapters.yml says "
        f"{expected[name]!r}: write that, or change it there"
        for name, value in chapter.sound.items()
        if name in expected and value != expected[name]
    ]


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


def prerequisites(chapter):
    """Each prerequisite is a chapter that comes earlier in the book."""
    order = [name.split("/")[1] for name in known_chapters(chapter.root)]
    own = chapter.name.split("/")[1]
    earlier = order[: order.index(own)] if own in order else order
    return [
        f"{chapter.at()}: prerequisite {name!r}: "
        + ("comes later in the book" if name in order else "not a chapter of book/chapters.yml")
        for name in chapter.sound.get("prerequisites", [])
        if name not in earlier
    ]


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
    catalogue,
    values,
    prerequisites,
    papers,
    bootstrap,
    tags,
    stored_form,
]
