"""Evidence: the record of one checked statement, and how it shows itself.

The record travels in the notebook under its own MIME type. The site and the health page read it;
strict nbval compares it byte for byte, so it holds no measured number.
"""

import re
from dataclasses import asdict, dataclass

from IPython.display import display

MIME = "application/vnd.dlnotes.evidence+json"
LABEL = re.compile(r"[a-z][a-z0-9-]*")
LATEX_SPECIAL = str.maketrans({c: f"\\{c}" for c in "#%&_{}"})


def latex_words(text):
    r"""`text` as the inside of `\text{...}`: LaTeX's special characters escaped outside `$...$`.

    >>> latex_words("50% of $x_1$")
    '50\\% of $x_1$'
    """
    parts = text.split("$")
    return "$".join(p if i % 2 else p.translate(LATEX_SPECIAL) for i, p in enumerate(parts))


@dataclass(frozen=True)
class Evidence:
    r"""One definition, claim, agreement or finding, as it was checked.

    Attributes:
        kind: "definition", "claim", "agreement" or "finding".
        verdict: "definition", "proved", "checked numerically", "agrees" or "found".
        label: anchor of the equation on the site, or None.
        text: the author's words: why it holds, or what was found.
        latex: the formula without the verdict.
        method: how it was checked.
        points: number of points at which both sides were computed.
        tolerance: the largest difference accepted, in words.
        plain: the formula in one line of plain text.
        checked: what was checked, written out exactly; see `dlnotes.symbolic.printing.exact`.
        against: of a finding, the numbers that would refute it.
        code: of a definition, the name of the code that computes it; shown, and in `method`.
        measured: of a finding, LaTeX of the measured value; shown, and not in the record.
    """

    kind: str
    verdict: str
    label: str | None
    text: str
    latex: str
    method: str
    points: int
    tolerance: str
    plain: str
    checked: str = ""
    against: str = ""
    code: str = ""
    measured: str = ""

    def __post_init__(self):
        if self.label is not None and not LABEL.fullmatch(str(self.label)):
            raise ValueError(
                f"label={self.label!r}: expected lower-case words joined by '-', "
                "such as 'bias-correction'"
            )
        if not isinstance(self.text, str) or "\n" in self.text or self.text.count("$") % 2:
            raise ValueError(f"text={self.text!r}: expected one line with paired $ signs")

    def __repr__(self):
        return f"{self.verdict}: {self.plain}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        record = asdict(self)
        for shown_only in ("plain", "measured", "code", *(["against"] if not self.against else [])):
            del record[shown_only]
        return {"text/latex": self._latex(), "text/plain": repr(self), MIME: record}

    def _latex(self):
        badge = rf"\qquad{{\scriptsize\boxed{{\text{{{self.verdict}}}}}}}"
        line = self.measured + self.latex + badge
        if self.text or self.code:
            words = rf"\text{{{latex_words(self.text)}}}" if self.text else ""
            if self.code:
                words += r"\text{; }" if words else ""
                words += rf"\texttt{{{latex_words(self.code)}}}\text{{ computes it}}"
            words = rf"{{\small{words}}}"
            line = rf"\begin{{gathered}}{line}\\{words}\end{{gathered}}"
        return f"$${line}$$"

    def show(self):
        """Displays the record as the output of the running cell."""
        display(self)
