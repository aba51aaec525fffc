"""What can be linked to: keys of the bibliography, labels of claims, headings; and widgets."""

import json
import re

from tools.notebooks import EVIDENCE, code_cells, markdown_cells

ENTRY = re.compile(r"^\s*@\w+\s*\{\s*([^,\s]+)\s*,", re.MULTILINE)
HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
CODE = re.compile(r"(`+).+?\1", re.DOTALL)
FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
WIDGET = re.compile(
    r'<div class="dlnotes-widget" id="[^"]*"><script type="application/json">(.*?)</script>',
    re.DOTALL,
)


def bib_keys(root):
    """Keys of the entries in `book/references.bib`; empty where there is no such file."""
    file = root / "book" / "references.bib"
    return set(ENTRY.findall(file.read_text("utf-8"))) if file.is_file() else set()


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


def records(cell):
    """The evidence records among the outputs of a code cell."""
    return [output.data[EVIDENCE] for output in cell.outputs if EVIDENCE in output.get("data", {})]


def labels(nb):
    """(cell position, label) of every labelled evidence record."""
    return [
        (position, record["label"])
        for position, cell in code_cells(nb)
        for record in records(cell)
        if record.get("label")
    ]


def widgets(nb):
    """(cell position, spec) of every explorer and question among the stored outputs."""
    return [
        (position, json.loads(spec))
        for position, cell in code_cells(nb)
        for output in cell.outputs
        for spec in WIDGET.findall(output.get("data", {}).get("text/html", ""))
    ]


def anchors(nb):
    """Everything in a notebook that a link can point to."""
    return {label for _, label in labels(nb)} | {slug(text) for _, _, text in headings(nb)}
