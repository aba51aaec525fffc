"""Every chapter of the book, written or planned, with the notebooks of those in the toc."""

from dataclasses import dataclass
from pathlib import Path

from dlnotes_site.refusal import Refusal
from tools.model.catalogue import Entry, Way
from tools.model.catalogue import catalogue as listed
from tools.model.chapter import Chapter as Notebook
from tools.model.chapter import find
from tools.model.errors import BookError
from tools.model.evidence import VERDICTS
from tools.model.metadata import wrong
from tools.model.references import FILE, bibliography

PAGES = ("index", "map", "glossary", "references", "health", "limits", "teach")
GENERATED = [f"book/{name}" for name in PAGES]


@dataclass(frozen=True)
class Chapter(Entry):
    """A chapter; `notebook` is None while it is planned."""

    notebook: Notebook | None

    @property
    def docname(self):
        return f"notebooks/{self.full_name}"


@dataclass(frozen=True)
class Part:
    title: str
    title_zh: str
    chapters: list[Chapter]


@dataclass(frozen=True)
class Catalogue:
    parts: list[Part]
    paths: tuple[Way, ...]
    references: dict

    @property
    def chapters(self):
        """{chapter name: chapter}, in reading order."""
        return {chapter.name: chapter for part in self.parts for chapter in part.chapters}

    @property
    def written(self):
        return [chapter for chapter in self.chapters.values() if chapter.notebook]

    def at(self, docname):
        """The chapter on the page `docname`, or None."""
        return next((c for c in self.written if c.docname == docname), None)


def read_catalogue(root, docnames):
    """Reads what the book lists, and the notebooks of the chapters among the pages `docnames`.

    Raises:
        BookError: a data file cannot be used.
        Refusal: a notebook that the book does not list, or one that cannot be shown.
    """
    book = listed(root)
    check_names(book, docnames)
    parts = [
        Part(part.title, part.title_zh, [chapter(root, e, docnames) for e in part.chapters])
        for part in book.parts
    ]
    catalogue = Catalogue(parts, book.paths, bibliography(root))
    for written in catalogue.written:
        check_citations(catalogue.references, written.notebook)
    return catalogue


def chapter(root, entry, docnames):
    """The chapter of an entry, with its notebook if that is among the book's pages."""
    written = f"notebooks/{entry.full_name}" in docnames
    return Chapter(**vars(entry), notebook=read_chapter(root, entry.full_name) if written else None)


def read_chapter(root, name):
    """The notebook of a chapter, with all that its page needs."""
    notebook = find(name, root)
    faults = wrong(notebook.details, name)
    if faults:
        raise Refusal(f"{notebook.at()}: {next(iter(faults.values()))}")
    check_evidence(notebook)
    return notebook


def check_names(book, docnames):
    for docname in sorted(docnames):
        folder, _, name = docname.partition("/")
        if folder == "notebooks" and name not in book.entries:
            file = f"book/parts/{name.partition('/')[0]}.yml"
            raise Refusal(f"{docname}.ipynb: not in {file}; add its name there")


def check_evidence(notebook):
    seen = set()
    for record in notebook.records:
        if record["verdict"] not in VERDICTS:
            raise Refusal(
                f"{notebook.at()}: unknown verdict {record['verdict']!r}; expected one of "
                f"{', '.join(VERDICTS)}"
            )
        if record["label"] in seen:
            raise Refusal(
                f"{notebook.at()}: two equations are labelled {record['label']!r}; rename one"
            )
        seen |= {record["label"]} - {None}


def check_citations(references, notebook):
    for key in [*notebook.citations, *notebook.details["papers"]]:
        if key not in references:
            raise Refusal(f"{notebook.at()}: cites {key!r}, which {FILE} lacks; add the entry")


def load(app, env, docnames):
    """Reads the catalogue once a build."""
    try:
        app.catalogue = read_catalogue(Path(app.srcdir), env.found_docs)
    except BookError as error:
        raise Refusal(str(error)) from error


def refresh(app, env, added, changed, removed):
    """Pages that depend on every chapter are read again at every build."""
    return GENERATED


def setup(app):
    app.connect("env-get-outdated", refresh)
    app.connect("env-before-read-docs", load)
