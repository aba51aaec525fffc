"""A book of any number of chapters, made of copies of those that are written."""

import shutil
from itertools import cycle, islice

import yaml

from tools import lists
from tools.model.chapter import ROOT, finished, notebook_path

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
    shutil.copyfile(notebook_path(original), notebook_path(name, root))
    part, own = name.split("/")
    file, number = root / f"book/parts/{part}.yml", name.rpartition("_")[2]
    content = yaml.safe_load(file.read_text("utf-8"))
    entry = content["chapters"][original.split("/")[1]]
    content["chapters"][own] = entry | {
        "title": f"{entry['title']}, copy {number}",
        "title_zh": f"{entry['title_zh']} {number}",
        "terms": {},
    }
    file.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), "utf-8")
