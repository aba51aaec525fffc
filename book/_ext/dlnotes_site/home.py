"""The home page: what the book is, alive; and all chapters, written ones as cards."""

from docutils import nodes

from dlnotes_site.evidence import badge
from dlnotes_site.link import page_link, to_chapter
from dlnotes_site.tag import separated, tag, words
from dlnotes_site.thumbnails import address, first_figure
from tools.model.evidence import MIME
from tools.model.notebook import outputs
from tools.model.widgets import specs

SHORT = 110  # characters of LaTeX that fit beside the book's first words
# The chapters whose explorer may open the book, most wanted first.
OPENING = ("receptive_field", "adam_vs_adamw", "directional_derivative")


def hero_nodes(env, document, catalogue):
    """An equation that a chapter proves, and the sliders that follow it there."""
    chapters = [catalogue.chapters[name] for name in OPENING]
    found = ((c, first_explorer(c.notebook)) for c in chapters if c.notebook)
    chapter, explorer = next(((c, e) for c, e in found if e), (None, None))
    if chapter is None:
        return []
    anchor, record, page = explorer
    link = page_link(env, chapter.docname, chapter.title, anchor)
    sentence = tag("p", badge(env, "proved"), " ", *words(record["text"]), classes=["dl-caption"])
    box = tag(
        "div",
        nodes.math_block(record["latex"], record["latex"], nowrap=False, number=None),
        sentence,
        classes=["dl-evidence", "dl-proved"],
    )
    more = tag("p", "From ", link, ", where the same formula is derived.", classes=["dl-detail"])
    live = nodes.raw("", page, format="html")
    return [tag("div", box, live, more, classes=["dl-live", "dl-nosearch"])]


def first_explorer(notebook):
    """(anchor, record, page) of the first explorer with one panel whose last labelled proof before
    it is short; None where there is no such pair.
    """
    proof, places = None, iter(notebook.places)
    for _, data in outputs(notebook.nb):
        record, page = data.get(MIME), data.get("text/html", "")
        place = next(places) if record else None
        if record and record["verdict"] == "proved" and record["label"]:
            proof = place, record
        if proof and len(proof[1]["latex"]) <= SHORT and has_one_panel(page):
            return *proof, page
    return None


def has_one_panel(page):
    """Whether a page's widget is an explorer that fits on one screen."""
    return any(spec["kind"] == "explorer" and len(spec["panels"]) == 1 for spec in specs(page))


def start_nodes(env, document, catalogue):
    """Where to begin: the first chapter that is written, the map, how to read."""
    written = catalogue.written
    links = [page_link(env, written[0].docname, f"Begin: {written[0].title}")] if written else []
    links.append(page_link(env, "book/map", "Find your way on the map"))
    links.append(page_link(env, "book/how-to-read", "How to read and run"))
    return [tag("ul", *[tag("li", link) for link in links], classes=["dl-start", "dl-nosearch"])]


def home_nodes(env, document, catalogue):
    parts = [part_node(env, catalogue, part) for part in catalogue.parts]
    progress = tag("p", classes=["dl-progress"], role="status", hidden="hidden")
    return [tag("div", progress, *parts, classes=["dl-nosearch"])]


def part_node(env, catalogue, part):
    cards = [card(env, catalogue, c) for c in part.chapters if c.notebook]
    planned = [planned_node(env, c) for c in part.chapters if not c.notebook]
    title = tag("h3", *bilingual(part.title, part.title_zh), classes=["dl-part"])
    lists = [tag("ul", *cards, classes=["dl-cards"])] if cards else []
    lists += [tag("ul", *planned, classes=["dl-planned"], aria_label="Planned")] if planned else []
    return tag("div", title, *lists)


def bilingual(title, title_zh):
    return [title, " ", tag("span", title_zh, lang="zh-Hans", classes=["dl-zh"])]


def card(env, catalogue, chapter):
    meta = chapter.notebook.details
    link = page_link(env, chapter.docname, chapter.title)
    title = tag("p", link, " ", tag("span", chapter.title_zh, lang="zh-Hans"), classes=["dl-title"])
    facts = f"{meta['minutes']} minutes, {meta['level']}"
    needed = [to_chapter(env, catalogue.chapters[name]) for name in chapter.prerequisites]
    after = ["; after ", *separated(needed)] if needed else []
    text = tag(
        "div",
        title,
        tag("p", *words(meta["summary"])),
        tag("p", facts, *after, classes=["dl-detail"]),
    )
    questions = {"data_questions": chapter.notebook.kinds.count("question")}
    return tag("li", *picture(env, chapter), text, **questions)


def picture(env, chapter):
    figure = first_figure(chapter.notebook)
    if not figure:
        return []
    words = figure[1] or f"The first figure of {chapter.title}."
    return [tag("img", src=address(env, chapter), alt=words, loading="lazy", width=240, height=150)]


def planned_node(env, chapter):
    chinese = tag("span", chapter.title_zh, lang="zh-Hans", classes=["dl-zh"])
    return tag("li", to_chapter(env, chapter), " ", chinese)
