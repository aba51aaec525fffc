"""What became of an exercise, in words that a notebook shows."""

from dataclasses import dataclass

UNSOLVED = "not solved yet"


@dataclass(frozen=True, repr=False)
class Outcome:
    """What became of an exercise; a notebook shows its words.

    Attributes:
        verdict: "right", "not solved yet", "wrong" or "raises".
        text: the words.
    """

    verdict: str
    text: str

    @property
    def solved(self):
        """Whether the answer is right."""
        return self.verdict == "right"

    def __repr__(self):
        return self.text
