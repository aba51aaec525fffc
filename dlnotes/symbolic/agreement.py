"""`agree` holds reference code against a formula: values and gradients, in float64."""

import sys

import sympy as sp

from dlnotes.symbolic.code import Code
from dlnotes.symbolic.code_check import POINTS, TOLERANCE, compare_code
from dlnotes.symbolic.evidence import Evidence, latex_words
from dlnotes.symbolic.names_of_code import name_in_source
from dlnotes.symbolic.printing import as_written, exact, latex, statement, with_values
from dlnotes.symbolic.stated import state


def agree(
    function,
    expr,
    *arguments,
    where=None,
    gradients=True,
    tolerance=TOLERANCE,
    name=None,
    because="",
    label=None,
):
    """Checks that `function` computes `expr`, value by value and gradient by gradient.

    At 20 random points the function is called: with a Python int for an integer symbol, else with a
    float64 tensor without dimensions. Its value is compared with the formula's 50-digit value, and
    torch's gradient with the formula's derivative.

    Args:
        function: the reference code, or a lambda that calls it.
        expr: what it should compute: a scalar; a matrix with the shape of the result (a column may
            stand for a vector); or a tuple of scalars, for a function that returns a tuple.
        arguments: those of `function`, in order: symbols, and where it takes something else,
            expressions, tuples, a matrix for a tensor, functions; see `Code`. They hold every free
            symbol of `expr`.
        where: {symbol: (low, high)}, what the symbols' assumptions and bounds do not say.
        gradients: False compares values only, for code that is not differentiable.
        tolerance: largest difference accepted, relative to the expected number.
        name: how the page calls the function; if left out, its own name, or that of the code which
            a lambda calls.
        because: one line of words.
        label: anchor of the equation on the site.

    Raises:
        AgreementError: a value, a gradient, a shape or a dtype differs; the message shows the
            point.

    >>> import torch
    >>> x = sp.Symbol("x", real=True)
    >>> agree(torch.sigmoid, 1 / (1 + sp.exp(-x)), x)
    agrees: sigmoid(x) = 1/(1 + exp(-x))
    """
    code, frame = Code(function, arguments), sys._getframe(1)
    name, several = _name(function, name, frame), isinstance(expr, (tuple, list, sp.Tuple))
    expr = sp.ImmutableMatrix(expr) if several else sp.sympify(expr)
    if not 0 < tolerance < 1:
        raise ValueError(f"tolerance={tolerance!r}: expected a number between 0 and 1")
    compare_code(code, name, expr, several, where, gradients=gradients, tolerance=tolerance)
    shown = code.shown()
    state(label, expr)
    Evidence(
        kind="agreement",
        verdict="agrees",
        label=label,
        text=because,
        latex=_latex(name, _arguments(frame, code), *with_values(frame, 1, "expr", expr)),
        method="values and gradients" if gradients else "values",
        points=POINTS,
        tolerance=f"{tolerance:g} relative",
        plain=f"{name}({', '.join(map(str, shown))}) = {expr}",
        checked=exact("agrees", tuple(shown), expr),
    ).show()


def _name(function, name, frame):
    name = name or name_in_source(function, frame)
    if not name:
        raise ValueError("name=None: a lambda needs the name of the code it calls")
    return name


def _arguments(frame, code):
    """LaTeX of the arguments, as the call writes them where each is one formula."""
    if all(isinstance(argument, sp.Expr) for argument in code.arguments):
        places = enumerate(code.arguments, start=2)
        return [as_written(frame, place, "", argument).tex for place, argument in places]
    return list(map(latex, code.shown()))


def _latex(name, arguments, shown, values):
    listed = ",\\ ".join(arguments) if len(arguments) <= 4 else r"\ldots"
    called = rf"\texttt{{{latex_words(name)}}}\left({listed}\right)"
    return statement(called, "=", shown.tex, values)
