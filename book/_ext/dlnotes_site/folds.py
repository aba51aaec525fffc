"""Folded cells that follow each other become one fold: their code is opened once."""

from docutils import nodes
from sphinx.transforms import SphinxTransform


class JoinFolds(SphinxTransform):
    default_priority = 330

    def apply(self):
        for cell in list(self.document.findall(nodes.container)):
            following = cell.next_node(descend=False, siblings=True)
            if _is_silent(cell) and _is_folded(following) and not _is_question(following):
                following[0][:0] = cell[0].children
                cell.parent.remove(cell)


def _is_folded(node):
    is_cell = isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"
    return is_cell and node.get("hide_mode") in ("all", "input")


def _is_silent(node):
    """Whether a cell is folded and has no output."""
    return _is_folded(node) and len(node) == 1 and node[0]["nb_element"] == "cell_code_source"


def _is_question(cell):
    """Whether the code tells an answer, which nobody should open by chance."""
    return "Question(" in cell[0].astext()


def setup(app):
    app.add_transform(JoinFolds)
