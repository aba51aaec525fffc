"""Faults planted into a copy of the book, one at a time: `python -m benchmarks.planted [FOLDER]`.

Each must be caught by the cheapest command of `make test` that could see it. The same command must
pass before the fault is planted, or its failure would prove nothing.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks import clone

CHAPTER = "foundations/adam_vs_adamw"
NOTEBOOK = f"notebooks/{CHAPTER}.ipynb"
OPTIMIZERS = "dlnotes/foundations/optimizers.py"
BROWSER, GALLERY = "dlnotes/explore/browser", "tests/explore/test_gallery_browser.py"
PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
LINTS = ((*PYTEST, "tests/book/test_chapters.py", "-k", "test_chapter and adam_vs_adamw"),)
SOLUTIONS = ((*PYTEST, "tests/book/test_chapters.py", "-k", "solutions and adam_vs_adamw"),)
OUTPUTS = (("-m", "tools.replay", CHAPTER),)
PAGE = "tests/book/site/test_other_pages.py::test_a_page[book/limits.html]"
# How a line begins that names what failed: a test of pytest's, or else a claim.
NAMED = [
    re.compile(pattern, re.MULTILINE)
    for pattern in (r"^(?:FAILED|ERROR) (.*?)(?: - .*)?$", r"^(.*ClaimError: .*)$")
]


class Fault(NamedTuple):
    """One fault.

    Attributes:
        file: where it is planted.
        old: the text that stands there once.
        new: what is planted in its place.
        commands: arguments of Python, run in order until one fails.
    """

    file: str
    old: str
    new: str
    commands: tuple


CLAIM = (NOTEBOOK, "claim(running(1), 1 - beta**t, ", "claim(running(1), 1 + beta**t, ")
FAULTS = {
    "the sign of AdamW's decay": Fault(
        OPTIMIZERS,
        'param.mul_(1 - group["lr"]',
        'param.mul_(1 + group["lr"]',
        ((*PYTEST, "tests/foundations/test_optimizers.py", "-k", "adamw or AdamW"),),
    ),
    "a claim's right side": Fault(*CLAIM, OUTPUTS),
    "a claim's right side, stored anew": Fault(*CLAIM, (("-m", "tools.run", CHAPTER),)),
    "a stored text": Fault(NOTEBOOK, "Adam [30.0, 3.0", "Adam [30.0, 3.1", OUTPUTS),
    "a coefficient of an explorer": Fault(
        NOTEBOOK, 'mean square\\": 1 - beta2**t', 'mean square\\": 1 - 2 * beta2**t', OUTPUTS
    ),
    "sin for cos in the browser": Fault(
        f"{BROWSER}/operations.js",
        "cos: Math.cos",
        "cos: Math.sin",
        ((*PYTEST, f"{GALLERY}::test_the_browser_agrees_with_python[ellipse]"),),
    ),
    "a slider that ignores the keyboard": Fault(
        f"{BROWSER}/slider.js",
        'type: "range", id',
        'type: "range", keydown: (event) => event.preventDefault(), id',
        ((*PYTEST, f"{GALLERY}::test_the_keyboard_moves_every_control[decay-factor]"),),
    ),
    "a script of another host": Fault(
        "book/_templates/layout.html",
        "{{ super() }}",
        '{{ super() }}<script src="https://cdn.example.org/lib.js"></script>',
        (("-m", "tools.build"), (*PYTEST, PAGE)),
    ),
    "a picture without words": Fault(
        NOTEBOOK, '"alt": "Three paths in a', '"words": "Three paths in a', LINTS
    ),
    "a wrong solution": Fault(
        NOTEBOOK, "(1 - beta1) / (1 - beta2) ** 0.5", "(1 - beta1) / (1 - beta2)", SOLUTIONS
    ),
    "a dead inner link": Fault(NOTEBOOK, "(#reddi-drift)", "(#reddi-gone)", LINTS),
}


def attempt(root, commands):
    """Run Python with each of `commands` until one fails.

    Returns:
        The words of the command that failed; None where all passed.
    """
    for command in commands:
        done = subprocess.run(
            [clone.python(root), *command], cwd=root, capture_output=True, text=True
        )
        if done.returncode:
            return done.stdout + done.stderr
    return None


def caught(root, fault):
    """What the fault's commands say with the fault in the copy at `root`; None where they pass.

    Raises:
        ValueError: what is to be changed is not there.
    """
    path = root / fault.file
    text = path.read_text("utf-8")
    if fault.old not in text:
        raise ValueError(f"{fault.file}: {fault.old!r} is not there: expected it where to plant")
    path.write_text(text.replace(fault.old, fault.new, 1), "utf-8")
    try:
        return attempt(root, fault.commands)
    finally:
        path.write_text(text, "utf-8")


def named(words):
    """The first thing that failed, as pytest or the error names it; else the last line."""
    found = next(filter(None, (pattern.search(words) for pattern in NAMED)), None)
    return found[1] if found else words.strip().splitlines()[-1]


def main(folder):
    """Plant all faults in a copy at `folder`; the exit status says whether each was caught."""
    clone.write(folder)
    missed = 0
    for commands in dict.fromkeys(fault.commands for fault in FAULTS.values()):
        if words := attempt(folder, commands):
            print(f"fails without a fault: {commands[-1]}: {named(words)}", flush=True)
            missed += 1
    for name, fault in FAULTS.items():
        words = caught(folder, fault)
        print(f"{'caught' if words else 'MISSED'}  {name}: {words and named(words)}", flush=True)
        missed += not words
    return int(missed > 0)


if __name__ == "__main__":
    if sys.argv[1:]:
        sys.exit(main(Path(sys.argv[1]).resolve()))
    with tempfile.TemporaryDirectory() as parent:
        sys.exit(main(Path(parent) / "book"))
