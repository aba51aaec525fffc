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
TOOLS = ("python", "torch", "sympy", "numpy")


def health_nodes(env, document, catalogue):
    """The table of counts, the versions, and every statement by verdict."""
    return [count_table(env, catalogue.written), *versions(env, catalogue.written)]


def statement_nodes(env, document, catalogue):
    """For each chapter and verdict, links to the statements: what the counts lead to."""
    return [node for chapter in catalogue.written for node in chapter_statements(env, chapter)]


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


def count_table(env, chapters):
    columns = zip(*[numbers(c.notebook) for c in chapters], strict=True)
    total = [sum(column) for column in columns] or [0] * (len(VERDICTS) + len(COUNTS))
    body = [row("All chapters", [f"{n:,}" for n in total], classes=["dl-total"])]
    body += [
        row(page_link(env, c.docname, c.title), [*verdict_counts(c), *other_counts(c)])
        for c in chapters
    ]
    return scroll_box(
        table(["Chapter", *(said.short for said in VERDICTS.values()), *COUNTS], body)
    )


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
    """With which tools the stored outputs were made."""
    if not chapters:
        return []
    body = [
        tag(
            "tr",
            tag("th", page_link(env, chapter.docname, chapter.title), scope="row"),
            *[tag("td", chapter.notebook.details["ran"][tool]) for tool in TOOLS],
        )
        for chapter in chapters
    ]
    text = tag("p", "The stored outputs were made with these versions:")
    return [text, scroll_box(table(["Chapter", *TOOLS], body))]
