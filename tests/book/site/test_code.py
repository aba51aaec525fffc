"""Code as the pages show it: every colour it had, with few elements."""

import re
from html import unescape

import pytest
import yaml
from ipython_pygments_lexers import IPython3Lexer
from pygments import highlight
from pygments.lexers import PythonLexer
from pygments.styles import get_style_by_name
from pygments.token import STANDARD_TYPES, Operator, Text

from tests.book.site.site import ROOT
from tools.model.chapter import find, on_disk
from tools.model.notebook import code_cells

SETTINGS = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["sphinx"]["config"]
THEME = SETTINGS["html_theme_options"]
STYLES = THEME["pygments_light_style"], THEME["pygments_dark_style"]
MODULES = sorted((ROOT / "dlnotes").rglob("*.py"))
HARD = [
    "x = 1 if a.b else .5\nmatch = f'{x:>{width}.2f} {y!r}' 'it''s' rb\"a\\n\"",
    "class A:\n    '''Doc.'''\n\n    def __init__(self, *, _=None): ...\n",
    "class A(B):\n    @property\n    def é(self): pass",
    "match x:\n    case [_, *rest] if rest: print(-1e-3j, 0x_ff)\n    case _: raise ValueError",
    "from . import a as b, c\nimport x.y\nprint = yield from f()\nasync def g(): await h",
    "import torch  # a comment: if\nx.print, x.self, lambda: in_, not_a, is_b, None_\n\n  \n  y",
    "'''unfinished",
    "a = b'x' if x is not None else f\"{'q'}\"; u'é'; ur'x'\nx @ y, x if(y)else z, 1if x else 2",
]


def formatter():
    from dlnotes_site.highlight import SparseFormatter

    return SparseFormatter(STYLES)


def shown(code, lexer):
    """The code's HTML in the tokens of a lexer."""
    return highlight(code, lexer, formatter())


@pytest.mark.parametrize("name", STYLES)
def test_kinds_that_are_one_look_alike(name):
    from dlnotes_site.highlight import alike

    style = get_style_by_name(name)
    kinds = alike(STYLES)
    assert set(kinds) == set(STANDARD_TYPES) and len(set(kinds.values())) < 12
    for kind, shown in kinds.items():
        assert style.style_for_token(kind) == style.style_for_token(shown), kind


def test_only_operators_lose_a_colour():
    from dlnotes_site.highlight import alike

    changed = formatter().kinds.items() - alike(STYLES).items()
    assert changed == {(Operator, Text)}


def both(lexer):
    from dlnotes_site.lexer import quick

    return lexer(), quick(lexer)()


@pytest.mark.parametrize("name", on_disk())
def test_cells_look_as_pygments_reads_them(name):
    slow, fast = both(IPython3Lexer)
    for position, cell in code_cells(find(name).nb):
        assert shown(cell.source, fast) == shown(cell.source, slow), position


@pytest.mark.parametrize("lexer", [PythonLexer, IPython3Lexer])
@pytest.mark.parametrize("code", HARD)
def test_hard_code_looks_as_pygments_reads_it(code, lexer):
    slow, fast = both(lexer)
    assert shown(code, fast) == shown(code, slow)


def test_the_books_code_looks_as_pygments_reads_it():
    slow, fast = both(PythonLexer)
    assert MODULES
    for path in MODULES:
        code = path.read_text("utf-8")
        assert shown(code, fast) == shown(code, slow), path


def test_magics_are_read_as_before():
    slow, fast = both(IPython3Lexer)
    for code in ("%matplotlib inline\nx = 5 % y", "!ls\nx?", "%%time\nx = [1]\n", "f??\n"):
        assert shown(code, fast) == shown(code, slow)


def test_code_reads_as_it_was_written():
    code = "def f(x, *, y=2):\n    return x[0] + f'{y:.2f} of'  # sum\n"
    html = shown(code, both(PythonLexer)[1])
    assert unescape(re.sub(r"<[^>]*>", "", html)).strip() == code.strip()
    assert '<span class="k">return</span> x[<span class="m">0</span>] + <span class="s">' in html
    assert html.count("<span") == 9
