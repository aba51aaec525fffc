"""Lints of a chapter's stored outputs: complete, small, the same on every machine."""

import base64
import json
import re
from operator import itemgetter

from tools import notebooks
from tools.notebooks import EVIDENCE

LARGEST_PNG = 80 * 1024
LARGEST_NOTEBOOK = 1024 * 1024
ALT_LENGTH = range(20, 401)
DIGITS = 4
DECIMAL = re.compile(r"(?<![\w.])(\d+\.\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w.]*\d)")
ADDRESS = re.compile(r"\bat 0x[0-9a-f]+")
DEVICE = re.compile(r"\b(?:cuda|mps)(?::\d+)?\b|\bdevice[=(]")


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
    return [f"{chapter.at()}: execution counts {counts}: make run CHAPTER={chapter.name}"]


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


def significant(number):
    """How many significant digits a decimal number in text shows: '0.0120' has three."""
    digits = number.lower().partition("e")[0].replace(".", "")
    return len(digits.lstrip("0"))


def stable_text(chapter):
    """Text holds at most four significant digits, no address, no device."""
    messages = []
    for n, cell in notebooks.code_cells(chapter.nb):
        for text in _texts(cell):
            for found in DECIMAL.finditer(text):
                if significant(found.group()) > DIGITS:
                    messages.append(
                        f"{chapter.at(n)}: prints {found.group()}: {DIGITS} significant digits "
                        "at most, or a finding with a band"
                    )
            for found in [*ADDRESS.finditer(text), *DEVICE.finditer(text)]:
                messages.append(
                    f"{chapter.at(n)}: prints {found.group()!r}, which differs between machines"
                )
    return messages


def _texts(cell):
    """What a cell prints as text, without evidence, pictures and shown source."""
    found = []
    for output in cell.outputs:
        data = output.get("data", {})
        if output.output_type == "stream":
            found.append(output.text)
        elif not {EVIDENCE, "image/png", "text/html", "text/markdown"} & set(data):
            found += [data[kind] for kind in ("text/plain", "text/latex") if kind in data]
    return found


LINTS = [errors, executed, sizes, formats, alternatives, stable_text]
