"""The site's own Sphinx extension: what Jupyter Book does not know about this book.

notebook     one chapter's file: its metadata, evidence, exercises and citations, validated
catalogue    every chapter, written or planned
evidence     shows each checked equation with its verdict, and makes its label an anchor
chapter      the header of a chapter page
references   the references page, from references.bib
health       the health page, counted from the evidence
home         the list of chapters
placeholder  where generated parts enter a page
tag          one HTML element as a document node
link         links to pages and anchors of the book
explorer     the module of sliders and questions
mathjax      the files of MathJax that the pages load
punctuation  keeps a comma with the formula before it
page         the security policy and the front door
launch       where a published chapter runs, and where to report an error
"""

from dlnotes_site import (
    catalogue,
    chapter,
    evidence,
    explorer,
    launch,
    mathjax,
    page,
    placeholder,
    punctuation,
    tag,
)

MODULES = (
    tag,
    mathjax,
    catalogue,
    evidence,
    placeholder,
    chapter,
    punctuation,
    explorer,
    page,
    launch,
)


def setup(app):
    for module in MODULES:
        module.setup(app)
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}
