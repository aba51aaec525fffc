"""Lints of what a chapter refers to: papers, other chapters, its own equations."""

import re
from urllib.parse import unquote

from tools import notebooks
from tools.lints.references import CODE, anchors, bib_keys, prose_lines

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
CITATION = re.compile(r"references\.md#(.+)$")


def citations(chapter):
    """Every cited key is in `references.bib` and in the chapter's `papers`, and the reverse."""
    cited, messages = set(), []
    for n, target in _links(chapter):
        if found := CITATION.search(target):
            key = found.group(1)
            cited.add(key)
            if key not in bib_keys(chapter.root):
                messages.append(f"{chapter.at(n)}: cites {key!r}: add it to book/references.bib")
            elif key not in (chapter.details.get("papers") or []):
                messages.append(f"{chapter.at(n)}: cites {key!r}: add it to the metadata's papers")
    for key in chapter.details.get("papers") or []:
        if key not in cited:
            messages.append(
                f"{chapter.at()}: paper {key!r} is never cited: link to "
                f"../../book/references.md#{key}, or take it out of the metadata"
            )
    return messages


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
                f"{chapter.at(n)}: the link {target!r}: no claim or heading of that name"
            )
    return messages


def _links(chapter):
    return [
        (n, found.group(1))
        for n, cell in notebooks.markdown_cells(chapter.nb)
        for found in LINK.finditer(CODE.sub("", "\n".join(t for _, t in prose_lines(cell.source))))
    ]


LINTS = [citations, links]
