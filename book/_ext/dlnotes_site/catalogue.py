"""Every chapter of the book, written or planned: `chapters.yml` and the notebooks in the toc."""

from dataclasses import dataclass

import yaml

from dlnotes_site.notebook import Notebook, NotebookError, read_notebook
from dlnotes_site.references import check_citations, read_references

GENERATED = ["book/index", "book/references", "book/health", "book/teach"]


@dataclass(frozen=True)
class Chapter:
    """A chapter; `notebook` is None while it is planned."""

    name: str
    part: str
    title: str
    title_zh: str
    notebook: Notebook | None

    @property
    def docname(self):
        return f"notebooks/{self.part}/{self.name}"


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
        NotebookError: a notebook outside `chapters.yml`, or one that cannot be shown.
    """
    outline = yaml.safe_load((root / "book/chapters.yml").read_text(encoding="utf-8"))
    catalogue = Catalogue(
        [read_part(root, name, part, docnames) for name, part in outline.items()],
        read_references(root / "book/references.bib"),
    )
    check_names(catalogue, docnames)
    for chapter in catalogue.written:
        check_prerequisites(catalogue, chapter.notebook)
        check_citations(catalogue.references, chapter.notebook)
    return catalogue


def read_part(root, name, part, docnames):
    chapters = [
        read_chapter(root, chapter, name, titles, docnames)
        for chapter, titles in part["chapters"].items()
    ]
    return Part(part["title"], part["title_zh"], chapters)


def read_chapter(root, name, part, titles, docnames):
    path = f"notebooks/{part}/{name}"
    written = path in docnames
    notebook = read_notebook(root / f"{path}.ipynb", f"{path}.ipynb") if written else None
    return Chapter(name, part, *titles, notebook)


def check_names(catalogue, docnames):
    known = {chapter.docname for chapter in catalogue.written}
    for docname in sorted(docnames):
        if docname.startswith("notebooks/") and docname not in known:
            raise NotebookError(f"{docname}.ipynb: not in book/chapters.yml; add its name there")


def check_prerequisites(catalogue, notebook):
    for name in notebook.meta["prerequisites"]:
        if name not in catalogue.chapters:
            raise NotebookError(
                f"{notebook.name}: metadata dlnotes.prerequisites names {name!r}; "
                "expected names from book/chapters.yml"
            )


def load(app, env, docnames):
    """Reads the catalogue once a build."""
    app.catalogue = read_catalogue(app.srcdir, env.found_docs)


def refresh(app, env, added, changed, removed):
    """Pages that depend on every chapter are read again at every build."""
    return GENERATED


def setup(app):
    app.connect("env-get-outdated", refresh)
    app.connect("env-before-read-docs", load)
