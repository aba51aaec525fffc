"""Shows in a chapter the source that the tests run on, so that text and code cannot drift apart.

A listing is for the mathematics: it leaves out the lines that check arguments, `check_...(...)`,
and says so beside the name of the file.

The output is Markdown with a fenced code block: JupyterLab, VS Code, Colab, GitHub and the website
each highlight it in their own colours, light or dark. HTML with colours written in would fit one
theme only, and HTML with classes would be plain wherever their style sheet is missing.
"""

import ast
import inspect
import re
import sys
import textwrap
from itertools import groupby
from typing import Any

from IPython.display import display

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
NOTE = ", without argument checks"
DOCUMENTED = (ast.Module, ast.ClassDef, *FUNCTIONS)


def show_source(*objects: Any, docstring: bool = True) -> None:
    """Displays the source of functions, classes, methods, properties and modules, and its file.

    Neighbours from the same file share one block. Line numbers are left out: an edit elsewhere in
    the file would change them. Functions that do more than check arguments are shown without their
    calls of `check_...`, and the file's line says so; modules are shown whole.

    Args:
        objects: what to show, in this order.
        docstring: False leaves out all docstrings, those of methods and inner functions included.

    Raises:
        TypeError: no object is given, or one has no Python source (a built-in, a plain value).
        ValueError: an object was defined in the session, not in a module that tests can import.
    """
    if not objects:
        raise TypeError("show_source needs at least one object")
    pieces = [(_file(obj), *_source(obj, docstring)) for obj in map(_definition, objects)]
    blocks = [_block(file, group) for file, group in groupby(pieces, key=lambda piece: piece[0])]
    bundle = {
        "text/markdown": "\n\n".join(_fenced(*block) for block in blocks),
        "text/plain": "\n\n\n".join(f"# {file}{note}\n{code}" for file, note, code in blocks),
    }
    display(bundle, raw=True)


def _block(file, pieces):
    """(file, what is left out of it, source) of neighbours from one file."""
    whole, shown = zip(*(piece[1:] for piece in pieces), strict=True)
    return file, "" if shown == whole else NOTE, "\n\n\n".join(shown)


def _definition(obj):
    """The function, class or module behind a property, method or decorated function."""
    obj = inspect.unwrap(obj.fget if isinstance(obj, property) else obj)
    obj = obj.__func__ if inspect.ismethod(obj) else obj
    if not (inspect.isfunction(obj) or inspect.isclass(obj) or inspect.ismodule(obj)):
        raise TypeError(
            "show_source takes functions, classes, methods, properties and modules written in "
            f"Python, got {obj!r}"
        )
    return obj


def _file(obj):
    """Path of the object's module, from the folder that holds its package."""
    name = obj.__name__ if inspect.ismodule(obj) else obj.__module__
    if name == "__main__" or name not in sys.modules:
        raise ValueError(f"{obj!r} was defined in this session; show_source shows tested modules")
    end = "/__init__.py" if hasattr(sys.modules[name], "__path__") else ".py"
    return name.replace(".", "/") + end


def _source(obj, docstring):
    """The source, and what of it is shown: of a module, all."""
    try:
        source = textwrap.dedent(inspect.getsource(obj)).strip("\n")
    except (OSError, TypeError) as error:
        raise TypeError(f"{obj!r} has no Python source to show") from error
    source = source if docstring else _without_docstrings(source)
    return source, source if inspect.ismodule(obj) else _without_checks(source)


def _without_docstrings(source):
    """Cuts docstrings that stand on lines of their own, unless they are all that a body holds."""
    lines = source.split("\n")
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, DOCUMENTED) or ast.get_docstring(node) is None:
            continue
        first, *rest = node.body
        if rest and _alone(first, lines):
            _cut(lines, first.lineno, _skip_blank(lines, first.end_lineno))
    return "\n".join(line for line in lines if line is not None)


def _without_checks(source):
    """Cuts statements that call `check_...` and nothing else, unless they are all of a body."""
    lines = source.split("\n")
    functions = (n for n in ast.walk(ast.parse(source)) if isinstance(n, FUNCTIONS))
    for body in (function.body for function in functions):
        checks = [statement for statement in body if _is_check(statement)]
        if len(checks) < len([s for s in body if not _is_docstring(s)]):
            for check in checks:
                if _alone(check, lines):
                    _cut(lines, check.lineno, check.end_lineno)
    return "\n".join(line for line in lines if line is not None)


def _alone(statement, lines):
    """Whether nothing else stands on the lines of a statement."""
    before = lines[statement.lineno - 1][: statement.col_offset]
    after = lines[statement.end_lineno - 1].encode()[statement.end_col_offset :]
    return not before.strip() and not after.strip()


def _cut(lines, first, last):
    """Marks the lines `first` to `last`, counted from 1, as cut."""
    lines[first - 1 : last] = [None] * (last - first + 1)


def _is_check(statement):
    call = getattr(statement, "value", None)
    name = getattr(getattr(call, "func", None), "id", "")
    return isinstance(statement, ast.Expr) and name.startswith("check_")


def _is_docstring(statement):
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _skip_blank(lines, index):
    while index < len(lines) and lines[index] == "":
        index += 1
    return index


def _fenced(file, note, source):
    """A Markdown block; its fence is longer than any run of backticks in the source."""
    longest = max((len(run) for run in re.findall("`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"`{file}`{note}\n\n{fence}python\n{source}\n{fence}"
