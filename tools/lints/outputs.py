"""Lints of a chapter's stored outputs: complete and small."""

import base64
import json
from operator import itemgetter

from tools import notebooks

LARGEST_PNG = 80 * 1024
LARGEST_NOTEBOOK = 1024 * 1024
ALT_LENGTH = range(20, 401)


def errors(chapter):
    """No stored output is an error or a warning."""
    messages = []
    for n, cell in notebooks.code_cells(chapter.nb):
        for output in cell.outputs:
            if output.output_type == "error":
                messages.append(
                    f"{chapter.at(n)}: stores the error {output.ename}: mend it, make run"
                )
            elif output.get("name") == "stderr":
                first = output.text.strip().partition("\n")[0][:60]
                messages.append(f"{chapter.at(n)}: warns {first!r}: mend the cause, make run")
    return messages


def executed(chapter):
    """Every cell was run, from top to bottom."""
    counts = [cell.execution_count for _, cell in notebooks.code_cells(chapter.nb)]
    if counts == list(range(1, len(counts) + 1)):
        return []
    missing = f"{counts.count(None)} of {len(counts)} code cells were not run"
    told = "its cells were run in another order" if chapter.ran else missing
    return [f"{chapter.at()}: {told}: make run CHAPTER={chapter.name}"]


def sizes(chapter):
    """A picture weighs at most 80 KB, the notebook 1 MB."""
    messages = []
    for n, cell in notebooks.code_cells(chapter.nb):
        for picture in _pictures(cell):
            size = len(base64.b64decode(picture))
            if size > LARGEST_PNG:
                messages.append(
                    f"{chapter.at(n)}: a picture of {size / 1024:.0f} KB, "
                    f"{LARGEST_PNG // 1024} at most: draw fewer points or a smaller figure"
                )
    size = len(notebooks.text(chapter.nb).encode())
    if size > LARGEST_NOTEBOOK and not messages:
        n, heaviest = max(enumerate(map(_weight, chapter.nb.cells), 1), key=itemgetter(1))
        messages.append(
            f"{chapter.at(n)}: {heaviest / 1024:.0f} KB of a notebook of {size / 1024:.0f} KB, "
            f"{LARGEST_NOTEBOOK // 1024} at most: print less, or show fewer pictures"
        )
    return messages


def _weight(cell):
    return len(json.dumps(cell, ensure_ascii=False).encode())


def _pictures(cell):
    return [o.data["image/png"] for o in cell.outputs if "image/png" in o.get("data", {})]


def formats(chapter):
    """Pictures are PNG; no output that the site cannot show or nbval cannot compare."""
    messages = []
    for n, cell in notebooks.code_cells(chapter.nb):
        for output in cell.outputs:
            kinds = set(output.get("data", {}))
            if kinds & {"image/jpeg", "image/svg+xml", "application/javascript"}:
                messages.append(
                    f"{chapter.at(n)}: an output of type {sorted(kinds)}: show PNG or text"
                )
            widget = "application/vnd.jupyter.widget-view+json" in kinds
            if widget and not kinds & {"image/png", "text/html"}:
                messages.append(
                    f"{chapter.at(n)}: a widget that the site shows as nothing: add a picture"
                )
    return messages


def alternatives(chapter):
    """Every picture has a text for those who do not see it."""
    messages = []
    for n, cell in notebooks.code_cells(chapter.nb):
        words = described(cell)
        if _pictures(cell) and len(words.strip()) not in ALT_LENGTH:
            found = (
                f"with an alternative text of {len(words.strip())} characters"
                if words
                else ("without alternative text")
            )
            messages.append(
                f'{chapter.at(n)}: a picture {found}: write alt("...") '
                f"with {ALT_LENGTH[0]} to {ALT_LENGTH[-1]} characters before plt.show(), then "
                f"make run CHAPTER={chapter.name}"
            )
    return messages


def described(cell):
    """The words that stand for a cell's picture, as the site reads them; empty where none do."""
    return cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")


LINTS = [errors, executed, sizes, formats, alternatives]
