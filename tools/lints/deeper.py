"""Lints of the sections called "Deeper: ...", which every host folds under their heading."""

import re

from tools.folds import DEEPER, is_deeper
from tools.model.notebook import markdown_cells

MOST = 3
LONGEST = 320  # characters of a summary: three lines on the page
HEADING = re.compile(r"^(#{1,6}) +(.*)", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def headings(cell):
    """(level, words, whether it begins the cell) of each heading of a Markdown cell."""
    text = FENCED.sub("", cell.source)
    return [(len(m[1]), m[2], m.start() == 0) for m in HEADING.finditer(text)]


def shape(chapter):
    """Each such section begins with a cell of its own: its heading, and a summary for all hosts.

    JupyterLab folds cells, and shows the cell of the heading.
    """
    messages = []
    for n, cell in markdown_cells(chapter.nb):
        named = [h for h in headings(cell) if h[1].lower().startswith("deeper")]
        if named and not is_deeper(cell):
            messages.append(f'{chapter.at(n)}: begin a cell with "{DEEPER}...", a second level')
        paragraphs = cell.source.strip().split("\n\n")
        if is_deeper(cell) and (len(paragraphs) != 2 or len(paragraphs[-1]) > LONGEST):
            messages.append(
                f"{chapter.at(n)}: the heading, and one paragraph of at most {LONGEST} characters "
                "that says what the section holds; the rest in the next cell"
            )
    return messages


def ends(chapter):
    """What follows such a section begins a cell: a heading inside a folded cell would be hidden."""
    messages, inside = [], False
    for n, cell in markdown_cells(chapter.nb):
        for level, words, first in headings(cell):
            if level < 3 and inside and not first:
                messages.append(f"{chapter.at(n)}: {words!r} ends a folded section: begin a cell")
            inside = is_deeper(cell) if level < 3 else inside
    return messages


def number(chapter):
    """At most three: what is needed for the chapter's question stands in the open."""
    count = sum(is_deeper(cell) for _, cell in markdown_cells(chapter.nb))
    if count <= MOST:
        return []
    return [f'{chapter.at()}: {count} sections "{DEEPER}...": at most {MOST}']


LINTS = [shape, ends, number]
