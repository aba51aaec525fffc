"""The model's names as they were imported before it had a package; `find` gives one's own copy."""

from tools.model import chapter, evidence, notebook
from tools.model.catalogue import catalogue

ROOT, Chapter = chapter.ROOT, chapter.Chapter
EVIDENCE = evidence.MIME
notebook_path, on_disk = chapter.notebook_path, chapter.on_disk
read, text, write = notebook.read, notebook.text, notebook.write
code_cells, markdown_cells = notebook.code_cells, notebook.markdown_cells
was_run = notebook.was_run


def find(name, root=ROOT):
    """The chapter called `name`, with a notebook that may be changed."""
    return Chapter(root, name, chapter.find(name, root).editable())


def parts(root=ROOT):
    """The names of the parts, in reading order."""
    return catalogue(root).order


def toc(root=ROOT):
    """As `tools.model.chapter.finished`."""
    return chapter.finished(root)
