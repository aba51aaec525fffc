"""Shows in a chapter the source that the tests run on, so that text and code cannot drift apart.

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

DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def show_source(*objects: Any, docstring: bool = True) -> None:
    """Displays the source of functions, classes, methods, properties and modules, and its file.

    Neighbours from the same file share one block. Line numbers are left out: an edit elsewhere in
    the file would change them.

    Args:
        objects: what to show, in this order.
        docstring: False leaves out all docstrings, those of methods and inner functions included.

    Raises:
        TypeError: no object is given, or one has no Python source (a built-in, a plain value).
        ValueError: an object was defined in the session, not in a module that tests can import.
    """
    if not objects:
        raise TypeError("show_source needs at least one object")
    pieces = [(_file(obj), _source(obj, docstring)) for obj in map(_definition, objects)]
    blocks = [
        (file, "\n\n\n".join(source for _, source in group))
        for file, group in groupby(pieces, key=lambda piece: piece[0])
    ]
    bundle = {
        "text/markdown": "\n\n".join(_fenced(file, source) for file, source in blocks),
        "text/plain": "\n\n\n".join(f"# {file}\n{source}" for file, source in blocks),
    }
    display(bundle, raw=True)


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
    try:
        source = textwrap.dedent(inspect.getsource(obj)).strip("\n")
    except (OSError, TypeError) as error:
        raise TypeError(f"{obj!r} has no Python source to show") from error
    return source if docstring else _without_docstrings(source)


def _without_docstrings(source):
    """Cuts docstrings that stand on lines of their own, unless they are all that a body holds."""
    lines = source.split("\n")
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, DOCUMENTED) or ast.get_docstring(node) is None:
            continue
        first, *rest = node.body
        before = lines[first.lineno - 1][: first.col_offset]
        after = lines[first.end_lineno - 1].encode()[first.end_col_offset :]
        if rest and not before.strip() and not after.strip():
            end = _skip_blank(lines, first.end_lineno)
            lines[first.lineno - 1 : end] = [None] * (end - first.lineno + 1)
    return "\n".join(line for line in lines if line is not None)


def _skip_blank(lines, index):
    while index < len(lines) and lines[index] == "":
        index += 1
    return index


def _fenced(file, source):
    """A Markdown block; its fence is longer than any run of backticks in the source."""
    longest = max((len(run) for run in re.findall("`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"`{file}`\n\n{fence}python\n{source}\n{fence}"
