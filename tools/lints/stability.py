"""Lint of stored outputs: nothing that differs between runs, machines or processors.

The numbers in the data of explorers and in formulas are not looked at: sympy computes them in
software, the same everywhere, and the pass on another processor watches them.
"""

import re

from tools.model.prose import prose_lines
from tools.notebooks import EVIDENCE, code_cells

DIGITS = 4
DECIMAL = re.compile(r"(?<![\w.])(\d+\.\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w.]*\d)")
MEASURED = re.compile(r" \(measured \S+\)(?= in \[)")  # no comparison reads it
NAME = r"'[^'\n]*'"
DATA = re.compile(r"<script.*?</script>|<[^>]*>", re.DOTALL)  # what a page does not show as words
FRAGILE = {
    "an address in memory": r"\bat 0x[0-9a-f]+|\b0x[0-9a-f]{6,}\b",
    "a device": r"\b(?:cuda|mps)(?::\d+)?\b|\bdevice[=(]|\b(?:NVIDIA|GeForce|Intel|AMD|EPYC)\b",
    "a trained value": r"\bgrad_fn=|\brequires_grad=True|\bParameter containing",
    "a date": r"\b\d{4}-\d\d-\d\d\b|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [A-Z\d][a-z\d]+ \w+",
    "a time": r"\b\d{1,2}:\d\d(?::\d\d)?\b|\bit/s\b"
    r"|\b\d[\d.]* ?(?:ns|[uµμ]s|ms|s|sec|seconds?|minutes?)\b",
    "the order of a set": rf"\{{{NAME}(?:, {NAME})+\}}",
    "a path": r"(?<![\w.:/])/(?:home|root|usr|tmp|opt|var|private|Users|content|mnt)/[\w.]+"
    r"|\b[A-Z]:\\+\w+|\bsite-packages\b|\bipykernel_\d+",
}
REMEDY = "say it in words, sort it, or leave it out"


def stable_text(chapter):
    """Text holds at most four significant digits, and nothing that a machine decides."""
    messages = []
    for n, cell in code_cells(chapter.nb):
        for text in _texts(cell):
            for found in DECIMAL.finditer(text):
                if significant(found.group()) > DIGITS:
                    messages.append(
                        f"{chapter.at(n)}: prints {found.group()}: {DIGITS} significant digits "
                        "at most, or a finding with a band"
                    )
            messages += [
                f"{chapter.at(n)}: prints {found.group()!r}, {kind}, which differs between "
                f"machines: {REMEDY}"
                for kind, pattern in FRAGILE.items()
                for found in re.finditer(pattern, text)
            ]
    return messages


def significant(number):
    """How many significant digits a decimal number in text shows: '0.0120' has three."""
    digits = number.lower().partition("e")[0].replace(".", "")
    return len(digits.lstrip("0"))


def _texts(cell):
    """What a reader sees of a cell's outputs as text; of evidence, the findings."""
    for output in cell.outputs:
        data = output.get("data", {})
        if output.output_type == "stream":
            yield output.text
        elif EVIDENCE in data:
            if data[EVIDENCE]["kind"] == "finding":
                yield MEASURED.sub("", data.get("text/plain", ""))
        elif "text/markdown" in data:  # code that is shown, and words around it
            yield "\n".join(line for _, line in prose_lines(data["text/markdown"]))
        elif "text/html" in data:
            yield DATA.sub(" ", data["text/html"])
        elif "image/png" not in data:
            yield from (data[kind] for kind in ("text/plain", "text/latex") if kind in data)


LINTS = [stable_text]
