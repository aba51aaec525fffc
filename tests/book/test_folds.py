"""What is folded follows from what the cells show, and each host is told in its own words."""

import nbformat
import pytest

from tests.book import samples
from tests.exercise.questions import QUESTIONS
from tests.explore.gallery import EXAMPLES
from tools.bootstrap import bootstrap_cell
from tools.folds import folded, mark
from tools.normalise import normalise

FOLDED = {"jupyter": {"source_hidden": True}, "cellView": "form", "tags": ["hide-input"]}


def words(text="Words."):
    return nbformat.v4.new_markdown_cell(text)


def check():
    return samples.code("claim(1, 1)", samples.evidence(label="one"))


def printed():
    return samples.code("print(1)", samples.stream("1\n"))


def silent():
    return samples.code("x = 1")


def shows(widget):
    return samples.code("widget", samples.data(text_html=widget._page()))


def explorer():
    return shows(EXAMPLES["bias-correction"]())


def question():
    return shows(QUESTIONS["decay"]())


def picture():
    return samples.code("plt.show()", samples.picture(samples.png()))


def both():
    cell = check()
    cell.outputs += printed().outputs
    return cell


HEAD = words("## A section")


@pytest.mark.parametrize(
    ("cells", "places"),
    [
        ([HEAD, check(), printed(), both(), silent(), picture()], {1}),
        ([HEAD, explorer(), question()], {1, 2}),
        ([HEAD, silent(), silent(), explorer(), silent()], {1, 2, 3}),
        ([HEAD, silent(), words(), explorer()], {3}),
        ([HEAD, silent(), check()], {2}),
        ([HEAD, printed(), explorer()], {2}),
        ([words("# Title"), silent(), picture(), HEAD, silent(), picture()], {1, 2}),
        ([words("# Title\n\n## A section"), silent(), picture()], set()),
        ([words("# Title"), silent(), picture()], set()),
        ([HEAD, bootstrap_cell(), silent()], {1}),
    ],
    ids=["evidence", "widgets", "preparing", "words-between", "before-evidence", "before-widget",
         "opening", "no-opening", "no-section", "bootstrap"],
)  # fmt: skip
def test_what_is_folded(cells, places):
    assert folded(cells) == places


def test_each_host_is_told_and_what_was_typed_goes():
    typed = printed()
    typed.metadata = nbformat.from_dict(FOLDED | {"tags": ["exercise", "hide-input"]})
    deeper = words("## Deeper: more\n\nWords.")
    nb = nbformat.v4.new_notebook(cells=[HEAD, check(), typed, bootstrap_cell(), deeper])
    mark(nb)
    assert nb.cells[1].metadata == FOLDED
    assert nb.cells[2].metadata == {"tags": ["exercise"]}
    assert nb.cells[3].metadata == FOLDED | {"tags": ["hide-cell"]}
    assert deeper.metadata == {"jp-MarkdownHeadingCollapsed": True}
    before = nbformat.writes(nb)
    mark(nb)
    assert nbformat.writes(nb) == before


@pytest.mark.parametrize("heading", ["### Deeper: more", "## Deeper still", "Deeper: more", "# D"])
def test_other_headings_stay_open(heading):
    cell = words(heading)
    mark(nbformat.v4.new_notebook(cells=[cell]))
    assert cell.metadata == {}


def test_a_stored_chapter_folds_what_its_outputs_say():
    nb = normalise(nbformat.v4.new_notebook(cells=[HEAD, check(), printed()]))
    assert [cell.metadata.get("cellView") for cell in nb.cells] == [None, "form", None]
    nb.cells[1].outputs += printed().outputs
    assert "cellView" not in normalise(nb).cells[1].metadata
