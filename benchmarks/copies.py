"""A book of any number of chapters, made of copies of those that are written.

No two chapters share a cell, as in a book that is written: all code, listings and checked formulas
of a copy carry its number. So what is kept from one chapter for another serves copies as little as
it serves chapters.
"""

import shutil
from itertools import cycle, islice

import yaml

from tools import lists
from tools.model.chapter import ROOT, find, finished, notebook_path
from tools.model.evidence import MIME
from tools.model.notebook import code_cells, outputs
from tools.model.notebook import write as store

LISTING = "```python\n"
LEFT_OUT = shutil.ignore_patterns("_build", ".*", "__pycache__", "tests", "benchmarks")


def write(root, count):
    """Writes to `root` the book with `count` chapters: the written ones, then copies of them."""
    shutil.copytree(ROOT, root, ignore=LEFT_OUT)
    named = dict(numbered(count))
    for name in finished(root):
        if name not in named:
            notebook_path(name, root).unlink()
    for name, original in named.items():
        if name != original:
            _copy(root, name, original)
    lists.write(root)


def numbered(count):
    """(name, the written chapter it is a copy of) of `count` chapters."""
    written = finished()
    originals = islice(cycle(written), count)
    rounds = (place // len(written) for place in range(count))
    return [
        (f"{name}_{n}" if n else name, name) for n, name in zip(rounds, originals, strict=False)
    ]


def _copy(root, name, original):
    """One more chapter, on disk and in its part's file."""
    part, own = name.split("/")
    number = own.rpartition("_")[2]
    store(distinct(find(original).editable(), number), notebook_path(name, root))
    file = root / f"book/parts/{part}.yml"
    content = yaml.safe_load(file.read_text("utf-8"))
    entry = content["chapters"][original.split("/")[1]]
    content["chapters"][own] = entry | {
        "title": f"{entry['title']}, copy {number}",
        "title_zh": f"{entry['title_zh']} {number}",
        "terms": {},
    }
    file.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), "utf-8")


def distinct(nb, number):
    """The notebook `nb` with the number of a copy in all its code, listings and formulas."""
    for _, cell in code_cells(nb):
        cell.source += f"\n# copy {number}"
    for _, data in outputs(nb):
        if "text/markdown" in data:
            data["text/markdown"] = data["text/markdown"].replace(LISTING, f"{LISTING}# {number}\n")
        if MIME in data:
            data[MIME]["latex"] += rf" \quad {{{number}}}"
    return nb
