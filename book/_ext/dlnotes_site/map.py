"""The map: which chapter builds on which, as a picture and as a list."""

from itertools import pairwise
from textwrap import wrap

from dlnotes_site.layout import levels, places, reduced
from dlnotes_site.link import add_anchor, page_link, to_chapter
from dlnotes_site.tag import separated, tag

PAGE = "book/map"
BOX, GAP, HEIGHT, STEP, BEND, MARGIN = 124, 12, 62, 104, 16, 4
LINE, LETTERS, BOLD = 13, 17, 15
HELP = (
    "A line leads down from each chapter to those that build on it. Point at a chapter, or reach "
    "it with the tab key, to see all that it builds on. A dashed border means planned: such a "
    "chapter leads to its place in the list below."
)


def needs_of(catalogue):
    return {name: list(c.prerequisites) for name, c in catalogue.chapters.items()}


def map_nodes(env, document, catalogue):
    """The picture; the list below it says the same and stands alone on a phone."""
    where, lines = places(needs_of(catalogue), BOX + GAP, BEND)
    direct = reduced(needs_of(catalogue))
    width = max(x for x, _ in where.values()) + BOX / 2
    height = max(row for _, row in where.values()) * STEP + HEIGHT
    view = f"{-MARGIN} {-MARGIN} {width + 2 * MARGIN:.0f} {height + 2 * MARGIN:.0f}"
    shapes = [line_node(line, where) for line in lines]
    shapes += [box_node(env, c, where[c.name], direct) for c in catalogue.chapters.values()]
    name = "Map of the chapters: a line leads from each chapter to those that build on it"
    picture = tag("svg", *shapes, viewBox=view, role="group", aria_label=name)
    return [tag("div", tag("p", HELP), picture, classes=["dl-map", "dl-nosearch"])]


def line_node(line, where):
    """A line from below a chapter to the top of another: it bends only between the rows."""
    points = [(where[place][0], where[place][1] * STEP) for place in line]
    path = f"M{points[0][0]:.0f} {points[0][1] + HEIGHT}"
    for (x, y), (beside, below) in pairwise(points):
        half = (y + HEIGHT + below) / 2
        path += f"C{x:.0f} {half:.0f} {beside:.0f} {half:.0f} {beside:.0f} {below}"
        path += f"V{below + HEIGHT}"
    return tag("path", d=path.rpartition("V")[0], data_from=line[0], data_to=line[-1])


def box_node(env, chapter, place, direct):
    x, y = place[0] - BOX / 2, place[1] * STEP
    letters = BOLD if chapter.notebook else LETTERS
    lines = wrap(chapter.title, letters, break_long_words=False)
    first = y + HEIGHT / 2 + 4 - LINE / 2 * (len(lines) - 1)
    words = [
        tag("text", line, x=f"{place[0]:.0f}", y=f"{first + LINE * i:.0f}")
        for i, line in enumerate(lines)
    ]
    box = tag("rect", x=f"{x:.0f}", y=f"{y}", width=BOX, height=HEIGHT, rx=5)
    hint = tag("title", f"{chapter.title_zh}{'' if chapter.notebook else ' (planned)'}")
    return tag(
        "a",
        box,
        hint,
        *words,
        href=address(env, chapter),
        data_name=chapter.name,
        data_needs=" ".join(direct[chapter.name]),
        aria_label=f"{chapter.title}{'' if chapter.notebook else ', planned'}",
        classes=["dl-box", "dl-written" if chapter.notebook else "dl-plan"],
    )


def address(env, chapter):
    if chapter.notebook:
        return env.app.builder.get_relative_uri(env.docname, chapter.docname)
    return f"#{chapter.name}"


def level_nodes(env, document, catalogue):
    """The chapters by level, each with what it needs and what builds on it."""
    level = levels(needs_of(catalogue))
    found = []
    for number in range(max(level.values()) + 1):
        here = [c for name, c in catalogue.chapters.items() if level[name] == number]
        items = [chapter_item(env, document, catalogue, c) for c in here]
        head = "Start here" if number == 0 else f"Level {number}"
        found += [tag("p", head, classes=["dl-part"]), tag("ul", *items, classes=["dl-levels"])]
    return [tag("div", *found, classes=["dl-nosearch"])]


def chapter_item(env, document, catalogue, chapter):
    chapters = catalogue.chapters
    title = to_chapter(env, chapter) if chapter.notebook else tag("strong", chapter.title)
    head = [title, " ", tag("span", chapter.title_zh, lang="zh-Hans", classes=["dl-zh"])]
    needed = [chapters[name] for name in chapter.prerequisites]
    next_ones = [c for c in chapters.values() if chapter.name in c.prerequisites]
    item = tag("li", tag("p", *head, *status(catalogue, chapter)))
    item += [] if chapter.notebook else [tag("p", chapter.question, classes=["dl-detail"])]
    item += ways(env, "Needs", needed) + ways(env, "Leads to", next_ones)
    add_anchor(env, document, item, chapter.name)
    return item


def status(catalogue, chapter):
    if chapter.notebook is None:
        return [" ", planned_badge()]
    meta = chapter.notebook.details
    return [" ", tag("span", f"{meta['minutes']} minutes, {meta['level']}", classes=["dl-detail"])]


def planned_badge():
    return tag("span", "planned", classes=["dl-badge"])


def ways(env, words, chapters):
    """Links to other chapters' places in the list."""
    if not chapters:
        return []
    links = separated(page_link(env, PAGE, c.title, c.name) for c in chapters)
    return [tag("p", f"{words}: ", *links, classes=["dl-detail"])]


def load_script(app, pagename, templatename, context, doctree):
    """Adds the script that lights a chapter's ways to the page of the map."""
    if pagename == PAGE:
        app.add_js_file("map.js", defer="defer")


def setup(app):
    app.connect("html-page-context", load_script)
