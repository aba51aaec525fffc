"""A book of any number of chapters, made of copies of those that are written."""

import shutil
from itertools import cycle, islice

import yaml

from tools import notebooks

LEFT_OUT = shutil.ignore_patterns("_build", ".*", "__pycache__", "tests", "benchmarks")


def write(root, count):
    """Writes to `root` the book with `count` chapters: the written ones, then copies of them."""
    shutil.copytree(notebooks.ROOT, root, ignore=LEFT_OUT)
    names = dict.fromkeys(name for name, _ in numbered(count))
    outline = notebooks.parts(root)
    for name, original in numbered(count):
        if name != original:
            _copy(root, outline, name, original)
    (root / "book" / "chapters.yml").write_text(yaml.safe_dump(outline, sort_keys=False), "utf-8")
    _list(root, names)


def numbered(count):
    """(name, the written chapter it is a copy of) of `count` chapters."""
    written = notebooks.toc()
    originals = islice(cycle(written), count)
    rounds = (place // len(written) for place in range(count))
    return [
        (f"{name}_{n}" if n else name, name) for n, name in zip(rounds, originals, strict=False)
    ]


def _copy(root, outline, name, original):
    """One more chapter, on disk and in the outline."""
    source, target = (notebooks.notebook_path(n, root) for n in (original, name))
    shutil.copyfile(source, target)
    part, chapter = original.split("/")
    title, title_zh = outline[part]["chapters"][chapter]
    number = name.rpartition("_")[2]
    own = name.split("/")[1]
    outline[part]["chapters"][own] = [f"{title}, copy {number}", f"{title_zh} {number}"]


def _list(root, names):
    """The same table of contents, with these chapters in the place of the written ones."""
    toc = yaml.safe_load((root / "_toc.yml").read_text("utf-8"))
    rest = [part for part in toc["parts"] if not _holds_chapters(part)]
    files = [{"file": f"notebooks/{name}"} for name in names]
    toc["parts"] = [{"caption": "Chapters", "chapters": files}, *rest]
    (root / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False), "utf-8")


def _holds_chapters(part):
    return any(entry["file"].startswith("notebooks/") for entry in part["chapters"])
