"""The list of chapters: written ones as cards, planned ones by name."""

from dlnotes_site.link import page_link
from dlnotes_site.tag import tag, words


def home_nodes(env, document, catalogue):
    written = [part_node(env, part) for part in catalogue.parts if any(written_in(part))]
    planned = len(catalogue.chapters) - len(catalogue.written)
    summary = tag("summary", f"{planned} planned chapters")
    names = [node for part in catalogue.parts for node in planned_nodes(part)]
    rest = tag("details", summary, tag("dl", *names), classes=["dl-planned"])
    return [tag("div", *written, rest, classes=["dl-nosearch"])]


def written_in(part):
    return [chapter for chapter in part.chapters if chapter.notebook]


def planned_in(part):
    return [chapter for chapter in part.chapters if not chapter.notebook]


def bilingual(title, title_zh):
    return [title, " ", tag("span", title_zh, lang="zh-Hans", classes=["dl-zh"])]


def part_node(env, part):
    title = tag("p", *bilingual(part.title, part.title_zh), classes=["dl-part"])
    cards = tag("ul", *[card(env, c) for c in written_in(part)], classes=["dl-cards"])
    return tag("div", title, cards)


def card(env, chapter):
    meta = chapter.notebook.meta
    link = page_link(env, chapter.docname, chapter.title)
    title = tag("p", link, " ", tag("span", chapter.title_zh, lang="zh-Hans"), classes=["dl-title"])
    facts = f"{meta['minutes']} minutes, {meta['level']}"
    return tag(
        "li",
        title,
        tag("p", *words(meta["summary"])),
        tag("p", *words(meta["summary_zh"]), lang="zh-Hans"),
        tag("p", facts, classes=["dl-detail"]),
    )


def planned_nodes(part):
    names = ", ".join(chapter.title for chapter in planned_in(part))
    if not names:
        return []
    return [tag("dt", *bilingual(part.title, part.title_zh)), tag("dd", names)]
