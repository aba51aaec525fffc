"""What a chapter folds away, and how the hosts are told: authors mark nothing, `make run` does.

The code of a cell is folded

- where all that the cell shows is evidence, an explorer or a question;
- where it shows nothing and prepares the explorer or question in the next cell;
- ahead of the first section, where it draws the opening picture.

Folded too are the sections called "Deeper: ..."; their heading and summary stay.
"""

import re

import nbformat

from tools.bootstrap import CELL_ID
from tools.model.evidence import MIME
from tools.model.notebook import tags
from tools.model.widgets import specs

TAG = "hide-input"  # what the site folds
FOLDED = {"jupyter": {"source_hidden": True}, "cellView": "form"}  # JupyterLab, Colab
COLLAPSED = {"jp-MarkdownHeadingCollapsed": True}  # JupyterLab
KEYS = {"tags", *FOLDED, *COLLAPSED}
SECTION = re.compile(r"^## ", re.MULTILINE)
DEEPER = "## Deeper: "


def mark(nb):
    """Writes into the metadata of each cell of `nb` whether it is folded; changes `nb`."""
    away = folded(nb.cells)
    for place, cell in enumerate(nb.cells):
        names = [name for name in tags(cell) if name != TAG]
        if place in away and not is_bootstrap(cell):  # that one has a tag of its own
            names.append(TAG)
        told = {"tags": names} if names else {}
        told |= FOLDED if place in away else {}
        told |= COLLAPSED if is_deeper(cell) else {}
        kept = {key: value for key, value in cell.metadata.items() if key not in KEYS}
        cell.metadata = nbformat.from_dict(kept | told)


def folded(cells):
    """Places, from 0, of the cells whose code is folded."""
    code = [n for n, cell in enumerate(cells) if cell.cell_type == "code"]
    opening = first_section(cells)
    moving = {n for n in code if "widget" in shown(cells[n])}
    for n in reversed(code):
        if n + 1 in moving and is_silent(cells[n]):
            moving.add(n)
    return moving | {n for n in code if n < opening or is_bootstrap(cells[n]) or shown(cells[n])}


def first_section(cells):
    """The place of the first cell with a heading of the second level; 0 where there is none."""
    for place, cell in enumerate(cells):
        if cell.cell_type == "markdown" and SECTION.search(cell.source):
            return place
    return 0


def shown(cell):
    """What a cell shows, "evidence" or "widget" or both; nothing where it shows other things."""
    kinds = {kind(output.get("data", {})) for output in cell.outputs}
    return set() if None in kinds else kinds


def kind(data):
    """Of an output: "evidence", "widget" for an explorer or a question, None for all else."""
    if MIME in data:
        return "evidence"
    return "widget" if specs(data.get("text/html", "")) else None


def is_bootstrap(cell):
    return cell.get("id") == CELL_ID


def is_silent(cell):
    return cell.cell_type == "code" and not cell.outputs


def is_deeper(cell):
    """Whether a cell begins a section that is folded."""
    return cell.cell_type == "markdown" and cell.source.startswith(DEEPER)
