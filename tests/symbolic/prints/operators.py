"""Derivatives, sums, integrals and limits: what they bind, and how far they reach."""

from tests.symbolic.prints.nodes import Node
from tests.symbolic.prints.sums import OPENING

BIG = {r"\sum": "sum", r"\prod": "product"}
FRACTIONS = (r"\frac", r"\dfrac", r"\tfrac")
UPRIGHT = (("d",), (r"\mathrm", "d"), (r"\partial",))


class Operators:
    """What stands before a formula and acts on what follows."""

    def opens_operator(self):
        return self.look() in (*BIG, r"\int", r"\lim") or self._derivative_head() is not None

    def operator(self):
        """(the operator with its body, the names that it binds)."""
        mark = self.look()
        if mark == r"\int":
            return self._integral()
        if mark == r"\lim":
            return self._limit()
        return self._series() if mark in BIG else self._derivative()

    def _scope(self):
        """The product that follows; a sign in front of it would leave the scope open."""
        if self.look() in ("+", "-"):
            raise self.error("ambiguous: a sign behind an operator")
        return self.term()

    def _series(self):
        op = BIG[self.take()]
        self.take("_")
        below, above = self.argument(), []
        if self.skip("^"):
            above = self.argument()
        limits = self._chains(below[2:-1]) if below[:1] == [r"\substack"] else None
        limits = limits or [self._from(below, above)]
        body, bound = self._scope()
        return Node(op, (body, *limits)), bound | {name for name, *_ in limits}

    def _from(self, below, above):
        """`i = 1` below and `n` above."""
        with self.inside(below):
            name = self.name()
            self.take("=")
            low = self.expression()
        return name, low, self.read(above)

    def _chains(self, marks):
        r"""`1 \leq i \leq n` in each line."""
        limits = []
        for line in split(marks, r"\\"):
            low, name, high = self.parted(line, r"\leq", 3)
            with self.inside(name):
                spelled = self.name()
            limits.append((spelled, self.read(low), self.read(high)))
        return limits

    def parted(self, marks, at, count):
        """So many groups of marks between those that are `at`."""
        groups = split(marks, at)
        if len(groups) != count:
            raise self.error(f"expected {count} parts between {at}")
        return groups

    def _integral(self):
        self.take(r"\int")
        ends = {}
        while self.look() in ("_", "^"):
            mark = self.take()
            ends[mark] = self.read(self.argument())
        if set(ends) != {"_", "^"}:
            raise self.error("an integral without its two ends")
        self.open_integrals += 1
        body = self.expression()
        if not self.at_differential():
            raise self.error("an integral without its differential")
        self.open_integrals -= 1
        self.take(r"\,")
        self.skip(r"\mathrm")
        self.take("d")
        return Node("integral", (body, (self.name(), ends["_"], ends["^"]))), set()

    def at_differential(self):
        r"""Whether an open integral ends here, at `\, d x`; any other small space is passed."""
        if self.look() != r"\,":
            return False
        if self.open_integrals and (self.look(1) == "d" or self.look(2) == "d"):
            return True
        self.take()
        return self.at_differential()

    def _limit(self):
        self.take(r"\lim")
        self.take("_")
        name, end = self.parted(self.argument(), r"\to", 2)
        side = ""
        if "^" in end and _bare(end[end.index("^") :])[1:] in (["+"], ["-"]):
            (side,) = _bare(end[end.index("^") + 1 :])
            end = end[: end.index("^")]
        with self.inside(name):
            spelled = self.name()
        bracketed = self.look() in OPENING
        body, bound = self._first_only("limit") if bracketed else self._scope()
        return Node("limit", (body, spelled, self.read(end), side)), bound | {spelled}

    def _first_only(self, what):
        """A bracket is the whole scope; more factors behind it leave open what is meant."""
        body = self.factor()
        if not self.ends_term():
            raise self.error(f"ambiguous: the {what} of the bracket, or of the product")
        return body, set()

    def _derivative_head(self):
        r"""The marks above and below in `\frac{d^2}{d x^2}`, or None for another fraction."""
        if self.look() not in FRACTIONS:
            return None
        start = self.place
        self.take()
        above, below = self.argument(), self.argument()
        self.place, end = start, self.place
        if _without_power(above) in [list(d) for d in UPRIGHT] and self._is_differential(below):
            return above, below, end
        return None

    def _is_differential(self, below):
        head = 2 if below[:1] == [r"\mathrm"] else 1
        letters = below[head:]
        if tuple(below[:head]) not in UPRIGHT or not letters or {"+", "-", "("} & set(letters):
            return False
        if below[0] == "d" and "d" in self.known.symbols:
            raise self.error("ambiguous: a derivative, or a fraction of d")
        return True

    def _derivative(self):
        above, below, self.place = self._derivative_head()
        counts = self._counts(below)
        total = 1 if "^" not in above else int("".join(_bare(above[above.index("^") + 1 :])))
        if sum(times for _, times in counts) != total:
            raise self.error("the order above and below differ")
        body, bound = self._differentiated()
        if body.op == "derivative":
            counts, body = _merged(counts, body.args[1:]), body.args[0]
        return Node("derivative", (body, *sorted(counts))), bound

    def _counts(self, below):
        counts, sign = [], (r"\mathrm", r"\partial") if below[0] != "d" else ("d",)
        with self.inside(below):
            while self.look():
                self.take(*sign)
                if self.marks[self.place - 1] == r"\mathrm":
                    self.take("d")
                name, times = self.name(), 1
                if self.skip("^"):
                    times = int("".join(_bare(self.argument())))
                counts.append((name, times))
        return counts

    def _differentiated(self):
        """A bracket or one factor; of a product without brackets nobody can say how much."""
        if self.look() in ("+", "-"):
            raise self.error("ambiguous: a sign behind a derivative")
        if self.opens_operator():
            return self.operator()
        bracketed = self.look() in OPENING
        body = self.factor()
        if not bracketed and not self.ends_term():
            raise self.error("ambiguous: the derivative of a factor, or of the product")
        return body, set()


def _without_power(marks):
    return marks[: marks.index("^")] if "^" in marks else marks


def _bare(marks):
    return [mark for mark in marks if mark not in ("{", "}")]


def _merged(counts, more):
    total = dict(counts)
    for name, times in more:
        total[name] = total.get(name, 0) + times
    return list(total.items())


def split(marks, at):
    """Groups of marks between those that are `at`, outside of braces."""
    groups, depth = [[]], 0
    for mark in marks:
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if mark == at and depth == 0:
            groups.append([])
        else:
            groups[-1].append(mark)
    return groups
