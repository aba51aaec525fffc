"""A place in the marks of a formula, and the moves that every rule of the grammar makes."""

from contextlib import contextmanager

from tests.symbolic.prints.tokens import PrintError


class Cursor:
    """Marks and a place among them.

    Attributes:
        known: the names that the reader knows.
        depth: how many brackets are open.
        open_integrals: how many differentials are still to come.
    """

    def __init__(self, marks, known):
        self.marks, self.place, self.known = list(marks), 0, known
        self.depth = self.open_integrals = 0

    def look(self, ahead=0):
        """The mark `ahead` of the place, or "" behind the last one."""
        self._drop_braces()
        place = self.place + ahead
        return self.marks[place] if place < len(self.marks) else ""

    def take(self, *expected):
        """The next mark, which must be one of those expected, if any are named."""
        mark = self.look()
        if not mark or (expected and mark not in expected):
            raise self.error(f"expected {' or '.join(expected) or 'more'}")
        self.place += 1
        return mark

    def skip(self, *wanted):
        """Whether the next mark is one of those wanted; it is then taken."""
        found = self.look() in wanted
        self.place += found
        return found

    def error(self, why):
        before, after = self.marks[: self.place], self.marks[self.place :]
        return PrintError(f"{why}: {' '.join(before[-12:])} >>> {' '.join(after[:12])}")

    def _drop_braces(self):
        """Braces that are no argument are not seen: `{x}_{i}` is x with an i below."""
        while self.place < len(self.marks) and self.marks[self.place] == "{":
            end = self._closing(self.place)
            del self.marks[end], self.marks[self.place]

    def _closing(self, start):
        depth = 0
        for place in range(start, len(self.marks)):
            depth += {"{": 1, "}": -1}.get(self.marks[place], 0)
            if depth == 0:
                return place
        raise self.error("a brace is not closed")

    def argument(self):
        """The marks of the argument that follows: in braces, or a single mark."""
        if self.place >= len(self.marks):
            raise self.error("expected an argument")
        if self.marks[self.place] != "{":
            mark = self.marks[self.place]
            if mark.isdigit():  # \tfrac12 is one half
                self.marks[self.place : self.place + 1] = list(mark)
            return [self.take()]
        end = self._closing(self.place)
        inner = self.marks[self.place + 1 : end]
        self.place = end + 1
        return inner

    def until(self, mark):
        """The marks up to the next `mark` outside of braces, which is taken as well."""
        start, depth = self.place, 0
        for place in range(start, len(self.marks)):
            depth += {"{": 1, "}": -1}.get(self.marks[place], 0)
            if depth == 0 and self.marks[place] == mark:
                self.place = place + 1
                return self.marks[start:place]
        raise self.error(f"expected {mark}")

    @contextmanager
    def inside(self, marks):
        """Reads `marks` to their end, then goes on where it was."""
        outer = self.marks, self.place
        self.marks, self.place = list(marks), 0
        yield
        if self.look():
            raise self.error("left over")
        self.marks, self.place = outer

    @contextmanager
    def bracket(self):
        """Within a bracket no line is broken, and no integral of outside ends."""
        outer, self.open_integrals = self.open_integrals, 0
        self.depth += 1
        yield
        self.depth -= 1
        self.open_integrals = outer
