"""The header of a chapter page, made from its metadata, and its words for the search."""

import re

from docutils import nodes
from sphinx.transforms import SphinxTransform

from dlnotes_site.link import page_link
from dlnotes_site.references import short_name
from dlnotes_site.tag import separated, tag, words

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
COUNTED = {
    "proved": "proved",
    "checked numerically": "checked numerically",
    "agrees": "compared with code",
    "found": "found by experiment",
}


class AddHeader(SphinxTransform):
    """Puts the header below the title of every chapter page."""

    default_priority = 310

    def apply(self):
        chapter = self.app.catalogue.at(self.env.docname)
        if chapter is None:
            return
        title = next(self.document.findall(nodes.title))
        place = title.parent.index(title) + 1
        title.parent.insert(place, header(self.env, self.app.catalogue, chapter))
        self.document.insert(0, head_nodes(chapter))


def head_nodes(chapter):
    """Description and search words for the page's head."""
    meta = chapter.notebook.meta
    keywords = search_words(f"{meta['title_zh']} {meta['summary_zh']}")
    return [
        nodes.meta("", name="description", content=meta["summary"]),
        nodes.meta("", name="keywords", content=", ".join(keywords)),
    ]


def search_words(text):
    """Every pair of neighbouring Chinese characters, since the search finds only whole words.

    >>> search_words("梯度与 Adam")
    ['梯度', '度与']
    """
    pairs = [run[i : i + 2] for run in CHINESE.findall(text) for i in range(len(run) - 1)]
    return list(dict.fromkeys(pairs))


def header(env, catalogue, chapter):
    meta = chapter.notebook.meta
    rows = {
        "Time": [f"{meta['minutes']} minutes, {meta['level']}"],
        "Read first": prerequisites(env, catalogue, meta),
        "Papers": papers(env, catalogue, meta),
        "Checked": checked(env, chapter.notebook),
        "Interactive": interactive(chapter.notebook),
        "Source": words(meta["source"]["note"]),
    }
    facts = [
        tag("div", tag("dt", name), tag("dd", *content))
        for name, content in rows.items()
        if content
    ]
    return tag(
        "div",
        tag("p", meta["title_zh"], lang="zh-Hans", classes=["dl-title-zh"]),
        tag("p", *words(meta["summary"]), classes=["dl-summary"]),
        tag("p", *words(meta["summary_zh"]), lang="zh-Hans", classes=["dl-summary"]),
        tag("dl", *facts, classes=["dl-facts"]),
        classes=["dl-header"],
    )


def prerequisites(env, catalogue, meta):
    """Links to the written chapters; a planned one is plain text."""
    chapters = [catalogue.chapters[name] for name in meta["prerequisites"]]
    return separated(
        page_link(env, c.docname, c.title) if c.notebook else f"{c.title} (planned)"
        for c in chapters
    )


def papers(env, catalogue, meta):
    return separated(
        page_link(env, "book/references", short_name(catalogue.references[key]), key)
        for key in meta["papers"]
    )


def checked(env, notebook):
    counts = {words: notebook.count(verdict) for verdict, words in COUNTED.items()}
    text = ", ".join(f"{count} {words}" for words, count in counts.items() if count)
    return [f"{text}; ", page_link(env, "book/health", "all counts")] if text else []


def interactive(notebook):
    counts = {kind: notebook.widgets.count(kind) for kind in ("explorer", "question")}
    text = ", ".join(f"{n} {kind}{'s' * (n > 1)}" for kind, n in counts.items() if n)
    return [text] if text else []


def setup(app):
    app.add_transform(AddHeader)
