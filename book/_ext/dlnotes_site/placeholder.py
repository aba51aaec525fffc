"""Where generated parts enter a page: a comment such as `<!-- site: health -->` in its Markdown."""

import re

from docutils import nodes
from sphinx.transforms import SphinxTransform

from dlnotes_site.glossary import glossary_nodes
from dlnotes_site.health import health_nodes, statement_nodes, unproved_nodes
from dlnotes_site.home import hero_nodes, home_nodes, start_nodes
from dlnotes_site.map import level_nodes, map_nodes
from dlnotes_site.offline import offline_nodes
from dlnotes_site.paths import path_nodes
from dlnotes_site.references import reference_nodes
from dlnotes_site.refusal import Refusal
from dlnotes_site.teach import nbgitpuller_nodes

COMMENT = re.compile(r"<!-- site: (\w+) -->")
PARTS = {
    "health": health_nodes,
    "statements": statement_nodes,
    "unproved": unproved_nodes,
    "offline": offline_nodes,
    "start": start_nodes,
    "hero": hero_nodes,
    "chapters": home_nodes,
    "references": reference_nodes,
    "glossary": glossary_nodes,
    "map": map_nodes,
    "levels": level_nodes,
    "paths": path_nodes,
    "nbgitpuller": nbgitpuller_nodes,
}


class FillPlaceholders(SphinxTransform):
    default_priority = 290

    def apply(self):
        for node in list(self.document.findall(nodes.raw)):
            match = COMMENT.fullmatch(node.astext().strip())
            if match:
                node.replace_self(self.part(match[1]))

    def part(self, name):
        if name not in PARTS:
            raise Refusal(
                f"{self.env.docname}.md: unknown part {name!r}; expected {', '.join(PARTS)}"
            )
        return PARTS[name](self.env, self.document, self.app.catalogue)


def setup(app):
    app.add_transform(FillPlaceholders)
