"""Keeps the comma or full stop after a formula on the formula's line."""

import re

from docutils import nodes
from sphinx.transforms import SphinxTransform

from dlnotes_site.tag import tag

CLOSING = re.compile(r"[,.;:!?)]+")


class BindPunctuation(SphinxTransform):
    default_priority = 320

    def apply(self):
        for formula in list(self.document.findall(nodes.math)):
            text = formula.next_node(descend=False, siblings=True)
            match = CLOSING.match(text) if isinstance(text, nodes.Text) else None
            if match:
                text.parent.replace(text, nodes.Text(text[match.end() :]))
                bound = tag("span", formula.deepcopy(), match[0], classes=["dl-nowrap"])
                formula.replace_self(bound)


def setup(app):
    app.add_transform(BindPunctuation)
