"""From panels to JSON data: every formula of an explorer becomes a tree, common parts shared."""

import sympy as sp

from dlnotes.explore.labels import label as label_runs
from dlnotes.symbolic.export.tree import to_tree

REMEDY = {
    sp.Sum: "sum it with .doit() or write it as a recurrence of Paths",
    sp.Product: "multiply it out with .doit()",
    sp.Integral: "integrate it with .doit()",
    sp.Derivative: "differentiate with .doit()",
    sp.Limit: "take the limit with .doit()",
}


MOST = 12  # more curves or bars cannot be told apart


class Formula:
    """A formula in a panel, before it is a tree.

    Args:
        expr: a sympy expression or a number.
        place: what it is, for error messages, such as "curve 'loss'".
        variables: the symbols that it may use besides the sliders; or {symbol: its range as
            (low, high, whether it is logarithmic), or None}.
        path: its name in `shows=`, and that of its part; None where it needs to show nothing.
        index: (row, column) among several formulas of one name.
    """

    def __init__(self, expr, place, variables=(), *, path=None, index=None):
        try:
            self.expr = sp.sympify(expr, strict=True)
        except sp.SympifyError as error:
            raise TypeError(f"{place}: {expr!r} is not a formula of sympy") from error
        if not isinstance(self.expr, sp.Expr):
            raise TypeError(f"{place}: {expr!r} is not a formula with one value")
        spans = variables if isinstance(variables, dict) else dict.fromkeys(variables)
        self.place, self.variables, self.path, self.index = place, spans, path, index

    @property
    def plain(self):
        """Whether it is only a symbol or a number, which states nothing."""
        return self.expr.is_Symbol or self.expr.is_number

    def known(self, controls):
        """The symbols that have a value for it."""
        return {*self.variables, *(c.symbol for c in controls if c.symbol is not None)}

    def check(self, sliders):
        """Refuses symbols that have no value, and operations that no tree has."""
        for kind, remedy in REMEDY.items():
            if self.expr.has(kind):
                raise ValueError(f"{self.place}: {kind.__name__} in {self.expr} is open: {remedy}")
        known = set(self.variables) | set(sliders)
        shadowed = {s.name for s in self.variables} & {s.name for s in sliders}
        if shadowed:
            raise ValueError(f"{self.place}: {min(shadowed)} is a slider and a variable here")
        for symbol in sorted(self.expr.free_symbols - known, key=str):
            twin = next((s for s in known if s.name == symbol.name), None)
            raise ValueError(
                f"{self.place}: {symbol} has other assumptions than the {twin} declared here"
                if twin is not None
                else f"{self.place}: {symbol} is neither a slider nor a variable here; "
                f"known are {', '.join(sorted(s.name for s in known))}"
            )


def leaves(data):
    """The formulas in nested lists and dicts, in order."""
    if isinstance(data, Formula):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from leaves(value)
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value)


def replaced(data, trees):
    """`data` with every formula replaced by the next of `trees`."""
    if isinstance(data, Formula):
        return next(trees)
    if isinstance(data, dict):
        return {key: replaced(value, trees) for key, value in data.items()}
    return [replaced(value, trees) for value in data] if isinstance(data, list) else data


def compiled(data, sliders):
    """JSON data with trees for formulas, and the parts that the trees share.

    Args:
        data: nested dicts and lists with `Formula` leaves.
        sliders: the sliders' symbols.

    Returns:
        (data, parts)

    Raises:
        ValueError: a formula that cannot be drawn; the message names its place.
    """
    found = list(leaves(data))
    for formula in found:
        formula.check(sliders)
        try:
            to_tree(formula.expr)
        except ValueError as error:
            raise ValueError(f"{formula.place}: {error}") from error
    tree = to_tree([formula.expr for formula in found])
    return replaced(data, iter(tree["results"])), tree["parts"]


def named_formulas(noun, formulas, variables):
    return [
        {
            "label": label_runs(name),
            "f": Formula(expr, f"{noun} {str(name)!r}", variables, path=(name,)),
        }
        for name, expr in formulas.items()
    ]


def count_checked(kind, formulas):
    if not isinstance(formulas, dict):
        raise TypeError(f"{kind}: expected {{label: formula}}, got {type(formulas).__name__}")
    if not 1 <= len(formulas) <= MOST:
        raise ValueError(f"{kind}: {len(formulas)} of them: expected 1 to {MOST}")


def symbols_checked(place, symbols):
    wrong = [s for s in symbols if not isinstance(s, sp.Symbol)]
    if wrong:
        raise TypeError(f"{place}: {wrong[0]!r}: expected sympy symbols")
    return list(symbols)
