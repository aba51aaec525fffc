"""The Markdown of a notebook: lines without code, headings and their anchors, links."""

import re

from tools.model.notebook import markdown_cells

HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
CODE = re.compile(r"(`+).+?\1", re.DOTALL)
FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
CITATION = re.compile(r"references\.md#(.+)$")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")


def prose_lines(source):
    """(line number from 1, line) of Markdown `source`, without fenced code."""
    lines, fence = [], None
    for number, line in enumerate(source.splitlines(), 1):
        mark = FENCE.match(line)
        if fence is None and mark:
            fence = mark.group(1)
        elif fence is not None and mark and line.strip().startswith(fence):
            fence = None
        elif fence is None:
            lines.append((number, line))
    return lines


def headings(nb):
    """(cell position, level, text) of every Markdown heading."""
    return [
        (position, len(found.group(1)), found.group(2))
        for position, cell in markdown_cells(nb)
        for _, line in prose_lines(cell.source)
        if (found := HEADING.match(line))
    ]


def slug(heading):
    """The anchor that the site gives a heading: lower case, hyphens, letters and digits."""
    words = re.sub(r"[^\w\s-]", "", heading.strip().lower())
    return re.sub(r"\s", "-", words)


def links(nb):
    """(cell position, address) of every link in the text, pictures and code left out."""
    return [
        (position, found.group(1))
        for position, cell in markdown_cells(nb)
        for found in LINK.finditer(CODE.sub("", "\n".join(t for _, t in prose_lines(cell.source))))
    ]


def citations(nb):
    """(cell position, key) of every citation in the text."""
    return [
        (position, found.group(1))
        for position, address in links(nb)
        if (found := CITATION.search(address))
    ]
