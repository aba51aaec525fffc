"""Every chapter of the book, written or planned: `chapters.yml` and the notebooks in the toc."""

from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import yaml

from dlnotes_site.glossary import Term, read_glossary
from dlnotes_site.refusal import Refusal
from tools.model.chapter import Chapter as Notebook
from tools.model.chapter import find
from tools.model.errors import BookError
from tools.model.evidence import VERDICTS
from tools.model.metadata import wrong
from tools.model.references import FILE, bibliography

PAGES = ("index", "map", "glossary", "references", "health", "limits", "teach")
GENERATED = [f"book/{name}" for name in PAGES]


@dataclass(frozen=True)
class Chapter:
    """A chapter; `notebook` is None while it is planned."""

    name: str
    part: str
    title: str
    title_zh: str
    notebook: Notebook | None
    planned: list[str] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)

    @property
    def docname(self):
        return f"notebooks/{self.part}/{self.name}"

    @property
    def prerequisites(self):
        """Names of the chapters to read first, as the chapter says or as it is planned."""
        return self.notebook.details["prerequisites"] if self.notebook else self.planned


@dataclass(frozen=True)
class Part:
    title: str
    title_zh: str
    chapters: list[Chapter]


@dataclass(frozen=True)
class Catalogue:
    parts: list[Part]
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
    """Reads the names of all chapters, and the notebooks of those among the pages `docnames`.

    Raises:
        Refusal: a notebook outside `chapters.yml`, or one that cannot be shown.
    """
    outline = read_yaml(root, "chapters.yml")
    names = [name for part in outline.values() for name in part["chapters"]]
    plans, terms = read_yaml(root, "plans.yml"), read_glossary(root / "book/glossary.yml", names)

    def chapter(part, name, titles):
        written = f"notebooks/{part}/{name}" in docnames
        notebook = read_chapter(root, f"{part}/{name}") if written else None
        return Chapter(name, part, *titles, notebook, plans.get(name, []), terms[name])

    parts = [
        Part(p["title"], p["title_zh"], [chapter(key, *item) for item in p["chapters"].items()])
        for key, p in outline.items()
    ]
    catalogue = Catalogue(parts, bibliography(root))
    check_names(catalogue, docnames)
    for written in catalogue.written:
        check_citations(catalogue.references, written.notebook)
    for any_chapter in catalogue.chapters.values():
        check_prerequisites(catalogue, any_chapter)
    check_circles(catalogue)
    return catalogue


def read_yaml(root, name):
    return yaml.safe_load((root / "book" / name).read_text(encoding="utf-8"))


def read_chapter(root, name):
    """The notebook of a chapter, with all that its page needs."""
    chapter = find(name, root)
    faults = wrong(chapter.details, name)
    if faults:
        raise Refusal(f"{chapter.at()}: {next(iter(faults.values()))}")
    check_evidence(chapter)
    return chapter


def check_evidence(chapter):
    seen = set()
    for record in chapter.records:
        if record["verdict"] not in VERDICTS:
            raise Refusal(
                f"{chapter.at()}: unknown verdict {record['verdict']!r}; expected one of "
                f"{', '.join(VERDICTS)}"
            )
        if record["label"] in seen:
            raise Refusal(
                f"{chapter.at()}: two equations are labelled {record['label']!r}; rename one"
            )
        seen |= {record["label"]} - {None}


def check_citations(references, chapter):
    for key in [*chapter.citations, *chapter.details["papers"]]:
        if key not in references:
            raise Refusal(f"{chapter.at()}: cites {key!r}, which {FILE} lacks; add the entry")


def check_names(catalogue, docnames):
    known = {chapter.docname for chapter in catalogue.written}
    for docname in sorted(docnames):
        if docname.startswith("notebooks/") and docname not in known:
            raise Refusal(f"{docname}.ipynb: not in book/chapters.yml; add its name there")


def check_prerequisites(catalogue, chapter):
    notebook = chapter.notebook
    where = f"{notebook.at()}: metadata dlnotes.prerequisites" if notebook else "book/plans.yml:"
    for name in chapter.prerequisites:
        if name not in catalogue.chapters:
            raise Refusal(f"{where} names {name!r}; expected names from book/chapters.yml")


def check_circles(catalogue):
    """Raises Refusal if a chapter, by way of others, is to be read before itself."""
    needs = {name: chapter.prerequisites for name, chapter in catalogue.chapters.items()}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        circle = " needs ".join(reversed(error.args[1]))
        raise Refusal(f"prerequisites run in a circle: {circle}; drop one") from error


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
