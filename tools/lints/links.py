"""Lints of what a chapter refers to: papers, other chapters, its own equations."""

import re
from difflib import get_close_matches
from urllib.parse import unquote

from tools import notebooks
from tools.lints.fields import sound
from tools.lints.references import CODE, anchors, bib_keys, prose_lines

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
CITATION = re.compile(r"references\.md#(.+)$")


def citations(chapter):
    """A key that is cited is in `references.bib` and in the metadata's papers, and the reverse."""
    cited, named = {}, sound(chapter).get("papers")
    for n, target in _links(chapter):
        if found := CITATION.search(target):
            cited.setdefault(found.group(1), n)
    places = dict.fromkeys(named or [], chapter.at())
    places |= {key: chapter.at(n) for key, n in cited.items()}
    return [
        f"{place}: {problem}"
        for key, place in places.items()
        if (problem := _problem(key, bib_keys(chapter.root), cited, named))
    ]


def _problem(key, known, cited, named):
    """What is wrong with one citation, or None."""
    if key not in known:
        near = get_close_matches(str(key), known, 1)
        guess = f"did you mean {near[0]!r}? Otherwise " if near else ""
        return f"cites {key!r}: {guess}add that entry to book/references.bib"
    if key not in cited:
        return (
            f"paper {key!r} is never cited: link to ../../book/references.md#{key}, or take it "
            "out of the metadata"
        )
    if named is not None and key not in named:
        return f"cites {key!r}: add it to the metadata's papers"
    return None


def links(chapter):
    """Every link inside the book leads to a file, and to an anchor in it."""
    messages = []
    for n, target in _links(chapter):
        if re.match(r"[a-z]+:", target) or CITATION.search(target):
            continue
        file, _, anchor = unquote(target).partition("#")
        path = (chapter.path.parent / file).resolve() if file else chapter.path
        if not path.is_file():
            messages.append(f"{chapter.at(n)}: the link {target!r} leads to no file: correct it")
        elif anchor and path.suffix == ".ipynb" and anchor not in anchors(notebooks.read(path)):
            messages.append(
                f"{chapter.at(n)}: the link {target!r}: no claim or heading has that name"
            )
    return messages


def _links(chapter):
    return [
        (n, found.group(1))
        for n, cell in notebooks.markdown_cells(chapter.nb)
        for found in LINK.finditer(CODE.sub("", "\n".join(t for _, t in prose_lines(cell.source))))
    ]


LINTS = [citations, links]
