"""The health page: what is checked in each chapter, counted from its stored evidence."""

from docutils import nodes

from dlnotes_site.link import page_link
from dlnotes_site.tag import separated, tag, words
from tools.model.evidence import VERDICTS

COUNTS = {
    "Exercises": lambda n: n.exercises,
    "Explorers": lambda n: n.kinds.count("explorer"),
    "Questions": lambda n: n.kinds.count("question"),
    "Cells": lambda n: n.compared,
    "Seconds": lambda n: n.details["ran"]["seconds"],
    "kB": lambda n: round(n.size / 1000),
}
FEW = 4  # chapters that are named in a row
TOOLS = ("python", "torch", "sympy", "numpy")


def health_nodes(env, document, catalogue):
    """The sums of the book and of each part, and the versions."""
    parts = {part.title: written(part) for part in catalogue.parts if written(part)}
    rows = [row("All chapters", sums(catalogue.written), classes=["dl-total"])]
    rows += [
        row(tag("a", title, href=f"#{part_place(title)}"), sums(chapters))
        for title, chapters in parts.items()
    ]
    return [count_table("Part", rows), *versions(env, catalogue.written)]


def statement_nodes(env, document, catalogue):
    """Part by part: the counts of each chapter, and the statements that they lead to."""
    return [node for part in catalogue.parts for node in part_nodes(env, part) if written(part)]


def part_nodes(env, part):
    heading = tag("h3", part.title)
    heading["ids"].append(part_place(part.title))
    rows = [
        row(page_link(env, c.docname, c.title), [*verdict_counts(c), *other_counts(c)])
        for c in written(part)
    ]
    statements = [node for c in written(part) for node in chapter_statements(env, c)]
    return [heading, count_table("Chapter", rows), tag("div", *statements, classes=["dl-nosearch"])]


def written(part):
    return [chapter for chapter in part.chapters if chapter.notebook]


def part_place(title):
    """The id of a part's heading."""
    return f"part-{title}".lower().replace(" ", "-")


def chapter_statements(env, chapter):
    lists = [
        verdict_list(env, chapter, said.short, verdict)
        for verdict, said in VERDICTS.items()
        if chapter.notebook.count(verdict)
    ]
    heading = tag("p", tag("strong", page_link(env, chapter.docname, chapter.title)))
    return [heading, tag("ul", *lists, classes=["dl-statements"])]


def verdict_list(env, chapter, name, verdict):
    """One line of links to the statements of a chapter with one verdict."""
    found = chapter.notebook.statements(verdict)
    links = (page_link(env, chapter.docname, name, anchor) for _, name, anchor in found)
    line = tag("li", f"{verdict}{tolerances(found, verdict)}: ", *separated(links, by="; "))
    line["ids"].append(place(chapter, name))
    return line


def tolerances(found, verdict):
    """To what the code was compared, where it was."""
    if verdict != "agrees":
        return ""
    return f" (to {', '.join(sorted({record['tolerance'] for record, *_ in found}))})"


def place(chapter, name):
    """The id of the line that a count leads to."""
    return f"{chapter.name}-{name}".lower().replace("_", "-")


def count_table(first, rows):
    """A table of counts whose first column names a `first`."""
    return scroll_box(table([first, *(said.short for said in VERDICTS.values()), *COUNTS], rows))


def sums(chapters):
    """Each count, summed over chapters."""
    columns = zip(*[numbers(c.notebook) for c in chapters], strict=True)
    total = [sum(column) for column in columns] or [0] * (len(VERDICTS) + len(COUNTS))
    return [f"{count:,}" for count in total]


def numbers(notebook):
    verdicts = [notebook.count(verdict) for verdict in VERDICTS]
    return verdicts + [count(notebook) for count in COUNTS.values()]


def verdict_counts(chapter):
    """The counts of verdicts, each a link to its line of statements."""
    for verdict, said in VERDICTS.items():
        count = chapter.notebook.count(verdict)
        says = f"{count} {verdict} in {chapter.title}"
        link = tag("a", f"{count:,}", href=f"#{place(chapter, said.short)}", aria_label=says)
        yield link if count else "0"


def other_counts(chapter):
    return [f"{count(chapter.notebook):,}" for count in COUNTS.values()]


def row(name, cells, classes=()):
    cells = [tag("td", cell) for cell in cells]
    return tag("tr", tag("th", name, scope="row"), *cells, classes=classes)


def table(heads, rows):
    head = tag("tr", *[tag("th", head, scope="col") for head in heads])
    return tag("table", tag("thead", head), tag("tbody", *rows), classes=["dl-table"])


def scroll_box(content):
    return tag("div", content, classes=["dl-scroll"])


def unproved_nodes(env, document, catalogue):
    """Every claim that is checked numerically only, and why it is not proved."""
    items = [
        unproved_item(env, chapter, *statement)
        for chapter in catalogue.written
        for statement in chapter.notebook.statements("checked numerically")
    ]
    text = tag("p", "These claims have no proof by computer algebra, for the reason given:")
    none = tag("p", "Every claim of the book is proved; none rests on numbers alone.")
    return [text, tag("ul", *items)] if items else [none]


def unproved_item(env, chapter, record, name, anchor):
    link = page_link(env, chapter.docname, f"{chapter.title}, {name}", anchor)
    formula = nodes.math(record["latex"], record["latex"])
    return tag("li", link, ": ", formula, " (", *words(record["method"]), ")")


def versions(env, chapters):
    """With which tools the stored outputs were made: one row for those made with the same."""
    made = {}
    for chapter in chapters:
        ran = chapter.notebook.details["ran"]
        made.setdefault(tuple(ran[tool] for tool in TOOLS), []).append(chapter)
    rows = [
        tag("tr", tag("th", *made_so(env, same), scope="row"), *[tag("td", v) for v in ran])
        for ran, same in made.items()
    ]
    text = tag("p", "The stored outputs were made with these versions:")
    return [text, scroll_box(table(["Chapters", *TOOLS], rows))] if rows else []


def made_so(env, chapters):
    """The names of a few chapters, or the number of many."""
    if len(chapters) > FEW:
        return [f"{len(chapters)} chapters"]
    return separated(page_link(env, c.docname, c.title) for c in chapters)
