"""`define` shows a definition, and says which code computes it or why none does."""

import sys

from dlnotes.symbolic.code import Code, by_names
from dlnotes.symbolic.code_check import POINTS, TOLERANCE, compare_code
from dlnotes.symbolic.evidence import Evidence
from dlnotes.symbolic.printing import as_written, exact, statement
from dlnotes.symbolic.sides import expression, one_line, without_heads
from dlnotes.symbolic.stated import state


def define(lhs, rhs, text="", *, by=None, only=None, where=None, label=None):
    """Shows `lhs := rhs`, a definition or an assumption.

    A definition is true by itself, and may still not be what the code computes: `by` holds it
    against the code, and the page says so.

    Args:
        lhs: the new symbol, function value or name (anything sympy can print).
        rhs: what it stands for.
        text: one line of words.
        by: the function of the reference code that computes `rhs`, where its arguments have the
            names of the symbols; else `computed(function, *arguments)`.
        only: why there is no such function, such as "an assumption on the data".
        where: {symbol: (low, high)}, for the comparison.
        label: anchor of the equation on the site.

    Raises:
        AgreementError: the code computes something else; the message shows the point.

    >>> import sympy as sp
    >>> x = sp.Symbol("x", positive=True)
    >>> define(sp.Symbol("y"), x**2, only="a name")
    definition: y := x**2
    """
    lhs, rhs = expression(lhs, "lhs"), expression(rhs, "rhs")
    if only is not None and (by is not None or not (isinstance(only, str) and only.strip())):
        raise ValueError(f"only={only!r}: expected why no code computes it, and no by=")
    name = "" if by is None else _compared(by, rhs, where)
    frame = sys._getframe(1)
    left, right = as_written(frame, 0, "lhs", lhs), as_written(frame, 1, "rhs", rhs)
    state(label, lhs, rhs)
    Evidence(
        kind="definition",
        verdict="definition",
        label=label,
        text=text,
        latex=statement(left.tex, ":=", right.tex),
        method=f"computed by {name}" if name else f"no code computes it: {only}" if only else "",
        points=POINTS if name else 0,
        tolerance=f"{TOLERANCE:g} relative" if name else "",
        plain=f"{one_line(lhs)} := {one_line(rhs)}",
        checked=exact(":=", lhs, rhs),
        code=name,
    ).show()


def _compared(by, rhs, where):
    """The name of the code, once it has been seen to compute the right side."""
    plain = without_heads(rhs)
    code = by if isinstance(by, Code) else by_names(by, plain.free_symbols)
    code = Code(code.function, without_heads(code.arguments))
    if not code.name:
        raise ValueError("by=lambda: it calls no reference code, so nothing would be compared")
    where = {without_heads(symbol): bounds for symbol, bounds in (where or {}).items()}
    compare_code(code, code.name, plain, False, where)
    return code.name
