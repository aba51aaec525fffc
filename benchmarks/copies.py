"""A book of any number of chapters, made of copies of those that are written.

For the site no two chapters share a cell, as in a book that is written: all code, listings and
checked formulas of a copy carry its number. So what is kept from one chapter for another serves
copies as little as it serves chapters.

`python -m benchmarks.copies FOLDER [COUNT]` writes one with all commands, 49 chapters if not told;
then `make -C FOLDER test` runs its tests. With each round of copies come copies of the tests of the
parts' code, as new chapters bring code of their own. Their outputs are compared strictly, so these
copies say what the originals do.
"""

import shutil
import sys
from itertools import cycle, islice
from pathlib import Path

import yaml

from benchmarks import clone
from tools import lists
from tools.model import notebook
from tools.model.catalogue import catalogue
from tools.model.chapter import ROOT, find, finished, notebook_path
from tools.model.evidence import MIME

CHAPTERS = 49
LISTING = "```python\n"
LEFT_OUT = shutil.ignore_patterns("_build", ".*", "__pycache__", "tests", "benchmarks")


def write(root, count):
    """Writes to `root` the book with `count` chapters: the written ones, then copies of them."""
    shutil.copytree(ROOT, root, ignore=LEFT_OUT)
    grow(root, count, distinct)


def grow(root, count, changed):
    """Makes a copy of this book at `root` have `count` chapters.

    Args:
        changed: takes the notebook of a copy and its number; returns what is stored.
    """
    named = dict(numbered(count))
    for name in finished(root):
        if name not in named:
            notebook_path(name, root).unlink()
    for name, original in named.items():
        if name != original:
            _copy(root, name, original, changed)
    lists.write(root)


def numbered(count):
    """(name, the written chapter it is a copy of) of `count` chapters."""
    written = finished()
    originals = islice(cycle(written), count)
    rounds = (place // len(written) for place in range(count))
    return [
        (f"{name}_{n}" if n else name, name) for n, name in zip(rounds, originals, strict=False)
    ]


def _copy(root, name, original, changed):
    """One more chapter, on disk and in its part's file."""
    part, own = name.split("/")
    number = own.rpartition("_")[2]
    file = root / f"book/parts/{part}.yml"
    content = yaml.safe_load(file.read_text("utf-8"))
    entry = content["chapters"][original.split("/")[1]]
    title = f"{entry['title']}, copy {number}"
    nb = find(original).editable()
    nb.cells[0].source = nb.cells[0].source.replace(f"# {entry['title']}", f"# {title}", 1)
    notebook.write(changed(nb, number), notebook_path(name, root))
    content["chapters"][own] = entry | {
        "title": title,
        "title_zh": f"{entry['title_zh']} {number}",
        "terms": {},
    }
    file.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), "utf-8")


def distinct(nb, number):
    """The notebook `nb` with the number of a copy in all its code, listings and formulas."""
    for _, cell in notebook.code_cells(nb):
        cell.source += f"\n# copy {number}"
    for _, data in notebook.outputs(nb):
        if "text/markdown" in data:
            data["text/markdown"] = data["text/markdown"].replace(LISTING, f"{LISTING}# {number}\n")
        if MIME in data:
            data[MIME]["latex"] += rf" \quad {{{number}}}"
    return nb


def alike(nb, _):
    """The notebook of a copy that says what the original says."""
    return nb


def grow_tests(root, count):
    """Copies the tests of the parts' code once for each full round of copied chapters."""
    folders = [root / "tests" / part for part in catalogue(root).order]
    for number in range(1, count // len(finished())):
        for folder in filter(Path.is_dir, folders):
            shutil.copytree(folder, root / "tests" / f"copy_{number}" / folder.name)


def main(arguments):
    """Write the book that the command line asks for; the exit status says whether it could."""
    folder, count = Path(arguments[0]).resolve(), int(arguments[1]) if arguments[1:] else CHAPTERS
    if folder.exists():
        print(f"copies: {folder} is there already: name a new folder", file=sys.stderr)
        return 1
    clone.write(folder)
    grow(folder, count, alike)
    grow_tests(folder, count)
    clone.commit(folder)
    print(f"{count} chapters, {count // len(finished())} times the tests: make -C {folder} test")
    return 0


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(f"usage: python -m benchmarks.copies FOLDER [COUNT], got {sys.argv[1:]}")
    sys.exit(main(sys.argv[1:]))
