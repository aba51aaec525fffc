"""Reads the LaTeX of a statement as a person would; what has two readings is an error."""

from itertools import pairwise

from tests.symbolic.prints.fences import RELATIONS, Fences
from tests.symbolic.prints.nodes import Node
from tests.symbolic.prints.operators import Operators, split
from tests.symbolic.prints.spelling import flat
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
            end = len(self.marks) - 1 - self.marks[::-1].index(r"\end")
            del self.marks[end : end + 2], self.marks[:2]
        values = self._values()
        self.skip("&")
        left = self._code() if self.look() == r"\texttt" else self.expression()
        sign = self._sign()
        right = self.expression()
        if self.look():
            raise self.error("left over")
        return sign, left, Node("at", (right, *values)) if values else right

    def _values(self):
        r"""The numbers behind `\text{with}` at the end; their names are known from here on."""
        if (r"\text", "with") not in pairwise(self.marks):
            return []
        place = self.marks.index("with")
        marks, self.marks = self.marks[place + 1 :], self.marks[: place - 1]
        while self.marks[-1] in (r"\\", "&"):
            self.marks.pop()
        found = []
        for group in split(marks, ","):
            name, value = self.parted(group, "=", 2)
            self.known.symbols.add(flat(name))
            found.append((flat(name), self.read(value)))
        return found

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
