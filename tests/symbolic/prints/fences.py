"""Brackets of every kind, matrices and cases."""

from tests.symbolic.prints.nodes import Node
from tests.symbolic.prints.operators import FRACTIONS, split
from tests.symbolic.prints.sums import OPENING

CLOSING = {"(": ")", "[": "]", r"\{": r"\}"}
FUNCTIONS = {
    "left|": ("Abs", "right|"),
    r"\lvert": ("Abs", r"\rvert"),
    r"left\|": ("norm", r"right\|"),
    r"\lVert": ("norm", r"\rVert"),
    r"\lfloor": ("floor", r"\rfloor"),
    r"\lceil": ("ceiling", r"\rceil"),
}
MATRICES = ("matrix", "pmatrix", "bmatrix")
RELATIONS = {
    "=": "=",
    "<": "<",
    ">": ">",
    r"\leq": "<=",
    r"\le": "<=",
    r"\geq": ">=",
    r"\ge": ">=",
    r"\neq": "!=",
    r"\ne": "!=",
    r"\in": "in",
}


class Fences:
    """What stands between two marks that belong together."""

    def base(self):
        """One thing without what stands above it."""
        mark = self.look()
        if mark[:1].isdigit():
            return self.number()
        if mark in FRACTIONS:
            self.take()
            return self.fraction()
        if mark == r"\sqrt":
            return self.root()
        if mark == r"\begin":
            return self._environment()
        if mark in OPENING:
            return self._fence()
        if mark in (r"\overline", r"\binom"):
            return self._marked()
        return self.word()

    def _marked(self):
        if self.take() == r"\overline":
            return Node("call", ("conjugate", self.read(self.argument())))
        above, below = self.argument(), self.argument()
        return Node("call", ("binomial", self.read(above), self.read(below)))

    def _fence(self):
        mark = self.take()
        if mark == "left.":
            return self._at()
        if mark == "[" and self.look() == r"\begin":
            inner = self._environment()
            self.take("]")
            return inner
        with self.bracket():
            inner = self.expression()
        name, closing = FUNCTIONS.get(mark, (None, CLOSING.get(mark)))
        self.take(closing)
        return inner if name is None else Node("call", (name, inner))

    def _at(self):
        r"""`\left. body \right|_{x=1}`: the value at a place."""
        with self.bracket():
            body = self.expression()
        self.take("right|")
        self.take("_")
        marks = self.argument()
        lines = split(marks[2:-1], r"\\") if marks[:1] == [r"\substack"] else [marks]
        places = []
        for line in lines:
            name, value = self.parted(line, "=", 2)
            with self.inside(name):
                places.append((self.name(), self.read(value)))
        return Node("at", (body, *places))

    def _environment(self):
        self.take(r"\begin")
        kind = self.take("cases", *MATRICES)
        with self.bracket():
            rows = [self._row(kind)]
            while self.skip(r"\\"):
                rows.append(self._row(kind))
        self.take(r"\end")
        self.take(kind)
        return Node("cases" if kind == "cases" else "matrix", tuple(rows))

    def _row(self, kind):
        entries = [self.expression()]
        while self.skip("&"):
            entries.append(self._condition() if kind == "cases" else self.expression())
        return tuple(entries)

    def _condition(self):
        self.take(r"\text")
        if self.take("for", "otherwise") == "otherwise":
            return Node("otherwise")
        parts, joints = [self._relation()], set()
        while self.look() in (r"\wedge", r"\vee"):
            joints.add(self.take())
            parts.append(self._relation())
        if len(joints) > 1:
            raise self.error("ambiguous: and, or")
        if not joints:
            return parts[0]
        return Node("and" if joints == {r"\wedge"} else "or", tuple(parts))

    def _relation(self):
        left = self.expression()
        sign = RELATIONS[self.take(*RELATIONS)]
        return Node("relation", (sign, left, self.expression()))
