"""What a reader copies as sympy is read by sympy."""

import re

import sympy

from tests.book.site.sample import EVIDENCE

COPIED = ("proved", "definition")


def copied(notebook):
    """The text that each statement of a chapter is copied as; "" where it has none."""
    from dlnotes_site.sympy_text import sympy_text

    bundles = [o.get("data", {}) for c in notebook["cells"] for o in c.get("outputs", [])]
    return [
        sympy_text("".join(data["text/plain"]), data[EVIDENCE]["verdict"])
        for data in bundles
        if EVIDENCE in data and data[EVIDENCE]["verdict"] in COPIED
    ]


def test_sympy_reads_every_copied_claim(chapter, serve):
    for text in filter(None, copied(serve("book").notebook(f"notebooks/{chapter}.html"))):
        names = {name: sympy.IndexedBase(name) for name in re.findall(r"(\w+)\[", text)}
        functions = {n: sympy.Function(n) for n in re.findall(r"\b([A-Za-z]\w*)\(", text)}
        known = {n: f for n, f in functions.items() if not callable(getattr(sympy, n, None))}
        symbols = {n: sympy.Symbol(n) for n in re.findall(r"\b([A-Za-z]\w*)\b(?![(\[])", text)}
        symbols = {n: s for n, s in symbols.items() if n not in ("oo", "pi", "E", "I")}
        sympy.parse_expr(text, local_dict=symbols | names | known)


def test_few_statements_cannot_be_copied(serve):
    site = serve("book")
    texts = [text for page in site.chapters for text in copied(site.notebook(page))]
    assert texts.count("") < len(texts) / 20
