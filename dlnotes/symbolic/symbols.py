"""Symbols that carry their domain: `real("p", 0, 1)` stands for the numbers between 0 and 1."""

import sympy as sp

from dlnotes.symbolic.errors import DomainError


class Bounded(sp.Symbol):
    """A real symbol between two numbers, at least one of them finite.

    sympy is told the sign that follows from the bounds; `domain` holds what it cannot be told.
    Two of them are equal where name and bounds are.
    """

    __slots__ = ("domain",)

    def __new__(cls, name, low, high):
        made = sp.Symbol.__xnew__(cls, name, **_sign(low, high))
        made.domain = (low, high)
        return made

    def __getnewargs_ex__(self):
        return (self.name, *self.domain), {}

    def _hashable_content(self):
        return (*super()._hashable_content(), *self.domain)

    @classmethod
    def class_key(cls):
        """Sorted among other symbols by name, so that a domain moves no term."""
        return sp.Symbol.class_key()


def real(names, low=-sp.oo, high=sp.oo):
    """Real symbols strictly between two bounds; claims, agreements and definitions keep to them.

    `where=` in a call goes before the bounds. What sympy's assumptions say in full, such as
    `real("x")` or `real("x", 0)`, is sympy's own symbol.

    Args:
        names: as for `sympy.symbols`: "p", "p q" or "p1:4".
        low, high: numbers, or infinite.

    Returns:
        A symbol, or a tuple of them.

    Raises:
        DomainError: the bounds are no real numbers, or hold nothing.

    >>> p, q = real("p q", 0, 1)
    >>> p.is_positive, p == real("p", 0, 1), real("x", 0) == sp.Symbol("x", positive=True)
    (True, True, True)
    """
    low, high = (_end(names, end) for end in (low, high))
    if low >= high:
        raise DomainError(f"real({names!r}, {low}, {high}): expected low < high")
    said = (low, high) in ((-sp.oo, sp.oo), (0, sp.oo), (-sp.oo, 0))
    if said:
        return sp.symbols(names, **_sign(low, high))
    return sp.symbols(names, cls=lambda name, **_: Bounded(name, low, high))


def _end(names, end):
    end = sp.Rational(str(end)) if isinstance(end, float) and abs(end) < float("inf") else end
    end = sp.sympify(end) if not isinstance(end, str) else None
    if not (isinstance(end, sp.Expr) and end.is_number and end.is_extended_real):
        raise DomainError(f"real({names!r}, ...): expected two real numbers or +-oo as bounds")
    return end


def _sign(low, high):
    """What sympy may assume of a number strictly between two bounds."""
    if low >= 0:
        return {"positive": True}
    return {"negative": True} if high <= 0 else {"real": True}


def keep(expr):
    """The expression as it is written: sympy merges no further step with it.

    >>> x = sp.Symbol("x")
    >>> keep(x + x) - x, sp.exp(keep(sp.log(x)))
    (-x + 2*x, exp(log(x)))
    """
    return sp.UnevaluatedExpr(expr)
