"""The glossary: a page of all terms, and a mark where a chapter first uses one of its own."""

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from dlnotes_site.link import add_anchor, page_link, to_chapter
from dlnotes_site.tag import Tag, tag

PAGE = "book/glossary"
APART = (nodes.reference, addnodes.pending_xref, nodes.literal, nodes.math, Tag)


class MarkTerms(SphinxTransform):
    """Links the first use of each of a chapter's terms to the glossary."""

    default_priority = 330

    def apply(self):
        chapter = self.app.catalogue.at(self.env.docname)
        if chapter is None:
            return
        for term in chapter.terms:
            found = next(self.uses(term), None)
            if found:
                self.mark(term, *found)
                marks = self.env.metadata[self.env.docname].setdefault("dl_terms", [])
                marks.append(term.mark)

    def uses(self, term):
        """Every place in the running text where the term stands."""
        for paragraph in self.document.findall(nodes.paragraph):
            for text in paragraph.findall(nodes.Text):
                match = term.pattern.search(text)
                if match and not inside(text, paragraph):
                    yield text, match

    def mark(self, term, text, match):
        link = page_link(self.env, PAGE, match[0], term.anchor)
        marked = tag("span", link, classes=["dl-term"])
        add_anchor(self.env, self.document, marked, term.mark)
        pieces = [nodes.Text(text[: match.start()]), marked, nodes.Text(text[match.end() :])]
        text.parent.replace(text, pieces)


def inside(text, paragraph):
    """Whether a text within a paragraph is part of a link, of code, or of what is generated."""
    node = text.parent
    while node is not paragraph:
        if isinstance(node, APART):
            return True
        node = node.parent
    return isinstance(paragraph.parent, Tag)


def glossary_nodes(env, document, catalogue):
    """All terms in alphabetical order, each with its chapter."""
    listing = tag("dl", classes=["dl-glossary"])
    pairs = [(term, chapter) for chapter in catalogue.chapters.values() for term in chapter.terms]
    for term, chapter in sorted(pairs, key=lambda pair: pair[0].name.lower()):
        entry = entry_node(env, term, chapter)
        add_anchor(env, document, entry, term.anchor)
        listing += entry
    return [listing]


def entry_node(env, term, chapter):
    chinese = tag("span", term.chinese, lang="zh-Hans", classes=["dl-zh"])
    link = to_chapter(env, chapter)
    link["dl_mark"] = (chapter.docname, term.mark)
    meaning = tag("dd", f"{term.meaning} ", tag("span", link, classes=["dl-backlinks"]))
    return tag("div", tag("dt", term.name, " ", chinese), meaning, classes=["dl-entry"])


class LeadToMarks(SphinxPostTransform):
    """Makes the glossary's links lead to the very place where the chapter uses the term.

    It runs before MyST resolves the links, when every page has been read.
    """

    default_priority = 5

    def run(self):
        for link in self.document.findall(addnodes.pending_xref):
            docname, mark = link.get("dl_mark", ("", ""))
            if mark in self.env.metadata[docname].get("dl_terms", ()):
                link["reftargetid"] = mark


def setup(app):
    app.add_transform(MarkTerms)
    app.add_post_transform(LeadToMarks)
