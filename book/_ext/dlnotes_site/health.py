"""The health page: what is checked in each chapter, counted from its stored evidence."""

from docutils import nodes

from dlnotes_site.link import page_link
from dlnotes_site.tag import tag, words

COLUMNS = {
    "Proved": lambda n: n.count("proved"),
    "Numeric": lambda n: n.count("checked numerically"),
    "Agree": lambda n: n.count("agrees"),
    "Found": lambda n: n.count("found"),
    "Defined": lambda n: n.count("definition"),
    "Exercises": lambda n: n.exercises,
    "Explorers": lambda n: n.widgets.count("explorer"),
    "Questions": lambda n: n.widgets.count("question"),
    "Cells": lambda n: n.compared,
    "Seconds": lambda n: n.meta["ran"]["seconds"],
    "kB": lambda n: round(n.size / 1000),
}
TOOLS = ("python", "torch", "sympy", "numpy")


def health_nodes(env, document, catalogue):
    """The table of counts, what is not proved, and the versions."""
    return [
        count_table(env, catalogue.written),
        *unproved(env, catalogue.written),
        *versions(env, catalogue.written),
    ]


def count_table(env, chapters):
    body = [row(page_link(env, c.docname, c.title), counts(c.notebook)) for c in chapters]
    total = [sum(column) for column in zip(*[counts(c.notebook) for c in chapters], strict=True)]
    body += [row("All chapters", total or [0] * len(COLUMNS), classes=["dl-total"])]
    return scroll_box(table(["Chapter", *COLUMNS], body))


def counts(notebook):
    return [count(notebook) for count in COLUMNS.values()]


def row(name, numbers, classes=()):
    cells = [tag("td", f"{number:,}") for number in numbers]
    return tag("tr", tag("th", name, scope="row"), *cells, classes=classes)


def table(heads, rows):
    head = tag("tr", *[tag("th", head, scope="col") for head in heads])
    return tag("table", tag("thead", head), tag("tbody", *rows), classes=["dl-table"])


def scroll_box(content):
    return tag("div", content, classes=["dl-scroll"])


def unproved(env, chapters):
    """Every claim that is checked numerically only, and why it is not proved."""
    items = [
        unproved_item(env, chapter, record)
        for chapter in chapters
        for record in chapter.notebook.evidence
        if record["verdict"] == "checked numerically"
    ]
    text = tag("p", "These claims have no proof by computer algebra, for the reason given:")
    none = tag("p", "Every claim of the book is proved; none rests on numbers alone.")
    return [text, tag("ul", *items)] if items else [none]


def unproved_item(env, chapter, record):
    link = page_link(env, chapter.docname, chapter.title, record["label"])
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
            *[tag("td", chapter.notebook.meta["ran"][tool]) for tool in TOOLS],
        )
        for chapter in chapters
    ]
    text = tag("p", "The stored outputs were made with these versions:")
    return [text, scroll_box(table(["Chapter", *TOOLS], body))]
