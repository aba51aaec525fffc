"""The lists that are computed, `_toc.yml` and the README's table: `python -m tools.lists`.

`book/book.yml` and `book/parts/` say what there is, the notebooks what is finished. The site makes
its own lists, such as the cards, the map and the learning paths, from the same when it is built.
"""

import re
import sys

from tools.model.catalogue import catalogue
from tools.model.chapter import ROOT, finished
from tools.model.errors import BookError

HEAD = """\
# Written by `make lists` from book/book.yml and book/parts/: the chapters that are finished.
format: jb-book
root: book/index
parts:
"""
COLUMNS = "| chapter | its question |\n|---|---|\n"
TABLE = re.compile(re.escape(COLUMNS) + r"(?:\|.*\n)*")


def toc(root):
    """The text of `_toc.yml`."""
    listed, ready = catalogue(root), finished(root)
    blocks = [
        (part.title, [f"notebooks/{e.full_name}" for e in part.chapters if e.full_name in ready])
        for part in listed.parts
    ]
    blocks.append(("About the book", listed.pages))
    return HEAD + "".join(
        f"  - caption: {caption}\n    chapters:\n"
        + "".join(f"      - file: {file}\n" for file in files)
        for caption, files in blocks
        if files
    )


def readme(root):
    """The text of the README, with the table of chapters as it should be.

    Raises:
        BookError: it has no table of chapters.
    """
    text, entries = (root / "README.md").read_text("utf-8"), catalogue(root).entries
    if not TABLE.search(text):
        head = COLUMNS.partition("\n")[0]
        raise BookError(f"README.md: no table of chapters: add one that begins with {head!r}")
    rows = [
        f"| [{entries[name].title}](notebooks/{name}.ipynb) | {entries[name].question} |\n"
        for name in finished(root)
    ]
    return TABLE.sub(lambda found: COLUMNS + "".join(rows), text)


LISTS = {"_toc.yml": toc, "README.md": readme}


def stale(root):
    """Names of the files that are not as they would be written."""
    return [
        name
        for name, text in LISTS.items()
        if not (root / name).is_file() or (root / name).read_text("utf-8") != text(root)
    ]


def write(root):
    """Write the files that are not as they should be; return their names."""
    names = stale(root)
    for name in names:
        (root / name).write_text(LISTS[name](root), encoding="utf-8", newline="\n")
    return names


def main():
    """Write the lists and say which; the exit status says whether it worked."""
    try:
        written = write(ROOT)
    except BookError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"lists: wrote {', '.join(written)}" if written else "lists: up to date")
    return 0


if __name__ == "__main__":
    sys.exit(main())
