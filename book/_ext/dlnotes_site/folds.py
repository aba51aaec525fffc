"""Folded code: of cells whose outputs say all, behind a line that opens it.

Which cells these are stands in their tags, where `make run` writes it. Folded cells that follow
each other become one fold; the code of a check stands below the formula that it checks.
"""

from docutils import nodes
from sphinx.transforms import SphinxTransform

from dlnotes_site.tag import Tag, tag

FOLDED = ("all", "input")
SETUP, CODE = "Code that finds the book's package", "Code"
CHECK, CHECKS = "Code of this check", "Code of these checks"


class JoinFolds(SphinxTransform):
    default_priority = 330

    def apply(self):
        for cell in list(self.document.findall(nodes.container)):
            following = cell.next_node(descend=False, siblings=True)
            if is_silent(cell) and is_folded(following) and not is_question(following):
                following[0][:0] = cell[0].children
                cell.parent.remove(cell)


class FoldCode(SphinxTransform):
    """Puts the code of each folded cell into a fold, which myst-nb would do in its own words."""

    default_priority = 345  # behind what is said of an equation

    def apply(self):
        for cell in filter(is_folded, list(self.document.findall(nodes.container))):
            fold(cell)


def fold(cell):
    source, checked = cell[0], evidence(cell)
    cell.remove(source)
    kept = cell.attributes.pop("hide_mode") == "all" or "Question(" in source.astext()
    summary = tag("summary", title(cell, checked), classes=["dl-nosearch"])
    details = tag("details", summary, source, classes=["dl-code", *(["dl-kept"] if kept else [])])
    if checked:
        checked[-1].append(details)
    else:
        cell.insert(0, details)


def title(cell, checked):
    """What the line says that opens the code."""
    if checked:
        return CHECKS if len(checked) > 1 else CHECK
    return SETUP if "tag_hide-cell" in cell["classes"] else CODE


def evidence(cell):
    """The statements that a cell shows; none where it shows other things too."""
    shown = [part for output in cell[1:] for part in output.children]
    found = [part for part in shown if isinstance(part, Tag) and "dl-evidence" in part["classes"]]
    return found if len(found) == len(shown) else []


def is_folded(node):
    is_cell = isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"
    return is_cell and node.get("hide_mode") in FOLDED


def is_silent(cell):
    """Whether a cell is folded and has no output."""
    return is_folded(cell) and len(cell) == 1 and cell[0]["nb_element"] == "cell_code_source"


def is_question(cell):
    """Whether the code tells an answer, which nobody should open by chance."""
    return "Question(" in cell[0].astext()


def setup(app):
    app.add_transform(JoinFolds)
    app.add_transform(FoldCode)
