"""Lints of numbers in words: they are what was found.

In the text a number links to its finding. In alternative texts and in `because=` nothing can be a
link: there a share or a factor is that of a finding, or a setting that the code holds. What they
cannot see: words ("positive"), numbers without % or "times", and a fault that hits another band.
"""

import ast
import re
from urllib.parse import unquote

from tools.lints.code import trees
from tools.lints.fields import shaped
from tools.lints.quantities import SIZES, quantities
from tools.model.evidence import evidence
from tools.model.notebook import code_cells, described, markdown_cells, read
from tools.model.prose import CODE, prose_lines
from tools.model.widgets import widgets

LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(\s*<?([^)\s>#]*)#([a-z][a-z0-9-]*)>?\s*\)")
BAND = re.compile(r"band (\S+) to (\S+)")
SIDE = re.compile(r"\(:?= (?:(-?\d+(?:/\d+)?) |.* (-?\d+(?:/\d+)?)\)$)")
ROUNDING = 1e-9


def linked(chapter):
    """A number whose link leads to a finding lies in its band; to a claim, is its number."""
    messages = []
    for n, words, file, label in _links(chapter) if shaped(chapter) else []:
        band = bands(chapter, file).get(label)
        for quantity in quantities(words) if band else []:
            if not lies(quantity, *band):
                held = f"{band[0]:g}" if band[0] == band[1] else f"{band[0]:g} to {band[1]:g}"
                messages.append(
                    f"{chapter.at(n)}: [{words}]({file}#{label}) says {quantity.words}, but "
                    f"{label} holds {held}: correct it, or link the words only"
                )
    return messages


def unlinked(chapter):
    """A share or a factor in an alternative text or in `because=` is a band's or a setting."""
    if not shaped(chapter):
        return []
    held, settings = list(bands(chapter).values()), numbers_of(chapter)
    return [
        f"{chapter.at(n)}: {words[:40]!r} says {quantity.words}, which lies in no finding's band "
        "and stands in no code: correct it, or say it in the text with a link"
        for n, words in _bare_words(chapter)
        for quantity in quantities(words)
        if quantity.unit
        and not any(lies(quantity, *band) for band in held)
        and not any(low <= number <= high for low, high in quantity.ends for number in settings)
    ]


def _bare_words(chapter):
    """(cell, words) that can hold no link: of pictures, explorers and statements."""
    found = [(n, described(cell)) for n, cell in code_cells(chapter.nb)]
    found += [(n, spec["alt"]) for n, spec in widgets(chapter.nb) if "alt" in spec]
    return found + [(n, r["text"]) for n, r in evidence(chapter.nb) if r["kind"] != "finding"]


def numbers_of(chapter):
    """Every number that is written in the chapter's code, and those of percent 0 and 100."""
    constants = [
        node.value
        for _, tree in trees(chapter)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float))
    ]
    return {0, 1, *constants}


def lies(quantity, low, high):
    """Whether a number in prose lies in a band; against one exact number, as it is rounded."""
    if quantity.words in SIZES:
        return quantity.low <= low < quantity.high
    slack = ROUNDING * max(abs(low), abs(high))
    if low == high:
        return any(a - slack <= low <= b + slack for a, b in quantity.ends)
    return any(low - slack <= (a + b) / 2 <= high + slack for a, b in quantity.ends)


def bands(chapter, file=""):
    """{label or place: (low, high)} of findings, and of claims one side of which is a number.

    Args:
        chapter: where the link stands.
        file: the notebook that it leads to; the chapter's own where empty.
    """
    path = (chapter.path.parent / unquote(file)).resolve()
    if file and (path.suffix != ".ipynb" or not path.is_file()):
        return {}
    nb = read(path) if file else chapter.nb
    found = {}
    for place, (_, record) in enumerate(evidence(nb)):
        if band := band_of(record):
            found[record["label"] or place] = band
    return found


def band_of(record):
    """(low, high) of what a record holds, or None where that is no number."""
    if found := BAND.fullmatch(record["tolerance"]):
        return float(found[1]), float(found[2])
    found = SIDE.search(record["checked"])
    if found is None:
        return None
    above, _, below = (found[1] or found[2]).partition("/")
    return (int(above) / int(below or 1),) * 2


def _links(chapter):
    """(cell, words, file, label) of every link to a label."""
    return [
        (n, *found.groups())
        for n, cell in markdown_cells(chapter.nb)
        for found in LINK.finditer(CODE.sub("", "\n".join(t for _, t in prose_lines(cell.source))))
    ]


LINTS = [linked, unlinked]
