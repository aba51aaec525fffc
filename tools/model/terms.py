"""The terms of the book."""

import re
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Term:
    """A term of the book with its Chinese name and its meaning in one sentence."""

    name: str
    chinese: str
    meaning: str

    @property
    def anchor(self):
        """The anchor of its entry in the glossary."""
        return "-".join(WORD.findall(self.name.lower()))

    @property
    def mark(self):
        """The anchor of its first use in its chapter."""
        return f"term-{self.anchor}"

    @property
    def pattern(self):
        """Finds the term in running text, in the singular or the plural."""
        parts = [re.escape(word) for word in WORD.findall(self.name)]
        return re.compile(r"\b" + r"\W+".join(parts) + r"(?:s|es)?\b", re.IGNORECASE)
