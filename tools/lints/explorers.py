"""Lints of a chapter's explorers and questions: names, and what to try behind each explorer."""

import re

from tools.model.evidence import labels
from tools.model.prose import headings, slug
from tools.model.widgets import widgets

TRY = re.compile(r"\bTry\b")


def tried(chapter):
    """Behind every explorer stands what to try, and what to notice."""
    messages, cells = [], chapter.nb.cells
    for n, spec in widgets(chapter.nb):
        behind = cells[n] if n < len(cells) else None
        words = behind.source if behind is not None and behind.cell_type == "markdown" else ""
        if spec["kind"] == "explorer" and not TRY.search(words):
            messages.append(
                f"{chapter.at(n)}: nothing to try behind {spec['id']!r}: add a Markdown cell "
                'with "Try this", and what to notice'
            )
    return messages


def widget_names(chapter):
    """Explorers, questions, labels and headings share the anchors of a page: each has its own."""
    taken = {slug(text): f"the heading {text!r}" for *_, text in headings(chapter.nb)}
    taken |= {label: f"the label of cell {n}" for n, label in labels(chapter.nb)}
    messages = []
    for n, spec in widgets(chapter.nb):
        name = spec["id"]
        if name in taken:
            messages.append(f"{chapter.at(n)}: name {name!r} is taken by {taken[name]}: rename it")
        taken[name] = f"cell {n}"
    return messages


LINTS = [tried, widget_names]
