"""Mathematics is written when the site is built, in letters that the book's own font has."""

import doctest
import re
from html import unescape
from importlib import import_module

import pytest
from math_core import LatexError

from tests.book.site import sample
from tests.book.site.site import ROOT, build

MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
RANGE = re.compile(r'"dlnotes math".*?unicode-range:(.*?);', re.DOTALL)


@pytest.fixture(scope="module")
def mathml():
    return import_module("dlnotes_site.mathml").mathml


def test_the_examples_in_docstrings_hold():
    result = doctest.testmod(import_module("dlnotes_site.mathml"))
    assert result.attempted and not result.failed


def test_broken_lines_are_aligned(mathml):
    assert mathml(r"a = b \\ c = d", True).count("<mtr>") == 2
    assert mathml(r"a = b", True).count("<mtr>") == 0
    matrix = mathml(sample.MATRIX, True)
    assert matrix.count("<mtable") == 2 and 'display="block"' in matrix


def test_lines_stacked_in_an_index_are_small_and_not_broken(mathml):
    formula = mathml(
        r"\left. f \right|_{\substack{ x=\left(\frac{1}{p}\right)^{2}\\ y=2 }} = 3", True
    )
    assert formula.count("<mtable") == 1 and formula.count("<mtr>") == 2


@pytest.mark.parametrize(
    ("tex", "low"),
    [
        (r"\left(x < y\right)", 2),
        (r"\left(\frac{1}{2}\right)", 0),
        (r"\left(\frac{\left[x\right]}{2}\right)", 2),
        (r"\left. x \right|", 0),
    ],
)
def test_brackets_grow_only_around_what_is_tall(mathml, tex, low):
    assert mathml(tex, True).count('stretchy="false"') == low


@pytest.mark.parametrize("tex", [sample.LONG, sample.MATRIX, sample.CASES, sample.STEP])
def test_what_sympy_writes_is_understood(mathml, tex):
    assert "\\" not in mathml(tex, True)


def test_an_unknown_command_is_refused(mathml):
    with pytest.raises(LatexError):
        mathml(r"\alchemy{x}", False)


def test_an_unknown_command_fails_the_build(tmp_path):
    sample.write_sample(ROOT, tmp_path / "sample")
    cells = [sample.prose("# Adam\n\nHere is $\\alchemy{x}$.")]
    sample.write_notebook(tmp_path / "sample", "adam_vs_adamw", sample.METADATA, cells)
    done = build(tmp_path / "sample")
    assert done.returncode != 0
    assert "adam_vs_adamw.ipynb" in done.stderr and "cannot be shown" in done.stderr


def letters(site):
    """Every character of every formula."""
    pages = [path.read_text(encoding="utf-8") for path in site.html.rglob("*.html")]
    formulas = "".join(formula for page in pages for formula in MATH.findall(page))
    return set(unescape(re.sub(r"<[^>]*>", "", formulas)))


def in_font():
    """The characters of the font, as its style sheet declares them."""
    style = (ROOT / "book/_static/dlnotes.css").read_text(encoding="utf-8")
    spans = [part.strip()[2:].split("-") for part in RANGE.search(style)[1].split(",")]
    return {chr(code) for span in spans for code in range(int(span[0], 16), int(span[-1], 16) + 1)}


def test_every_letter_of_a_formula_is_in_the_font(site):
    invisible = set("\n\u2061\u2062\u2063\u2064\ufe00")
    assert not letters(site) - in_font() - invisible


def test_the_font_and_its_licence_are_there(site):
    fonts = site.html / "_static/fonts"
    assert (fonts / "latin-modern-math.woff2").stat().st_size < 85_000
    assert "GUST" in (fonts / "GUST-FONT-LICENSE.txt").read_text(encoding="utf-8")
