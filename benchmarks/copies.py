"""A book of any number of chapters, made of copies of those that are written.

`python -m benchmarks.copies FOLDER [COUNT]` writes one with all commands, 49 chapters if not told;
then `make -C FOLDER test` runs its tests. With each round of copies come copies of the tests of the
parts' code, as new chapters bring code of their own.
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
from tools.model.chapter import ROOT, finished, notebook_path

CHAPTERS = 49
LEFT_OUT = shutil.ignore_patterns("_build", ".*", "__pycache__", "tests", "benchmarks")


def write(root, count):
    """Writes to `root` the book with `count` chapters: the written ones, then copies of them."""
    shutil.copytree(ROOT, root, ignore=LEFT_OUT)
    grow(root, count)


def grow(root, count):
    """Makes a copy of this book at `root` have `count` chapters."""
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
    file, number = root / f"book/parts/{part}.yml", name.rpartition("_")[2]
    content = yaml.safe_load(file.read_text("utf-8"))
    entry = content["chapters"][original.split("/")[1]]
    title = f"{entry['title']}, copy {number}"
    nb = notebook.read(notebook_path(original))
    nb.cells[0].source = nb.cells[0].source.replace(f"# {entry['title']}", f"# {title}", 1)
    notebook.write(nb, notebook_path(name, root))
    content["chapters"][own] = entry | {
        "title": title,
        "title_zh": f"{entry['title_zh']} {number}",
        "terms": {},
    }
    file.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), "utf-8")


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
    grow(folder, count)
    grow_tests(folder, count)
    clone.commit(folder)
    print(f"{count} chapters, {count // len(finished())} times the tests: make -C {folder} test")
    return 0


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(f"usage: python -m benchmarks.copies FOLDER [COUNT], got {sys.argv[1:]}")
    sys.exit(main(sys.argv[1:]))
