"""What the page calls a piece of reference code, and what code a lambda calls."""

import ast
import builtins
import functools
import inspect
import types

import sympy as sp

from dlnotes.symbolic.printing import source

LIBRARIES = {"torch", "sp", "sympy", "np", "math"}  # what a lambda calls on the way
NO_CODE = (types.ModuleType, sp.Basic, sp.MatrixBase)


def name_of(function):
    """The name of a function; empty for a lambda and for an object without a name."""
    function = function.func if isinstance(function, functools.partial) else function
    name = getattr(function, "__name__", "")
    return "" if name == "<lambda>" else name


def name_in_source(function, frame):
    """The name of what `agree` got as its first argument, as its call writes it; or empty.

    Args:
        function: what it got.
        frame: the frame of the call.
    """
    if name := name_of(function):
        return name
    call = source.running_call(frame)
    node = call and source.argument(call, 0, "function")
    if isinstance(node, ast.Lambda):
        return _called_in(node, {**frame.f_globals, **frame.f_locals, **_defaults(function)})
    return ast.unparse(node) if isinstance(node, (ast.Name, ast.Attribute)) else ""


def _defaults(function):
    parameters = inspect.signature(function).parameters.items()
    return {n: p.default for n, p in parameters if p.default is not p.empty}


def _called_in(node, names):
    """The name of the first function that a lambda calls, libraries and builtins apart."""
    for call in ast.walk(node.body):
        if not isinstance(call, ast.Call):
            continue
        written = ast.unparse(call.func)
        root = written.partition(".")[0]
        if root in LIBRARIES or hasattr(builtins, root):
            continue
        return getattr(names.get(written), "__name__", written)
    return ""


def called(function):
    """Names of the code that a function reaches: no modules, no sympy, no builtins.

    An object that can be called is code itself, by the name of its class.
    """
    if not isinstance(function, types.FunctionType):
        return [type(function).__name__]
    values = function.__globals__ | inspect.getclosurevars(function).nonlocals
    used = [name for name in _names(function.__code__) if name in values]
    return [n for n in used if callable(values[n]) and not isinstance(values[n], NO_CODE)]


def _names(code):
    """Names in a piece of code, in its comprehensions too."""
    inner = [part for part in code.co_consts if isinstance(part, types.CodeType)]
    own = [*code.co_freevars, *code.co_names]
    return [*own, *(name for part in inner for name in _names(part))]
