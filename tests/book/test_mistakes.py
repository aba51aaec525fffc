"""What a newcomer gets wrong: one mistake, one line, with the file's name and what to do."""

import nbformat
import pytest

from tests.book import samples
from tools import folds, notebooks, run
from tools.lints.__main__ import messages

NOTEBOOK = f"notebooks/{samples.NAME}.ipynb"
RUN = f"make run CHAPTER={samples.NAME}"
MEGABYTE = 1024 * 1024
MISTAKES = []


def mistake(*words, file=NOTEBOOK):
    """Registers a function that spoils a good chapter; `words` are what its one line must say."""

    def register(spoil):
        MISTAKES.append(pytest.param(spoil, file, words, id=spoil.__name__))
        return spoil

    return register


def append(nb, cell):
    cell.id = "added"
    if cell.cell_type == "code":
        cell.execution_count = 6
    nb.cells.append(cell)
    folds.mark(nb)


@mistake("no metadata 'dlnotes'", "copy that block from another chapter", "make new CHAPTER=")
def no_metadata(nb, root):
    del nb.metadata["dlnotes"]


@mistake("no metadata 'dlnotes'")
def no_metadata_but_what_a_run_notes(nb, root):
    nb.metadata["dlnotes"] = {"ran": nb.metadata["dlnotes"]["ran"]}


@mistake("dlnotes.level is missing", "write text")
def one_field_is_missing(nb, root):
    del nb.metadata["dlnotes"]["level"]


@mistake("dlnotes.level is 3", "write text")
def a_level_that_is_no_text(nb, root):
    nb.metadata["dlnotes"]["level"] = 3


@mistake("cell 1", "open the chapter with the heading '# Minimising a quadratic form'")
def another_title_than_the_book_has(nb, root):
    nb.cells[0].source = nb.cells[0].source.replace("Minimising", "Maximising")


@mistake("make lists", file="_toc.yml")
def not_in_the_table_of_contents(nb, root):
    (root / "_toc.yml").write_text("root: book/index\n", "utf-8")


@mistake("cell 1", "cites 'kingma2104'", "did you mean 'kingma2014'?", "book/references.bib")
def a_citation_mistyped_everywhere(nb, root):
    nb.metadata["dlnotes"]["papers"] = ["kingma2104"]
    nb.cells[0].source = nb.cells[0].source.replace("kingma2014", "kingma2104")


@mistake("cites 'nobody1900'", "add that entry to book/references.bib")
def a_paper_that_is_in_no_bibliography(nb, root):
    nb.metadata["dlnotes"]["papers"].append("nobody1900")


@mistake("cell 10", "'square' is taken by cell 4", "choose another", RUN)
def two_equations_with_one_label(nb, root):
    append(nb, samples.code("claim(a, b)", samples.evidence(label="square")))


@mistake("cell 6", "without alternative text", 'alt("...")', RUN)
def a_plot_without_alternative_text(nb, root):
    del nb.cells[5].metadata["mystnb"]
    nb.cells[5].source = "plt.plot([0, 1], [0, 1])\nplt.show()"


@mistake("cell 6", "text of 1 characters", "20 to 400", RUN)
def a_plot_with_a_short_text(nb, root):
    nb.cells[5].metadata["mystnb"]["image"]["alt"] = "x"


@mistake("cell 10", "an image", "draw it in a code cell")
def an_image_in_the_text(nb, root):
    append(nb, nbformat.v4.new_markdown_cell("![](line.png)"))


@mistake("cell 10", "3072 KB", "1024 at most", "print less")
def three_megabytes_of_text(nb, root):
    append(nb, samples.code("f()", samples.stream("x" * 3 * MEGABYTE)))


@mistake("cell 6", "3072 KB", "80 at most", "fewer points or a smaller figure")
def three_megabytes_of_picture(nb, root):
    nb.cells[5].outputs = [samples.picture(samples.png(3 * MEGABYTE))]


@mistake("cell 10", "'```{note}' is a MyST directive", "write a plain paragraph")
def a_directive(nb, root):
    append(nb, nbformat.v4.new_markdown_cell("```{note}\n:class: wide\n\nwords\n```"))


@mistake("cell 10", "':::{tip}' is a MyST directive", "write a plain paragraph")
def a_directive_of_colons(nb, root):
    append(nb, nbformat.v4.new_markdown_cell(":::{tip}\nwords\n:::"))


@mistake("5 of 5 code cells were not run", RUN)
def all_outputs_cleared(nb, root):
    for _, cell in notebooks.code_cells(nb):
        cell.update(execution_count=None, outputs=[])


@mistake("5 of 5 code cells were not run", RUN)
def as_an_editor_saves_it(nb, root):
    all_outputs_cleared(nb, root)
    del nb.metadata["dlnotes"]["ran"]
    nb.cells[1].update(id="first", source="1 + 1")
    nb.metadata["toc-autonumbering"] = True


@mistake("cell 10", "'{ref}`square`' is a MyST role", "[words](address)")
def a_role(nb, root):
    append(nb, nbformat.v4.new_markdown_cell("See {ref}`square`, or `{a}` and `b`."))


@pytest.mark.parametrize("spoil, file, words", MISTAKES)
def test_one_mistake_gives_one_line(tmp_path, spoil, file, words):
    root = samples.book(tmp_path)
    chapter = samples.chapter(root)
    spoil(chapter.nb, root)
    notebooks.write(chapter.nb, chapter.path)
    (line,) = messages([], root)
    assert line.startswith(file) and "\n" not in line
    assert not [piece for piece in words if piece not in line], line


CONFLICT = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> topic\n"


def test_a_conflict_left_in_a_notebook_is_named(tmp_path):
    root = samples.book(tmp_path)
    samples.chapter(root).path.write_text(CONFLICT, "utf-8")
    for command in (lambda: messages([], root), lambda: run.run(samples.NAME, root)):
        with pytest.raises(ValueError) as caught:
            command()
        line = str(caught.value)
        assert line.startswith(f"{NOTEBOOK}, line 1: ") and "CONTRIBUTING.md" in line
        assert "\n" not in line
