"""The site's own Sphinx extension: what Jupyter Book does not know about this book.

catalogue    every chapter, written or planned, with what it cannot be shown without
refusal      what is said of a file that cannot be shown
evidence     shows each checked equation with its verdict, and makes its label an anchor
chapter      the header of a chapter page
references   the references page, from references.bib
health       the health page, counted from the evidence
home         what the book is, alive, and the cards of its chapters
thumbnails   the picture of each card
backlinks    the sections that use an equation
sympy_text   a checked formula as sympy reads it
glossary     the terms of the book, and the mark of each where a chapter introduces it
layout       where the chapters stand on the map
map          which chapter builds on which, as a picture and as a list
paths        what can be read in a number of hours
search       the index that finds chapters by English and Chinese words
placeholder  where generated parts enter a page
tag          one HTML element as a document node
link         links to pages and anchors of the book
pictures     the pictures that stand for sliders until these start
explorer     the module of sliders and questions
mathml       mathematics, converted when the site is built
highlight    code with fewer elements
punctuation  keeps a comma with the formula before it
folds        folded code, and the line that opens it
deeper       folded sections
reading      the switch that opens all code, and the way to the guide
preview      what a link to a page shows where it is shared
missing      the page for an address that leads nowhere
offline      the whole site as one file
page         the security policy and the front door
launch       where a published chapter runs, and where to report an error
teach        the form that makes links for a class
"""

import sys
from pathlib import Path

# The model of the book stands at the repository's root, where not every program looks for modules.
sys.path.append(str(Path(__file__).resolve().parents[3]))

from dlnotes_site import (
    backlinks,
    catalogue,
    chapter,
    deeper,
    evidence,
    explorer,
    folds,
    glossary,
    highlight,
    launch,
    map,
    mathml,
    missing,
    offline,
    page,
    pictures,
    placeholder,
    preview,
    punctuation,
    reading,
    search,
    tag,
    teach,
    thumbnails,
)

MODULES = (
    tag,
    mathml,
    highlight,
    catalogue,
    thumbnails,
    evidence,
    backlinks,
    placeholder,
    chapter,
    punctuation,
    reading,
    folds,
    deeper,
    glossary,
    pictures,
    explorer,
    map,
    search,
    page,
    preview,
    missing,
    offline,
    launch,
    teach,
)


def setup(app):
    for module in MODULES:
        module.setup(app)
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}
