"""Lint of numbers in prose that link to a finding or a claim: they are what was found."""

import re
from urllib.parse import unquote

from tools.lints.fields import shaped
from tools.lints.quantities import SIZES, quantities
from tools.model.evidence import evidence
from tools.model.notebook import markdown_cells, read
from tools.model.prose import CODE, prose_lines

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


def lies(quantity, low, high):
    """Whether a number in prose lies in a band; against one exact number, as it is rounded."""
    if quantity.words in SIZES:
        return quantity.low <= low < quantity.high
    slack = ROUNDING * max(abs(low), abs(high))
    if low == high:
        return any(a - slack <= low <= b + slack for a, b in quantity.ends)
    return any(low - slack <= (a + b) / 2 <= high + slack for a, b in quantity.ends)


def bands(chapter, file=""):
    """{label: (low, high)} of findings, and of claims one side of which is a number.

    Args:
        chapter: where the link stands.
        file: the notebook that it leads to; the chapter's own where empty.
    """
    path = (chapter.path.parent / unquote(file)).resolve()
    if file and (path.suffix != ".ipynb" or not path.is_file()):
        return {}
    nb = read(path) if file else chapter.nb
    found = {}
    for _, record in evidence(nb):
        if record["label"] and (band := band_of(record)):
            found[record["label"]] = band
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


LINTS = [linked]
