"""Random settings of an explorer's sliders and of the variables of one formula."""

import random

import sympy as sp

from dlnotes.symbolic.numeric.domains import check_domains
from dlnotes.symbolic.numeric.sampling import near_point

PARTS = 997  # a variable's range is cut into so many


class Points:
    """Points {name: sympy number} at which a formula is looked at.

    A slider has one of its own steps, a variable of the panel a place in its range, every other
    name, such as a state of a recurrence, a value near 1 that its assumptions allow. A name that
    stands for an integer anywhere is one.

    Args:
        formula: a `Formula`.
        others: symbols of what it is compared with.
        controls: the explorer's sliders.
    """

    def __init__(self, formula, others, controls):
        own = sorted(formula.expr.free_symbols, key=sp.default_sort_key)
        symbols = [*own, *sorted(others, key=sp.default_sort_key)]
        self.whole = {s.name for s in symbols if s.is_integer}
        self.free = {s.name: s for s in symbols}  # what a statement assumes goes before the panel's
        given = [c for c in controls if c.symbol is not None]
        spans = {c.name: (c.low, c.high, getattr(c, "log", False), c.steps) for c in given}
        spans |= {s.name: (*span, PARTS) for s, span in formula.variables.items() if span}
        self.spans = {name: span for name, span in spans.items() if name in self.free}
        self.rng = random.Random(0)

    def draw(self):
        """One more point."""
        near = {s for name, s in self.free.items() if name not in self.spans}
        found = near_point(near, check_domains(None, near), self.rng, self.rng.getrandbits(8))
        point = {symbol.name: value for symbol, value in found.items()}
        point |= {name: self._within(*span) for name, span in self.spans.items()}
        return {n: sp.Integer(round(v)) if n in self.whole else v for n, v in point.items()}

    def _within(self, low, high, log, steps):
        share = sp.Rational(self.rng.randint(0, steps), steps)
        low, high = sp.Rational(str(low)), sp.Rational(str(high))
        if log:
            return sp.Rational(str(float(low * (high / low) ** share)))
        return low + (high - low) * share
