"""The head of a chapter page, made from its metadata and its own words, and what closes it."""

import re

from docutils import nodes
from sphinx.transforms import SphinxTransform

from dlnotes_site.health import place
from dlnotes_site.link import page_link, to_chapter
from dlnotes_site.tag import separated, tag, words
from tools.model.evidence import VERDICTS
from tools.model.references import short_name

OUTCOME = re.compile(r"(?:after this chapter )?you will be able to\b[:\s]*", re.IGNORECASE)
NEED = re.compile(r"(?:what )?you need\b[:.\s]*", re.IGNORECASE)
LIFTED = {"You need": NEED, "You learn to": OUTCOME}


class AddHeader(SphinxTransform):
    """Puts the header below the title of every chapter page, and its sources at the end."""

    default_priority = 310

    def apply(self):
        chapter = self.app.catalogue.at(self.env.docname)
        if chapter is None:
            return
        title = next(self.document.findall(nodes.title))
        section = title.parent
        own = {name: lift(section, start) for name, start in LIFTED.items()}
        place = section.index(title) + 1
        section.insert(place, header(self.env, self.app.catalogue, chapter, own))
        section += closing(self.env, self.app.catalogue, chapter)
        self.document.insert(0, head_nodes(chapter))


def lift(section, start):
    """Takes a paragraph that begins with these words, in bold, out of the chapter's opening.

    The list after it, if it ends with a colon, comes with it.
    """
    for paragraph in section.children:
        words = [n for n in paragraph.children if n.astext()]
        bold = isinstance(paragraph, nodes.paragraph) and isinstance(
            next(iter(words), 0), nodes.strong
        )
        if bold and start.match(words[0].astext()):
            after = paragraph.next_node(descend=False, siblings=True)
            section.remove(paragraph)
            if isinstance(after, nodes.bullet_list) and paragraph.astext().rstrip().endswith(":"):
                section.remove(after)
                return [after]
            return words[1:]
    return []


def head_nodes(chapter):
    """Description for the page's head."""
    return [nodes.meta("", name="description", content=chapter.notebook.details["summary"])]


def header(env, catalogue, chapter, own):
    meta = chapter.notebook.details
    rows = {
        "Time": [f"{meta['minutes']} minutes, {meta['level']}"],
        "Read first": prerequisites(env, catalogue, chapter),
        "You need": own["You need"],
        "You learn to": own["You learn to"],
        "Terms": terms(env, chapter),
        "Checked": checked(env, chapter),
        "Interactive": interactive(chapter.notebook),
    }
    return tag(
        "div",
        tag("p", chapter.title_zh, lang="zh-Hans", classes=["dl-title-zh"]),
        tag("p", *words(meta["summary"]), classes=["dl-summary"]),
        tag("p", *words(meta["summary_zh"]), lang="zh-Hans", classes=["dl-summary"]),
        facts(rows),
        classes=["dl-header"],
    )


def closing(env, catalogue, chapter):
    """What the chapter rests on, after its last section."""
    meta = chapter.notebook.details
    rows = {"Papers": papers(env, catalogue, meta), "Source": words(meta["source"]["note"])}
    return tag("div", facts(rows), classes=["dl-closing", "dl-nosearch"])


def facts(rows):
    shown = [(name, content) for name, content in rows.items() if content]
    return tag(
        "dl",
        *[tag("div", tag("dt", name), tag("dd", *content)) for name, content in shown],
        classes=["dl-facts"],
    )


def prerequisites(env, catalogue, chapter):
    """Links to the chapters to read first; a planned one leads to its place on the map."""
    chapters = [catalogue.chapters[name] for name in chapter.prerequisites]
    links = [[to_chapter(env, c), "" if c.notebook else " (planned)"] for c in chapters]
    return [piece for link in separated(links) for piece in (link if len(link) == 2 else [link])]


def terms(env, chapter):
    """The terms that the chapter introduces, in both languages."""
    links = [page_link(env, "book/glossary", term.name, term.anchor) for term in chapter.terms]
    both = [
        tag("span", link, " ", tag("span", term.chinese, lang="zh-Hans"))
        for link, term in zip(links, chapter.terms, strict=True)
    ]
    return separated(both)


def papers(env, catalogue, meta):
    return separated(
        page_link(env, "book/references", short_name(catalogue.references[key]), key)
        for key in meta["papers"]
    )


def checked(env, chapter):
    """Counts, each of which leads to the statements counted."""
    page = env.app.builder.get_relative_uri(env.docname, "book/health")
    links = [
        tag("a", f"{count} {said.counted}", href=f"{page}#{place(chapter, said.short)}")
        for verdict, said in VERDICTS.items()
        if said.counted and (count := chapter.notebook.count(verdict))
    ]
    return separated(links)


def interactive(notebook):
    counts = {kind: notebook.kinds.count(kind) for kind in ("explorer", "question")}
    text = ", ".join(f"{n} {kind}{'s' * (n > 1)}" for kind, n in counts.items() if n)
    return [text] if text else []


def setup(app):
    app.add_transform(AddHeader)
