"""Sums, products, fractions and powers: how far a sign, a dot or an exponent reaches."""

from fractions import Fraction

from tests.symbolic.prints.cursor import Cursor
from tests.symbolic.prints.nodes import Node, free

MINUS = Node("number", (Fraction(-1),))
HALF = Node("number", (Fraction(1, 2),))
OPENING = {
    "(",
    "[",
    "left.",
    "left|",
    r"left\|",
    r"\lvert",
    r"\lVert",
    r"\lfloor",
    r"\lceil",
    r"\{",
}
ENDS = {"", "+", "-", ")", "]", ",", ";", "&", r"\\", "=", "<", ">", ":", "}", "|", r"\}", "right|"}
ENDS |= {r"right\|", r"\rvert", r"\rVert", r"\rfloor", r"\rceil", "/", "right.", r"\end", r"\pm"}
ENDS |= {r"\leq", r"\geq", r"\le", r"\ge", r"\neq", r"\ne", r"\in", r"\wedge", r"\vee", r"\to"}
ENDS |= {r"\rightarrow", r"\mid", r"\text"}
DOTS = (r"\cdot", r"\times")


class Sums(Cursor):
    """Sums of products of powers."""

    def expression(self):
        """A sum: a sign reaches to the next sign outside of brackets."""
        terms, open_names = [], set()
        sign = self.take() if self.look() in ("+", "-") else "+"
        while True:
            term, bound = self.term()
            if open_names & free(term):
                raise self.error(f"ambiguous: does the scope of {open_names} end at the sign")
            terms.append(Node("times", (MINUS, term)) if sign == "-" else term)
            open_names |= bound
            self._line_break()
            if self.look() not in ("+", "-"):
                return terms[0] if len(terms) == 1 else Node("plus", tuple(terms))
            sign = self.take()
            self._line_break()
            if self.look() in ("+", "-"):
                raise self.error("two signs in a row")

    def _line_break(self):
        """Formulas are broken at a sign or a relation of their outermost level."""
        while self.look() == "&" and self.depth == 0:
            self.take()
        if self.look() == r"\\" and self.depth == 0:
            self.take()
            self.skip("&")

    def term(self):
        """(a product, the names bound by an operator that reaches to its end)."""
        factors = []
        while True:
            bound = set()
            if self.opens_operator():
                operator, bound = self.operator()
                factors.append(operator)
            else:
                factors.append(self.factor())
            if self.skip(*DOTS):
                if self.look() in ENDS or self.look() in DOTS:
                    raise self.error("a factor is missing")
            elif self.look() == "/":
                return self._slash(factors)
            elif self.ends_term():
                return _product(factors), bound
            elif self.look()[0].isdigit():
                raise self.error("a number behind a factor")

    def _slash(self, factors):
        """`a b / c`: what stands behind the slash must be one factor."""
        self.take("/")
        below = self.factor()
        if not self.ends_term():
            raise self.error("ambiguous: what is below the slash")
        if len(factors) > 1 and not all(f.op in ("number", "name") for f in factors):
            raise self.error("ambiguous: what is above the slash")
        return _over(_product(factors), below), set()

    def ends_term(self):
        return self.look() in ENDS or self.at_differential()

    def factor(self):
        """One thing with what stands above it on its right."""
        is_fraction = self.look() in (r"\frac", r"\tfrac")
        base = self.base()
        while True:
            if self.look() == "^" and is_fraction:
                raise self.error("ambiguous: a power of the fraction, or of what is above")
            if self.look() == "^":
                base = self._power(base)
            elif self.look() == "!":
                self.take()
                base = Node("call", ("factorial", base))
            else:
                return base

    def _power(self, base):
        self.take("^")
        marks = self.argument()
        if self.look() == "^":
            raise self.error("two exponents")
        if marks in (["T"], [r"\top"]) and "T" not in self.known.symbols:
            return Node("transpose", (base,))
        return Node("power", (base, self.read(marks)))

    def read(self, marks):
        """The expression that a group of marks says."""
        with self.inside(marks), self.bracket():
            return self.expression()

    def fraction(self):
        above, below = self.argument(), self.argument()
        return _over(self.read(above), self.read(below))

    def root(self):
        self.take(r"\sqrt")
        degree = HALF
        if self.marks[self.place] == "[":
            self.take("[")
            degree = _over(Node("number", (Fraction(1),)), self.read(self.until("]")))
        return Node("power", (self.read(self.argument()), degree))


def _product(factors):
    return factors[0] if len(factors) == 1 else Node("times", tuple(factors))


def _over(above, below):
    return Node("times", (above, Node("power", (below, MINUS))))
