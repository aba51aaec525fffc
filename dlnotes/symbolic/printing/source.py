"""The source of the call that is running, and the values of what it names.

Only what cannot do anything but compute is evaluated a second time: names, arithmetic, sympy's own
functions and methods, and functions whose body is nothing but that.
"""

import ast
import builtins
import inspect
import linecache
import os
import textwrap
from functools import lru_cache
from itertools import islice

import executing
import sympy as sp

CANDIDATES = 4  # of the places where a name was assigned
# What these give is printed in sympy's order anyway; to compute it again would take long.
SLOW = {"doit", "solve", "simplify", "integrate", "summation", "limit", "series", "factor", "apart"}


class UnwrittenError(Exception):
    """The source does not say how to print this."""


def running_call(frame):
    """The call that a frame is running, as a node of its source; None where there is no source."""
    node = executing.Source.executing(frame).node
    return node if isinstance(node, ast.Call) else None


def argument(call, place, name):
    """The node of an argument, given by its place or by its name; None where it is not written."""
    before = call.args[: place + 1]
    if len(before) == place + 1 and not any(isinstance(a, ast.Starred) for a in before):
        return before[place]
    return next((k.value for k in call.keywords if k.arg == name), None)


def cells(filename):
    """The texts of the cells that a notebook has run, the latest first; none for a file.

    IPython keeps them in linecache, without a time of change, whether it keeps its history or not.
    """
    home = os.path.dirname(filename)
    kept = {
        name: "".join(entry[2])
        for name, entry in linecache.cache.items()
        if len(entry) == 4 and entry[1] is None and os.path.dirname(name) == home
    }
    return [*kept.values()][::-1] if filename in kept else []


@lru_cache(maxsize=512)
def assignments(text):
    """(name, node) of everything that a piece of source assigns, the last one first."""
    try:
        tree = ast.parse(text)
    except SyntaxError:  # a cell that did not run
        return ()
    found = []
    for step in ast.walk(tree):
        if isinstance(step, ast.Assign) and len(step.targets) == 1:
            found += _assigned(step.targets[0], step.value)
    return tuple(sorted(found, key=lambda pair: -pair[1].lineno))


def _assigned(target, node):
    if isinstance(target, ast.Name):
        return [(target.id, node)]
    if isinstance(target, ast.Tuple) and isinstance(node, ast.Tuple):
        pairs = zip(target.elts, node.elts, strict=False)
        return [(t.id, n) for t, n in pairs if isinstance(t, ast.Name)]
    return []


class Names:
    """What the names of a piece of source stand for, and where they were given their values.

    Attributes:
        here: names of the innermost scope.
        around: scopes around it, from inner to outer.
        texts: source in which names were assigned, the latest first.
    """

    def __init__(self, here, around, texts=()):
        self.here, self.around, self.texts = here, around, texts

    @classmethod
    def of_frame(cls, frame):
        texts = [executing.Source.for_frame(frame).text, *cells(frame.f_code.co_filename)]
        return cls(frame.f_locals, [frame.f_globals, vars(builtins)], texts)

    def of_function(self, function, here):
        """The names in a function that was found here, with its arguments in `here`."""
        closed = inspect.getclosurevars(function)
        return Names(here, [closed.nonlocals, function.__globals__, vars(builtins)], self.texts)

    def __getitem__(self, name):
        for scope in (self.here, *self.around):
            if name in scope:
                return scope[name]
        raise UnwrittenError(name)

    def assigned(self, name):
        """The nodes that a name was given as, the latest first."""
        found = (node for text in self.texts for n, node in assignments(text) if n == name)
        return islice(found, CANDIDATES)


def attribute(value, name):
    """An attribute of a module, a class or an expression of sympy."""
    if not (is_sympy(value) or inspect.ismodule(value)):
        raise UnwrittenError(name)
    return getattr(value, name)


def is_sympy(value):
    """Whether an object, or the class or function that it is, belongs to sympy."""
    home = getattr(value, "__module__", None) or type(value).__module__
    return home.split(".")[0] == "sympy" or isinstance(value, (sp.Basic, sp.MatrixBase))


def is_pure(function):
    """Whether calling an object can do nothing but compute an expression of sympy, and shortly."""
    if getattr(function, "__name__", "") in SLOW:
        raise UnwrittenError(function)
    owner = getattr(function, "__self__", None)
    return is_sympy(function) if owner is None or inspect.ismodule(owner) else is_sympy(owner)


def definition(function):
    """(parameters, assignments, returned node) of a function that only computes.

    Raises:
        UnwrittenError: it does more than assign and return.
    """
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError) as error:
        raise UnwrittenError(str(function)) from error
    (found,) = tree.body
    if not isinstance(found, ast.FunctionDef) or found.decorator_list:
        raise UnwrittenError(found)
    is_documented = ast.get_docstring(found) is not None
    *steps, last = found.body[is_documented:]
    if not isinstance(last, ast.Return) or not all(isinstance(s, ast.Assign) for s in steps):
        raise UnwrittenError(found.name)
    return inspect.signature(function), steps, last.value
