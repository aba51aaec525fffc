"""A built site under test, read once a process; and what is made once a run."""

import fcntl
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from tests.book.site.page import Page
from tools import notebooks

ROOT = notebooks.ROOT


@dataclass(frozen=True)
class Site:
    """A built site: the `source` it was built from, its `html` folder, and where it is served."""

    source: Path
    html: Path
    url: str

    @cached_property
    def pages(self):
        return sorted(path.relative_to(self.html).as_posix() for path in self.html.rglob("*.html"))

    @property
    def chapters(self):
        return [page for page in self.pages if page.startswith("notebooks/")]

    @property
    def longest(self):
        """The chapter with the largest page."""
        return max(self.chapters, key=lambda page: (self.html / page).stat().st_size)

    def page(self, address):
        """A page's elements, parsed once."""
        return parsed(self.html / address)

    def notebook(self, page):
        """The notebook that a chapter's page was made from, read once."""
        return loaded((self.source / page).with_suffix(".ipynb"))


@cache
def parsed(path):
    return Page(path)


@cache
def loaded(path):
    return json.loads(path.read_text(encoding="utf-8"))


# Loading Sphinx takes longer than building a sample: it is loaded once, in a process that forks.
BUILDERS = multiprocessing.get_context("forkserver")
LOADED = ["tools.build", "jupyter_book.sphinx", "myst_nb", "sphinx.cmd.build"]
BUILDERS.set_forkserver_preload(LOADED)


def build(source):
    """Runs the build of `make html` on a copy of the book; returns the finished process."""
    with tempfile.TemporaryDirectory() as folder:
        said = [Path(folder, name) for name in ("out", "err")]
        process = BUILDERS.Process(target=_build, args=(str(source), *map(str, said)))
        process.start()
        process.join(600)
        words = [path.read_text("utf-8") for path in said]
    return subprocess.CompletedProcess(["tools.build", str(source)], process.exitcode, *words)


def _build(source, *said):
    for number, path in enumerate(said, 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    os.chdir(ROOT)
    from tools.build import main  # loaded there, not in the process of the tests

    sys.exit(main([source]))


def once(folder, make):
    """`folder`, filled by `make(folder)` in the process that asks first; the others wait for it."""
    done = folder.with_suffix(".done")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(folder)
            done.touch()
    return folder
