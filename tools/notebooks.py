"""The model's names as they were imported before it had a package; `find` gives one's own copy."""

from tools.model import catalogue as lists
from tools.model import chapter, evidence, notebook

ROOT, Chapter = chapter.ROOT, chapter.Chapter
EVIDENCE = evidence.MIME
notebook_path, on_disk = chapter.notebook_path, chapter.on_disk
read, text, write = notebook.read, notebook.text, notebook.write
code_cells, markdown_cells = notebook.code_cells, notebook.markdown_cells
was_run = notebook.was_run


def find(name, root=ROOT):
    """The chapter called `name`, with a notebook that may be changed."""
    return Chapter(root, name, chapter.find(name, root).editable())


def catalogue(root=ROOT):
    """As `tools.model.catalogue.catalogue`."""
    return lists.catalogue(root)


def parts(root=ROOT):
    """As `tools.model.catalogue.parts`."""
    return lists.parts(root)


def toc(root=ROOT):
    """As `tools.model.catalogue.toc`."""
    return lists.toc(root)
