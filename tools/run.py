"""Execute chapters and store them: `python -m tools.run foundations/adam_vs_adamw`.

The lists that name the finished chapters are written too.

Nothing is stored when a cell fails or the result breaks a limit, so a stored notebook always ran
from top to bottom.
"""

import importlib.metadata
import platform
import re
import sys
import time

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from tools import kernel, lists
from tools.bootstrap import refresh
from tools.lints.outputs import errors, sizes
from tools.model.chapter import ROOT, Chapter, find
from tools.model.notebook import code_cells, write
from tools.normalise import copy_alt, normalise

ANSI = re.compile(r"\x1b\[[0-9;]*m")


class RunError(Exception):
    """A chapter could not be executed or may not be stored; the message says why."""


def run(name, root=ROOT, say=print):
    """Execute the chapter `name`, bring it into the stored form and store it.

    Args:
        say: called with each line of progress.

    Raises:
        ValueError: there is no such chapter.
        RunError: a cell failed, or the result is too large.
    """
    stored = find(name, root)
    chapter = Chapter(root, name, stored.editable())
    refresh(chapter.nb)
    seconds = _execute(chapter, say)
    try:
        copy_alt(chapter.nb)
    except ValueError as error:
        raise RunError(f"{name}, {error}") from error
    _note_run(chapter.nb, seconds)
    normalise(chapter.nb)
    problems = errors(chapter) + sizes(chapter)
    if problems:
        raise RunError("not stored:\n" + "\n".join(problems))
    write(chapter.nb, chapter.path)
    lists.write(root)
    say(f"{name}: {seconds:.0f} s, stored")


def _execute(chapter, say):
    """Run all cells with a line of progress each; return the seconds it took."""
    total = len(code_cells(chapter.nb))
    say(f"{chapter.name}: {total} code cells")
    began, state = time.perf_counter(), {"count": 0, "position": 0}

    def before(cell, cell_index):
        state.update(position=cell_index + 1, start=time.perf_counter())

    def after(cell, cell_index, execute_reply):
        state["count"] += 1
        spent = time.perf_counter() - state["start"]
        say(
            f"  {state['count']:3}/{total} {spent:6.1f} s  {cell.source.partition(chr(10))[0][:60]}"
        )

    try:
        kernel.execute(chapter.nb, chapter.path.parent, before=before, after=after)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        where = f"{chapter.name}, cell {state['position']} failed"
        raise RunError(f"{where}:\n{ANSI.sub('', str(error)).strip()}") from error
    return time.perf_counter() - began


def versions():
    """The versions a chapter's outputs depend on, without a build's local suffix."""
    packages = {
        name: importlib.metadata.version(name).partition("+")[0]
        for name in ("torch", "sympy", "numpy")
    }
    return {"python": platform.python_version(), **packages}


def _note_run(nb, seconds):
    """Record versions and seconds; like seconds with like versions keep the record as it is."""
    own = nb.metadata.setdefault("dlnotes", {})
    old = dict(own.get("ran", {}))
    before = old.pop("seconds", None)
    alike = before is not None and before / 2 - 5 < seconds < 2 * before + 5
    if old != versions() or not alike:
        own["ran"] = {**versions(), "seconds": round(seconds)}


def main(names):
    """Run the chapters called `names`; the exit status says whether all were stored."""
    if not names:
        print("name a chapter: make run CHAPTER=part/name", file=sys.stderr)
        return 2
    try:
        for name in names:
            run(name)
    except (RunError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
