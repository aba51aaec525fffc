"""The exact text of an expression: every class and argument by name, so that nothing is lost.

LaTeX and `str` leave out assumptions and brackets. This text is kept in the record of a statement:
whoever doubts a print can compare it with what was checked.
"""

import re

from sympy import Basic, IndexedBase, Limit, MatrixSymbol, Rational, Symbol
from sympy.core.function import AppliedUndef

WORD = re.compile(r"[A-Za-z]\w*")
SIGNS = ("positive", "negative", "nonnegative", "nonpositive")


def exact(head, *sides):
    """`(head side side)` behind the names that occur and what is assumed of them.

    Args:
        head: the relation, such as "=".
        sides: sympy objects, or tuples of them.

    >>> x, n = Symbol("x", positive=True), Symbol("n", integer=True)
    >>> exact("<=", 1 - x**n, Rational(1, 2))
    '(n integer) (x positive) (<= (Add 1 (Mul -1 (Pow x n))) 1/2)'
    """
    names = sorted({_declared(head) for side in sides for head in _heads(side)})
    return " ".join([*names, f"({head} {' '.join(map(_text, sides))})"])


def _heads(side):
    """Everything in `side` that has a name and assumptions."""
    if isinstance(side, tuple):
        return set().union(*map(_heads, side))
    within = {name for part in side.atoms(IndexedBase) for name in part.args}
    directions = {part.args[3] for part in side.atoms(Limit)}
    return (side.atoms(Symbol) - within - directions) | side.atoms(
        AppliedUndef, IndexedBase, MatrixSymbol
    )


def _declared(head):
    assumed = ["integer"] * bool(head.is_integer)
    assumed += [sign for sign in SIGNS if getattr(head, f"is_{sign}")][:1]
    if not assumed:
        assumed = [kind for kind in ("real", "imaginary") if getattr(head, f"is_{kind}")]
    if head.is_commutative is False:
        assumed.append("noncommutative")
    return f"({' '.join([_head(head), *assumed])})"


def _head(head):
    """The name, marked with what it names: `f()`, `v[]`, or a plain symbol."""
    if isinstance(head, AppliedUndef):
        return _name(str(head.func)) + "()"
    return _name(str(head)) + "[]" * isinstance(head, IndexedBase)


def _name(name):
    return name if WORD.fullmatch(name) else f"`{name}`"


def _text(part):
    if isinstance(part, (tuple, list)):
        return f"({' '.join(['Tuple', *map(_text, part)])})"
    if isinstance(part, (Symbol, MatrixSymbol, IndexedBase)):
        return _head(part)
    if not isinstance(part, Basic) or isinstance(part, Rational):
        return str(part)
    head = _head(part) if isinstance(part, AppliedUndef) else type(part).__name__
    return f"({' '.join([head, *map(_text, part.args)])})"
