"""What the formulas of an explorer show: a checked equation, reference code, or a drawing only.

`shows=` of a panel or a readout is one of these:

- the label of a definition, claim or agreement that has run; one side of it is shown;
- `side_of(label, {symbol: value}, times=...)`, where values are put in or units changed;
- a function of the reference code, whose arguments have the names of the formula's symbols, or
  `computed(function, *arguments)`;
- `drawing("why nothing is to be checked")`;
- a dict of these, by the name of the curve, bar, shape, method or cell.
"""

from typing import NamedTuple

import sympy as sp

from dlnotes.symbolic.code import Code, by_names
from dlnotes.symbolic.sides import without_heads
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
        return [self._put_in(without_heads(side)) * self.times for side in stated(self.label)]

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


def resolved(value, formula, controls):
    """What one formula is compared with: a `Side`, `Code` or `Drawing`.

    Args:
        value: what stands in `shows=`.
        formula: the `Formula` that it is for.
        controls: the explorer's sliders.

    Raises:
        TypeError, ValueError: naming the formula.
    """
    if isinstance(value, str):
        return side_of(value)
    if isinstance(value, (Side, Drawing)):
        return value
    if not isinstance(value, Code) and not callable(value):
        raise TypeError(
            f"{formula.place}: shows={value!r}: expected the label of a statement, "
            "side_of(...), a function, computed(...), drawing(...), or a dict of them by name"
        )
    code = value if isinstance(value, Code) else by_names(value, formula.known(controls))
    if not code.name:
        raise ValueError(
            f"{formula.place}: shows=lambda: it calls no reference code, so nothing is compared"
        )
    return code


def words(value):
    """What a formula shows, in words for the record."""
    return f"code {value.name}" if isinstance(value, Code) else str(value)


def named(shows, formula):
    """(the part of `shows` that is for one formula, whether it names just that one), or None."""
    for step in formula.path:
        if not isinstance(shows, dict):
            return shows, False
        shows = shows.get(step, shows.get(str(step)))
    return (None if isinstance(shows, dict) else shows), True


def check_names(shows, formulas, owner, depth=0):
    """Refuses a name in `shows` that no formula has."""
    if not isinstance(shows, dict):
        return
    known = list(dict.fromkeys(str(f.path[depth]) for f in formulas if len(f.path) > depth))
    for name, inner in shows.items():
        if str(name) not in known:
            raise ValueError(f"{owner}: shows={{{str(name)!r}: ...}}: expected one of {known}")
        check_names(
            inner, [f for f in formulas if str(f.path[depth]) == str(name)], owner, depth + 1
        )
