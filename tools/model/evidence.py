r"""Evidence: the records that `dlnotes.symbolic` leaves in outputs, and the words of verdicts."""

import re
from typing import NamedTuple

from tools.model.notebook import outputs

MIME = "application/vnd.dlnotes.evidence+json"
KINDS = {"define": "definition", "claim": "claim", "agree": "agreement", "finding": "finding"}
RECORD = {
    "kind": str,
    "verdict": str,
    "label": str | None,
    "text": str,
    "latex": str,
    "method": str,
    "points": int,
    "tolerance": str,
    "checked": str,
}
OPTIONAL = {"against"}  # text, in findings that have it
# How the formula of an agreement begins.
CODE = re.compile(r"(?:\\begin\{aligned\})?&?\\texttt\{((?:[^{}\\]|\\.)*)\}")


class Verdict(NamedTuple):
    """What is said of the records that have a verdict.

    Attributes:
        kind: of the records that may have it.
        short: its name over a column of counts.
        counted: what its count says in the head of a chapter; empty where it is not counted.
        how: how the statement was checked, with places for `method`, `points` and `tolerance`.
        means: what the verdict says, in a sentence that stands in book/how-to-read.md too.
    """

    kind: str
    short: str
    counted: str
    how: str
    means: str


VERDICTS = {
    "proved": Verdict(
        "claim",
        "Proved",
        "proved",
        "Proved by {method}, then computed at {points}.",
        "Computer algebra proved it, and both sides agree to 50 digits at random points.",
    ),
    "checked numerically": Verdict(
        "claim",
        "Numeric",
        "checked numerically",
        "Computed at {points}. No proof: {method}.",
        "Both sides agree to 50 digits at random points; there is no proof.",
    ),
    "agrees": Verdict(
        "agreement",
        "Agree",
        "compared with code",
        "The code's {method} compared at {points}, to {tolerance}.",
        "The reference code computes this formula, as a comparison at random points shows.",
    ),
    "found": Verdict(
        "finding",
        "Found",
        "found by experiment",
        "Every run must land in this band.",
        "An experiment showed it, and every run of the chapter must land in the band.",
    ),
    "definition": Verdict(
        "definition",
        "Defined",
        "",
        "",
        "A name is given or an assumption made.",
    ),
}


def records(cell):
    """The evidence records among the outputs of a code cell."""
    return [output.data[MIME] for output in cell.outputs if MIME in output.get("data", {})]


def evidence(nb):
    """(cell position, record) of every record, in reading order."""
    return [(position, data[MIME]) for position, data in outputs(nb) if MIME in data]


def labels(nb):
    """(cell position, label) of every labelled record."""
    return [(position, record["label"]) for position, record in evidence(nb) if record.get("label")]


def name_of(record, anchor):
    r"""The words of a record; else the code that it is about, or the anchor.

    >>> name_of({"text": "", "latex": r"\texttt{edm\_schedule}(t) = t"}, "statement-3")
    'edm_schedule'
    >>> name_of({"text": "", "latex": "1 + 1 = 2"}, "statement-3")
    'statement 3'
    """
    code = CODE.match(record["latex"])
    return record["text"] or (code and code[1].replace("\\", "")) or anchor.replace("-", " ")
