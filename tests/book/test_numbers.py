"""Numbers in words are read as a sentence means them, and held against bands."""

import nbformat
import pytest

from tests.book import samples
from tools import notebooks
from tools.lints.numbers import bands, lies, linked, unlinked
from tools.lints.quantities import quantities

READ = {
    "about 82 %": [0.82],
    r"$82\,\%$": [0.82],
    "82 percent": [0.82],
    "0.3 %": [0.003],
    r"$3 \cdot 10^{-4}$": [3e-4],
    "10⁻⁴": [1e-4],
    "$10^{-12}$": [1e-12],
    "2e-3": [2e-3],
    "1,900 steps": [1900],
    "3.7 times": [3.7],
    "3.7×": [3.7],
    "−0.5": [-0.5],
    "-0.5": [-0.5],
    "between 2 and 4": [2, 4],
    "2–4 times": [2, 4],
    "2-4": [2, 4],
    "2/3 of it": [2 / 3],
    "97 of 100": [0.97],
    "97 out of 100 digits": [0.97],
    "3 thousand": [3000],
    "two thirds": [2 / 3],
    "half of it": [0.5],
    "Twice as many": [2],
    "ten times": [10],
    "a half-life": [],
    "the first one": [],
    "v2 and x_3 of the net": [],
    "nothing": [],
}


@pytest.mark.parametrize("text", READ)
def test_numbers_are_read(text):
    found = [sum(q.ends[-1]) / 2 for q in quantities(text)]
    assert found == pytest.approx(READ[text])


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("82 %", 0.8, 0.84),
        ("82 %", 80, 84),
        ("0.82", 0.8, 0.84),
        ("thousands of times", 1200, 5000),
        ("a third", 1 / 3, 1 / 3),
        ("0.333", 1 / 3, 1 / 3),
        ("0.14", 1 / 7, 1 / 7),
        ("0.8", 0.8, 0.84),
        ("-3", -4, -2),
    ],
)
def test_what_lies_in_a_band(text, low, high):
    (quantity,) = quantities(text)
    assert lies(quantity, low, high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("28 %", 0.8, 0.84),
        ("0.79", 0.8, 0.84),
        ("thousands of times", 900, 5000),
        ("hundreds", 1200, 5000),
        ("0.33", 0.5, 0.5),
        ("0.332", 1 / 3, 1 / 3),
        ("3", -4, -2),
        ("3.7", 2.6, 2.8),
    ],
)
def test_what_does_not(text, low, high):
    (quantity,) = quantities(text)
    assert not lies(quantity, low, high)


@pytest.fixture
def chapter(tmp_path):
    return samples.chapter(samples.book(tmp_path))


def stored(chapter, words, *outputs):
    nb = chapter.editable() if hasattr(chapter, "editable") else chapter.nb
    nb.cells.append(samples.code("f(0.25)", *outputs))
    nb.cells.append(nbformat.v4.new_markdown_cell(words))
    notebooks.write(nb, chapter.path)
    return notebooks.find(chapter.name, chapter.root)


SHARE = samples.finding("a share", label="share", tolerance="band 0.8 to 0.84")
HALF = samples.evidence(label="half", checked="(b real) (= (Mul b b) 1/2)")
OPEN = samples.evidence(label="open", checked="(b real) (= (Mul b b) b)")


@pytest.mark.parametrize(
    "words",
    [
        "[82 %](#share) and [half](#half), [0.5](#half), [the share](#share)",
        "[28 %](#the-square), [1900](#square), 28 %, `[28 %](#share)`",
        "[3 times](#open), [28 %](#nowhere), [28 %](https://example.org/#share)",
    ],
)
def test_links_without_a_fault_pass(chapter, words):
    assert linked(stored(chapter, words, SHARE, HALF, OPEN)) == []


def test_a_link_into_another_chapter_is_followed(chapter):
    other = stored(chapter, "words", SHARE)
    beside = chapter.path.with_name("beside.ipynb")
    notebooks.write(other.nb, beside)
    assert len(linked(stored(other, "It is [28 %](beside.ipynb#share)."))) == 1
    assert linked(stored(other, "It is [82 %](beside.ipynb#share).")) == []


def test_a_chapter_of_the_older_shape_is_left_alone(chapter):
    nb = stored(chapter, "[28 %](#share)", SHARE).editable()
    del nb.metadata["dlnotes"]["shape"]
    notebooks.write(nb, chapter.path)
    old = notebooks.find(chapter.name, chapter.root)
    assert linked(old) == unlinked(old) == [] and bands(old)["share"] == (0.8, 0.84)


@pytest.mark.parametrize(
    "words", ["82 % are left", "25 % of noise", "from 0 % to 100 %", "28 units", "positive"]
)
def test_shares_without_a_link_are_bands_or_settings(chapter, words):
    assert unlinked(stored(chapter, "words", SHARE, samples.evidence(text=words))) == []
