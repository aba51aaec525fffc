"""Sections called "Deeper: ...": heading and summary stand on the page, the rest is folded."""

from docutils import nodes
from sphinx.transforms import SphinxTransform

from dlnotes_site.tag import tag

START = "Deeper: "


class FoldSections(SphinxTransform):
    default_priority = 346  # links in it have been counted as those of the author

    def apply(self):
        for section in list(self.document.findall(nodes.section)):
            title, *rest = section.children
            if title.astext().startswith(START):
                fold(section, title, rest)


def fold(section, title, rest):
    """Moves all behind the summary, which is the first paragraph, into a fold."""
    shown = rest[:1] if rest and isinstance(rest[0], nodes.paragraph) else []
    name = title.astext().removeprefix(START)
    summary = tag("summary", "Read on: ", tag("span", name), classes=["dl-nosearch"])
    section.children = [title, *shown]
    section += tag("details", summary, *rest[len(shown) :], classes=["dl-deeper"])


def setup(app):
    app.add_transform(FoldSections)
