"""What the formulas of an explorer show: a checked equation, reference code, or a drawing only.

`shows=` of a panel or a readout is one of these:

- the label of a definition, claim or agreement that has run; one side of it is shown;
- `side_of(label, {symbol: value}, times=...)`, where values are put in or units changed;
- a function of the reference code, whose arguments have the names of the formula's symbols, or
  `computed(function, *arguments)`;
- `drawing("why nothing is to be checked")`;
- a dict of these, by the name of the curve, bar, shape, method or cell.
"""

import types
from typing import NamedTuple

import sympy as sp

from dlnotes.symbolic.code import Code, by_names, name_of
from dlnotes.symbolic.stated import stated


class Drawing(NamedTuple):
    """A formula that states nothing, and why."""

    why: str

    def __str__(self):
        return f"drawing: {self.why}"


class Side(NamedTuple):
    """A checked statement with numbers or expressions in place of some symbols."""

    label: str
    values: dict
    times: sp.Expr

    def __str__(self):
        return f"equation {self.label}"

    def sides(self):
        """The sides of the statement, with the values put in; symbols go by their names."""
        return [self._put_in(side) * self.times for side in stated(self.label)]

    def _put_in(self, side):
        named = {str(symbol): sp.sympify(value) for symbol, value in self.values.items()}
        return side.xreplace({s: named[s.name] for s in side.free_symbols if s.name in named})


def side_of(label, values=None, times=1):
    """A side of a labelled statement, for `shows=`.

    Args:
        label: of a definition, claim or agreement that has run.
        values: {symbol: number or expression}, put in for symbols of the statement.
        times: a factor, such as 100 for percent; a number or an expression.
    """
    return Side(label, values or {}, sp.sympify(times))


def drawing(why):
    """A formula that states nothing, such as the place of a label, for `shows=`."""
    if not isinstance(why, str) or len(why.split()) < 2:
        raise ValueError(f"drawing({why!r}): expected words that say why nothing is to be checked")
    return Drawing(why)


def resolved(value, formula):
    """What one formula is compared with: a `Side`, `Code` or `Drawing`.

    Args:
        value: what stands in `shows=`.
        formula: the `Formula` that it is for.

    Raises:
        TypeError, ValueError: naming the formula.
    """
    if isinstance(value, str):
        return side_of(value)
    if isinstance(value, (Side, Drawing, Code)):
        return value
    if not callable(value):
        raise TypeError(
            f"{formula.place}: shows={value!r}: expected the label of a statement, "
            "side_of(...), a function, computed(...), drawing(...), or a dict of them by name"
        )
    if isinstance(value, types.LambdaType) and value.__name__ == "<lambda>" and not calls(value):
        raise ValueError(
            f"{formula.place}: shows=lambda: it calls no reference code, so nothing is compared"
        )
    return by_names(value, formula.expr.free_symbols)


def calls(function):
    """Names of what a lambda uses, modules apart."""
    code, known = function.__code__, function.__globals__
    used = [n for n in code.co_names if n in known and not isinstance(known[n], types.ModuleType)]
    return [*used, *code.co_freevars]


def words(value):
    """What a formula shows, in words for the record."""
    if not isinstance(value, Code):
        return str(value)
    name = name_of(value.function)
    return f"code {calls(value.function)[0] if name == '<lambda>' else name}"


def named(shows, formula):
    """The part of `shows` that is for one formula, or None."""
    for step in formula.path:
        if isinstance(shows, dict):
            shows = shows.get(step, shows.get(str(step)))
    return None if isinstance(shows, dict) else shows


def check_names(shows, formulas, owner):
    """Refuses a name in `shows` that no formula has."""
    if not isinstance(shows, dict):
        return
    known = list(dict.fromkeys(str(formula.path[0]) for formula in formulas))
    for name in map(str, shows):
        if name not in known:
            raise ValueError(f"{owner}: shows={{{name!r}: ...}}: expected one of {known}")
