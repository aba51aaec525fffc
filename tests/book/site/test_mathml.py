"""Mathematics is written when the site is built, in letters that the book's own font has."""

import doctest
import re
from html import unescape
from importlib import import_module

import pytest
from math_core import LatexError

from tests.book.site import sample
from tests.book.site.conftest import ROOT, build
from tests.book.site.visit import READY

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
    invisible = set("\n\u2061\u2062\u2063\u2064")
    assert not letters(site) - in_font() - invisible


def test_the_font_and_its_licence_are_there(site):
    fonts = site.html / "_static/fonts"
    assert (fonts / "latin-modern-math.woff2").stat().st_size < 70_000
    assert "GUST" in (fonts / "GUST-FONT-LICENSE.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_nothing_moves_while_a_page_loads(site, browser):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.add_init_script("""window.shift = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((e) => (window.shift += e.value)))
        .observe({ type: "layout-shift", buffered: true });""")
    page.goto(f"{site.url}notebooks/foundations/adam_vs_adamw.html")
    page.locator(READY).wait_for(state="attached")
    page.wait_for_timeout(500)
    assert page.evaluate("window.shift") < 0.1
    page.close()
