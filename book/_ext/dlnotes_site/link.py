"""Links to pages and anchors of the book, checked by Sphinx like those written in Markdown."""

from docutils import nodes
from sphinx import addnodes


def page_link(env, docname, text, anchor=None):
    """A link with the words `text` from the page being read to a page of the book."""
    return addnodes.pending_xref(
        "",
        nodes.inline(text, text),
        refdomain="doc",
        reftarget=docname,
        reftargetid=anchor,
        refdoc=env.docname,
        reftype="myst",
        refexplicit=True,
    )


def to_chapter(env, chapter):
    """A link to a written chapter, or to the place of a planned one on the map."""
    if chapter.notebook:
        return page_link(env, chapter.docname, chapter.title)
    return page_link(env, "book/map", chapter.title, chapter.name)


def add_anchor(env, document, node, anchor):
    """Makes `node` the target of links to `#anchor` from this page and from others."""
    node["ids"].append(anchor)
    node["names"].append(anchor)
    document.note_explicit_target(node, node)
    slugs = env.metadata[env.docname].setdefault("myst_slugs", {})
    slugs[anchor] = (node.line, anchor, node.astext())
