"""Reads the LaTeX of a statement as a person would; what has two readings is an error."""

from tests.symbolic.prints.fences import RELATIONS, Fences
from tests.symbolic.prints.operators import Operators
from tests.symbolic.prints.sums import Sums
from tests.symbolic.prints.tokens import tokens
from tests.symbolic.prints.words import Words

BREAKING = ("aligned", "gathered", "split")


class Reader(Fences, Words, Operators, Sums):
    """The grammar of what the book prints.

    - A sign, a sum and an integral reach as far as every textbook has it: the sign to the next
      sign, the sum over the product behind it, the integral to its differential.
    - A derivative or a limit reaches over the bracket behind it. Before a product without brackets
      its scope is ambiguous, and that is an error.
    - A bracket behind the name of a function holds its arguments, behind another name a factor.
    """

    def statement(self):
        """(relation, left side, right side); the left side of code is its name and arguments."""
        if self.look() == r"\begin" and self.look(1) in BREAKING:
            self.take()
            self.marks = self.marks[: -self.marks[::-1].index(r"\end") - 1]
            self.take()
        left = self._code() if self.look() == r"\texttt" else self.expression()
        sign = self._sign()
        right = self.expression()
        if self.look():
            raise self.error("left over")
        return sign, left, right

    def whole(self):
        """A formula without a relation."""
        found = self.expression()
        if self.look():
            raise self.error("left over")
        return found

    def _code(self):
        """The arguments of `\\texttt{name}(x, y)`, or None where they are left out."""
        self.take(r"\texttt")
        self.take()
        if self.look(1) == r"\ldots":
            for mark in ("(", r"\ldots", ")"):
                self.take(mark)
            return None
        return self.arguments()

    def _sign(self):
        self._line_break()
        if self.skip(":"):
            self.take("=")
            sign = ":="
        else:
            sign = RELATIONS[self.take(*RELATIONS)]
        self._line_break()
        return sign


def read(tex, known):
    """The statement that a formula says, given the names that its reader knows."""
    return Reader(tokens(tex), known).statement()


def read_side(tex, known):
    """The expression that a formula without a relation says."""
    return Reader(tokens(tex), known).whole()
