"""Names, constants, and functions with their arguments."""

from fractions import Fraction

from tests.symbolic.prints.nodes import Node
from tests.symbolic.prints.spelling import ACCENTS, GREEK, flat

FUNCTIONS = {"max": "Max", "min": "Min", "arcsin": "asin", "arccos": "acos", "arctan": "atan"}
FUNCTIONS |= {"ln": "log", "atan_2": "atan2", "Gamma": "gamma", "operatorname": None}
PLAIN = ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "log", "exp", "det")
CONSTANTS = {"pi": "pi", "infty": "oo", "e": "e", "i": "i"}


class Words:
    """What is written in letters."""

    def word(self):
        """A name, a constant, or a function with its arguments."""
        unusual = self._unusual()
        if unusual is not None:
            return unusual
        if self._names_function():
            return self._call()
        if self.look() == r"\mathrm" and self.look(1) in ("i", "e"):  # upright: no variable
            self.take()
            return Node("constant", (self.take(),))
        text, below = self._stem()
        if text == "O" and "O" not in self.known.symbols and self.look() == "(":
            return self._order()
        meanings = self._meanings(text, below)
        if len(meanings) > 1 and not (self.look() == "(" or "index" in meanings):
            del meanings["apply"]
        if len(meanings) > 1:
            raise self.error(f"ambiguous: {' or '.join(meanings)} {text!r}")
        if not meanings:
            return self._constant(text, below)
        ((kind, name),) = meanings.items()
        if kind == "symbol":
            return Node("name", (name,))
        return self._index(name, below[-1]) if kind == "index" else self._apply(name)

    def name(self):
        """The canonical text of the name that follows."""
        unusual = self._unusual()
        if unusual is not None:
            return unusual.args[0]
        text, below = self._stem()
        name = text + "".join(f"_{flat(marks)}" for marks in below)
        if name not in self.known.symbols:
            raise self.error(f"unknown name {name!r}")
        return name

    def _unusual(self):
        """A name that is a formula of its own, such as `E(h)`."""
        for marks, name in self.known.unusual.items():
            found, place = [], self.place
            while place < len(self.marks) and len(found) < len(marks):
                found += [self.marks[place]] * (self.marks[place] not in ("{", "}"))
                place += 1
            if tuple(found) == marks:
                self.look()
                while tuple(found):
                    found.pop(0)
                    self.look()
                    self.place += 1
                return Node("name", (name,))
        return None

    def _stem(self):
        """(letter with accent and primes, marks of each subscript)."""
        mark = self.take()
        if mark[1:] in ACCENTS:
            text = f"{mark[1:]} {flat(self.argument())}"
        elif mark == r"\mathrm":
            text = self.take()
            text = f"d {flat([self.take()])}" if text == "d" else text
        elif mark.isalpha() or mark[1:] in GREEK or mark[1:] in CONSTANTS:
            text = mark.removeprefix("\\")
        else:
            self.place -= 1
            raise self.error(f"cannot read {mark!r}")
        below = []
        while self.look() in ("_", "'"):
            if self.take() == "_":
                below.append(self.argument())
            else:
                text, below = self._primed(text, below)
        return text, below

    def _primed(self, text, below):
        name = text + "".join(f"_{flat(marks)}" for marks in below)
        return name + "'", []

    def _meanings(self, text, below):
        """{what a name may be: its canonical text}; more than one is ambiguous."""
        parts = [text, *(f"_{flat(marks)}" for marks in below)]
        whole, short = "".join(parts), "".join(parts[:-1])
        found = {}
        if self.look() == "^" and f"{whole}^{flat(self._peek())}" in self.known.symbols:
            self.take("^")
            return {"symbol": f"{whole}^{flat(self.argument())}"}
        if whole in self.known.symbols:
            found["symbol"] = whole
        if whole in self.known.functions or whole.rstrip("'") in self.known.functions:
            found["apply"] = whole
        if below and short in self.known.indexed:
            found["index"] = short
        return found

    def _peek(self):
        start, marks = self.place, list(self.marks)
        self.take("^")
        found = self.argument()
        self.place, self.marks = start, marks
        return found

    def _constant(self, text, below):
        if below or text not in CONSTANTS:
            raise self.error(f"unknown name {text!r}")
        return Node("constant", (CONSTANTS[text],))

    def _index(self, name, marks):
        with self.inside(marks), self.bracket():
            indices = self._list(("",))
        return Node("index", (name, *indices))

    def _list(self, ends):
        parts = [self.expression()]
        while self.look() not in ends:
            self.take(",")
            parts.append(self.expression())
        return parts

    def arguments(self):
        """What stands between the brackets behind a function."""
        self.take("(")
        with self.bracket():
            parts = self._list((")",))
        self.take(")")
        return parts

    def _apply(self, name):
        """`f(x)`, `f^2(x)` for the square of it, `f'(x)`."""
        power = None
        if self.look() == "^":
            self.take("^")
            power = self._exponent_of(name)
        bare = name if name in self.known.functions else name.rstrip("'")
        parts, primes = self.arguments(), len(name) - len(bare)
        value = Node("apply", (bare, *parts))
        if primes:
            if len(parts) > 1 or parts[0].op != "name":
                raise self.error(f"ambiguous: {name!r} is the derivative in which name")
            value = Node("derivative", (value, (parts[0].args[0], primes)))
        return Node("power", (value, power)) if power else value

    def _exponent_of(self, name):
        power = self.read(self.argument())
        if power.op == "times" or (power.op == "number" and power.args[0] < 0):
            raise self.error(f"ambiguous: a power or the inverse of {name!r}")
        return power

    def _names_function(self):
        mark = self.look()
        if mark == r"\Gamma":
            return "Gamma" not in self.known.symbols
        return mark[:1] == "\\" and (mark[1:] in FUNCTIONS or mark[1:] in PLAIN)

    def _call(self):
        r"""`\sin(x)`, `\sin^2(x)`, `\operatorname{name}(x)`, or `\sin x` behind all factors."""
        mark = self.take()
        text = self.take() if mark == r"\operatorname" else mark[1:]
        if self.skip("_"):
            text += f"_{flat(self.argument())}"
        power = self._exponent_of(text) if self.skip("^") else None
        name = FUNCTIONS.get(text, text)
        if self.look() == "(":
            parts = self.arguments()
        else:
            parts = [self.factor()]
            if not self.ends_term():
                raise self.error(f"ambiguous: how much does {text!r} act on")
        if name == "exp":
            value = Node("power", (Node("constant", ("e",)), *parts))
        else:
            value = Node("call", (name, *parts))
        return Node("power", (value, power)) if power else value

    def _order(self):
        self.take("(")
        with self.bracket():
            body, ends = self.expression(), []
            while self.skip(";", ","):
                name = self.name()
                self.take(r"\to", r"\rightarrow")
                ends.append((name, self.expression()))
        self.take(")")
        return Node("order", (body, *ends))

    def number(self):
        return Node("number", (Fraction(self.take()),))
