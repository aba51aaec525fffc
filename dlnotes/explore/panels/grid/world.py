"""The cells of a world, one letter each: what the reader changes, and what an address shares."""


class World:
    """A control without a row of its own: cells of a panel change it.

    Args:
        name: its name in addresses and among the explorer's values.
        rows: texts of one length, a letter for each cell.
        letters: the letters that cells may be.
    """

    symbol = None

    def __init__(self, name, rows, letters):
        if not isinstance(name, str) or not name.isidentifier():
            raise ValueError(f"Grid: name={name!r}: expected one word")
        self.name, self.letters, self.value = name, letters, "/".join(rows)

    def refusal(self, value):
        """In words what is wrong with a value, or nothing."""
        shape = [len(row) for row in self.value.split("/")]
        if not isinstance(value, str) or [len(row) for row in value.split("/")] != shape:
            return f"expected {len(shape)} rows of {shape[0]} letters, joined by /"
        wrong = sorted(set(value) - set(self.letters) - {"/"})
        return f"{wrong[0]!r} is none of {self.letters}" if wrong else ""

    def spec(self):
        """What the browser needs, as JSON data."""
        return {
            "kind": "cells",
            "name": self.name,
            "value": self.value,
            "letters": self.letters,
            "hidden": True,
        }
