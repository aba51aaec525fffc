"""Below a labelled equation: the sections that use it, in its own chapter and in others."""

import re

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from dlnotes_site.link import page_link
from dlnotes_site.tag import Tag, separated, tag
from tools.model.notebook import markdown_cells

LINKS = (nodes.reference, addnodes.pending_xref)
ELSEWHERE = re.compile(r"\]\([^)\s]*?(\w+)\.ipynb#([\w-]+)\)")


class AddBacklinks(SphinxTransform):
    """Runs when equations have their anchors and before links are resolved."""

    default_priority = 340

    def apply(self):
        chapter = self.app.catalogue.at(self.env.docname)
        if chapter is None:
            return
        here, others = uses_here(self.document), uses_elsewhere(self.app.catalogue)
        for box in self.document.findall(Tag):
            if "dl-evidence" in box["classes"]:
                links = [
                    page_link(self.env, self.env.docname, *use)
                    for use in here.get(box["ids"][0], ())
                ]
                chapters = others.get((chapter.name, box["ids"][0]), ())
                links += [page_link(self.env, c.docname, c.title) for c in chapters]
                if links:
                    box += tag(
                        "p", "Used in ", *separated(links), classes=["dl-used", "dl-nosearch"]
                    )


def uses_here(document):
    """{anchor: [(title, id) of each section with a link to it]}."""
    found = {}
    for link in (node for kind in LINKS for node in document.findall(kind)):
        section = link
        while section is not None and not isinstance(section, nodes.section):
            section = section.parent
        target = link.get("refid") or link.get("reftarget") or link.get("refuri", "")
        if section is not None and not generated(link):
            use = section.next_node(nodes.title).astext(), section["ids"][0]
            uses = found.setdefault(target.removeprefix("#"), [])
            if use not in uses:
                uses.append(use)
    return found


def generated(node):
    """Whether a link stands in a part that the site writes, such as a list of all statements."""
    while node is not None:
        if isinstance(node, Tag):
            return True
        node = node.parent
    return False


def uses_elsewhere(catalogue):
    """{(chapter name, anchor): chapters that link to it}, without the chapter itself."""
    found = {}
    for chapter in catalogue.written:
        text = "\n".join(cell.source for _, cell in markdown_cells(chapter.notebook.nb))
        for use in ELSEWHERE.findall(text):
            chapters = found.setdefault(use, [])
            if use[0] != chapter.name and chapter not in chapters:
                chapters.append(chapter)
    return found


def setup(app):
    app.add_transform(AddBacklinks)
