"""Every chapter of the book, written or planned: what `book/book.yml` and `book/parts/` say."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tools.model import data
from tools.model.errors import BookError
from tools.model.order import check
from tools.model.terms import Term

FILE, FOLDER = "book/book.yml", "book/parts"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
QUESTION = re.compile(r"\?$")


@dataclass(frozen=True)
class Entry:
    """A chapter, written or planned.

    Attributes:
        part: the name of its part, which is a folder.
        name: its own, which no other chapter of the book has.
        prerequisites: names of the chapters to read first.
        terms: those that it introduces.
    """

    part: str
    name: str
    title: str
    title_zh: str
    question: str
    prerequisites: tuple[str, ...]
    terms: tuple[Term, ...]

    @property
    def full_name(self):
        """`part/name`, as commands take it."""
        return f"{self.part}/{self.name}"


@dataclass(frozen=True)
class Part:
    """A part of the book with its chapters in reading order."""

    name: str
    title: str
    title_zh: str
    chapters: tuple[Entry, ...]


@dataclass(frozen=True)
class Way:
    """A way through the book: the hours at hand, and chapters to reach, most wanted first."""

    hours: int
    title: str
    about: str
    goals: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The book's parts in reading order, ways through it, and the pages around the chapters."""

    parts: tuple[Part, ...]
    paths: tuple[Way, ...]
    pages: tuple[str, ...]

    @cached_property
    def entries(self):
        """{`part/name`: chapter}, in reading order."""
        return {entry.full_name: entry for part in self.parts for entry in part.chapters}

    @cached_property
    def order(self):
        """The names of the parts, in reading order."""
        return [part.name for part in self.parts]


def catalogue(root):
    """The catalogue of the book in the folder `root`; the same one while its files are the same.

    Raises:
        BookError: a file cannot be used; the message names it, the key and what was expected.
    """
    if not (root / FILE).is_file():
        raise BookError(f"{FILE}: there is no such file")
    files = [FILE, *(f"{FOLDER}/{path.name}" for path in sorted((root / FOLDER).glob("*.yml")))]
    return _catalogue(tuple((file, (root / file).read_text("utf-8")) for file in files))


@lru_cache
def _catalogue(texts):
    """The catalogue that these files, as (name, text), describe."""
    blocks = {file: data.load(text, file) for file, text in texts}
    book = blocks.pop(FILE).only("parts", "pages", "paths")
    files = {name: f"{FOLDER}/{name}.yml" for name in book.names("parts")}
    _check_files(book, files, blocks)
    parts = tuple(_part(name, blocks[file]) for name, file in files.items())
    entries = [entry for part in parts for entry in part.chapters]
    check(entries)
    names = {entry.name for entry in entries}
    paths = tuple(_way(row, names) for row in book.rows("paths"))
    return Catalogue(parts, paths, book.names("pages"))


def _check_files(book, files, blocks):
    for name, file in files.items():
        if file not in blocks:
            raise book.refused("parts", name, f"parts that have a file, such as {file}")
    for file in sorted(blocks.keys() - set(files.values())):
        raise BookError(f"{file}: not among the parts of {FILE}: add its name there")


def _part(name, block):
    block.only("title", "title_zh", "chapters")
    chapters = tuple(_entry(name, *item) for item in block.blocks("chapters").items())
    return Part(name, block.text("title"), _chinese(block, "title_zh"), chapters)


def _entry(part, name, block):
    block.only("title", "title_zh", "question", "prerequisites", "terms")
    terms = block.block("terms")
    return Entry(
        part,
        name,
        block.text("title"),
        _chinese(block, "title_zh"),
        block.text("question", QUESTION, "a question, with its mark"),
        block.names("prerequisites"),
        tuple(_term(terms, name) for name in terms.content),
    )


def _chinese(block, key):
    return block.text(key, CHINESE, "text in Chinese")


def _term(block, name):
    value = block.content[name]
    if not isinstance(value, list) or [type(item) for item in value] != [str, str]:
        raise block.refused(name, value, "[Chinese, what it means]")
    return Term(name, *value)


def _way(block, names):
    block.only("hours", "title", "about", "goals")
    for goal in block.names("goals"):
        if goal not in names:
            raise block.refused("goals", goal, "names of chapters")
    return Way(
        block.number("hours"), block.text("title"), block.text("about"), block.names("goals")
    )
