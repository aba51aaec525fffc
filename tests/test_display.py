import ast
import functools
import inspect
import sys
import types

import pytest
import torch
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from markdown_it import MarkdownIt

import dlnotes
from dlnotes import training
from dlnotes.data import digits as digits_module
from dlnotes.data.digits import Digits, digits
from dlnotes.display import show_source
from dlnotes.training import Step, accuracy


@pytest.fixture
def show():
    """Calls show_source and returns the one bundle that it displays."""

    def run(*objects, **options):
        with capture_output() as captured:
            assert show_source(*objects, **options) is None
        assert (captured.stdout, captured.stderr) == ("", "")
        (output,) = captured.outputs
        return output.data

    InteractiveShell.instance()
    yield run
    InteractiveShell.clear_instance()


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Makes an importable module `part.concept` out of source text."""

    def make(source):
        folder = tmp_path / "part"
        folder.mkdir()
        (folder / "__init__.py").write_text("")
        (folder / "concept.py").write_text(inspect.cleandoc(source) + "\n", encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        from part import concept

        return concept

    yield make
    for name in ("part.concept", "part"):
        sys.modules.pop(name, None)


def blocks(bundle):
    """(kind, text) of the Markdown: the file names as paragraphs, the code blocks as fences."""
    for token in MarkdownIt("commonmark").parse(bundle["text/markdown"]):
        if token.type == "inline":
            yield "file", token.content
        elif token.type == "fence":
            yield token.info, token.content


def test_bundle_is_markdown_and_plain_text(show):
    bundle = show(accuracy)
    source = inspect.getsource(accuracy)
    assert set(bundle) == {"text/markdown", "text/plain"}
    assert list(blocks(bundle)) == [("file", "`dlnotes/training.py`"), ("python", source)]
    assert bundle["text/plain"] + "\n" == f"# dlnotes/training.py\n{source}"


def test_same_file_shares_a_block_and_order_is_kept(show):
    assert list(blocks(show(accuracy, Step, digits))) == [
        ("file", "`dlnotes/training.py`"),
        ("python", f"{inspect.getsource(accuracy)}\n\n{inspect.getsource(Step)}"),
        ("file", "`dlnotes/data/digits.py`"),
        ("python", inspect.getsource(digits)),
    ]


def test_module_and_package(show):
    assert list(blocks(show(training))) == [
        ("file", "`dlnotes/training.py`"),
        ("python", inspect.getsource(training)),
    ]
    assert next(blocks(show(dlnotes))) == ("file", "`dlnotes/__init__.py`")


def test_source_from_another_package_names_its_path(show):
    assert next(blocks(show(torch.optim.SGD)))[1] == "`torch/optim/sgd.py`"


def test_no_docstring_leaves_the_same_program(show):
    _, (_, shown) = blocks(show(digits_module, docstring=False))
    tree = ast.parse(inspect.getsource(digits_module))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            del node.body[0]
    assert ast.dump(ast.parse(shown)) == ast.dump(tree)
    assert shown.startswith("from typing import NamedTuple\n")
    assert "\nclass Digits(NamedTuple):\n    images: torch.Tensor\n" in shown


def test_no_docstring_keeps_comments_and_strings_that_are_none(show, module):
    concept = module('''
        def f(x):
            """Gradient ∇f, one line."""
            # why
            text = """not a docstring"""

            return x, text
        ''')
    _, (_, shown) = blocks(show(concept.f, docstring=False))
    assert shown == (
        'def f(x):\n    # why\n    text = """not a docstring"""\n\n    return x, text\n'
    )


def test_no_docstring_keeps_one_that_is_the_whole_body_or_shares_its_line(show, module):
    concept = module('''
        class Mistake(Exception):
            """All there is."""


        def f():
            "∇∇∇∇∇∇∇∇∇"; return 1


        def g(): "two"; return 2
        ''')
    assert list(blocks(show(concept.Mistake, concept.f, concept.g, docstring=False))) == list(
        blocks(show(concept.Mistake, concept.f, concept.g))
    )


def test_argument_checks_are_left_out_and_the_listing_says_so(show, module):
    concept = module('''
        def half(x):
            """One line."""
            check_floats(x=x)
            check_numbers(
                "[0, 1]", x=x
            )
            y = check_order(x)
            checked(y)
            return y / 2


        def check_order(x):
            check_floats(x=x)
        ''')
    bundle = show(concept.half, docstring=False)
    assert list(blocks(bundle)) == [
        ("file", "`part/concept.py`, without argument checks"),
        ("python", "def half(x):\n    y = check_order(x)\n    checked(y)\n    return y / 2\n"),
    ]
    assert bundle["text/plain"].startswith("# part/concept.py, without argument checks\ndef half")
    whole = show(concept.half)["text/plain"]
    assert "One line" in whole and "check_floats" not in whole
    assert next(blocks(show(concept.check_order))) == ("file", "`part/concept.py`")


def test_a_check_that_shares_its_line_stays(show, module):
    concept = module("""
        def f(x):
            check_floats(x=x); x = x + 1
            return x
        """)
    assert "check_floats(x=x); x = x + 1" in show(concept.f)["text/plain"]


def test_method_property_and_decorated_function_show_their_definition(show, module):
    concept = module("""
        import functools


        def decorate(function):
            @functools.wraps(function)
            def wrapper(*args):
                return function(*args)

            return wrapper


        class Thing:
            def method(self):
                return 1

            @property
            def name(self):
                return "n"

            @classmethod
            def make(cls):
                return cls()


        @decorate
        def decorated():
            return 2


        @functools.cache
        def cached():
            return 3
        """)
    thing = concept.Thing
    for obj, expected in [
        (thing.method, "def method(self):\n    return 1\n"),
        (thing().method, "def method(self):\n    return 1\n"),
        (thing.name, '@property\ndef name(self):\n    return "n"\n'),
        (thing.make, "@classmethod\ndef make(cls):\n    return cls()\n"),
        (concept.decorated, "@decorate\ndef decorated():\n    return 2\n"),
        (concept.cached, "@functools.cache\ndef cached():\n    return 3\n"),
    ]:
        assert list(blocks(show(obj))) == [("file", "`part/concept.py`"), ("python", expected)]


def test_backticks_in_the_source_do_not_end_the_block(show, module):
    concept = module('''
        """Shows

        ```python
        1 + 1
        ````
        ```
        """
        ''')
    _, (_, shown) = blocks(show(concept))
    assert shown == inspect.getsource(concept)


@pytest.mark.parametrize(
    "obj", [len, print, int, 3, "text", None, torch.Tensor.add, torch._C, functools.partial(digits)]
)
def test_object_without_python_source(obj):
    with pytest.raises(
        TypeError, match=r"has no Python source to show|show_source takes functions"
    ):
        show_source(obj)


def test_nothing_to_show():
    with pytest.raises(TypeError, match="at least one object"):
        show_source()


def test_object_defined_in_the_session():
    namespace = {"__name__": "__main__"}
    exec("def f(): return 1\nclass C: pass", namespace)
    for obj in (namespace["f"], namespace["C"], types.FunctionType(accuracy.__code__, {})):
        with pytest.raises(ValueError, match="was defined in this session"):
            show_source(obj)


def test_a_bad_object_among_good_ones_displays_nothing(show):
    with capture_output() as captured, pytest.raises(TypeError, match="got 3"):
        show_source(Digits, 3)
    assert captured.outputs == []
