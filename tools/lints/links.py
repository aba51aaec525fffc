"""Lints of what a chapter refers to: papers, other chapters, its own equations."""

import re
from difflib import get_close_matches
from urllib.parse import unquote

from tools.model import prose
from tools.model.chapter import anchors
from tools.model.notebook import read, was_run
from tools.model.references import FILE, bibliography


def citations(chapter):
    """A key that is cited is in `references.bib` and in the metadata's papers, and the reverse."""
    cited, named = {}, chapter.sound.get("papers")
    for n, key in prose.citations(chapter.nb):
        cited.setdefault(key, n)
    places = dict.fromkeys(named or [], chapter.at())
    places |= {key: chapter.at(n) for key, n in cited.items()}
    known = bibliography(chapter.root)
    return [
        f"{place}: {problem}"
        for key, place in places.items()
        if (problem := _problem(key, known, cited, named))
    ]


def _problem(key, known, cited, named):
    """What is wrong with one citation, or None."""
    if key not in known:
        near = get_close_matches(str(key), known, 1)
        guess = f"did you mean {near[0]!r}? Otherwise " if near else ""
        return f"cites {key!r}: {guess}add that entry to {FILE}"
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
    for n, target in prose.links(chapter.nb):
        if re.match(r"[a-z]+:", target) or prose.CITATION.search(target):
            continue
        file, _, anchor = unquote(target).partition("#")
        path = (chapter.path.parent / file).resolve() if file else chapter.path
        if not path.is_file():
            messages.append(f"{chapter.at(n)}: the link {target!r} leads to no file: correct it")
        elif anchor and path.suffix == ".ipynb" and _lacks(read(path), anchor):
            messages.append(
                f"{chapter.at(n)}: the link {target!r}: no claim or heading has that name"
            )
    return messages


def _lacks(nb, anchor):
    """Whether nothing has that name, as far as the stored outputs tell."""
    return was_run(nb) and anchor not in anchors(nb)


LINTS = [citations, links]
