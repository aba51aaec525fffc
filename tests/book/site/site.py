"""A built site under test, read once a process; and what is made once a run."""

import fcntl
import json
import subprocess
import sys
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


def build(source):
    """Runs the build of `make html` on a copy of the book; returns the finished process."""
    command = [sys.executable, "-m", "tools.build", str(source)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)


def once(folder, make):
    """`folder`, filled by `make(folder)` in the process that asks first; the others wait for it."""
    done = folder.with_suffix(".done")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(folder)
            done.touch()
    return folder
