"""One chapter's file: what the site needs from it, validated."""

import json
import re
from dataclasses import dataclass
from functools import cached_property

from sphinx.errors import SphinxError

EVIDENCE = "application/vnd.dlnotes.evidence+json"
VERDICTS = ("proved", "checked numerically", "agrees", "found", "definition")
FIELDS = {
    "title": str,
    "title_zh": str,
    "part": str,
    "summary": str,
    "summary_zh": str,
    "prerequisites": list,
    "minutes": int,
    "level": str,
    "papers": list,
    "source": dict,
    "ran": dict,
}
# how the formula of an agreement begins
CODE = re.compile(r"(?:\\begin\{aligned\})?&?\\texttt\{((?:[^{}\\]|\\.)*)\}")
CITATION = re.compile(r"references\.md#([\w-]+)\)")
WIDGET = re.compile(r'<div class="dlnotes-widget" [^>]*><script[^>]*>(.*?)</script>', re.DOTALL)
UNCOMPARED = {"nbval-ignore-output", "nbval-skip"}


class NotebookError(SphinxError):
    """A notebook that the site cannot show; the message names the notebook and the remedy."""

    category = "Notebook error"


@dataclass(frozen=True)
class Notebook:
    """A stored chapter: `name` for messages, the parsed JSON `content`, `size` in bytes."""

    name: str
    content: dict
    size: int

    @property
    def meta(self):
        return self.content["metadata"]["dlnotes"]

    @property
    def cells(self):
        return self.content["cells"]

    @cached_property
    def evidence(self):
        """The evidence records, in reading order."""
        outputs = (output for cell in self.cells for output in cell.get("outputs", []))
        bundles = (output.get("data", {}) for output in outputs)
        return [bundle[EVIDENCE] for bundle in bundles if EVIDENCE in bundle]

    @cached_property
    def anchors(self):
        """The anchor of each evidence record on the chapter's page: its label, or its place."""
        return [r["label"] or f"statement-{n}" for n, r in enumerate(self.evidence, 1)]

    def statements(self, verdict):
        """(record, what it is called in a list, its anchor) of the records with a verdict."""
        return [
            (record, name_of(record, anchor), anchor)
            for record, anchor in zip(self.evidence, self.anchors, strict=True)
            if record["verdict"] == verdict
        ]

    @cached_property
    def widgets(self):
        """What the outputs bring to life, "explorer" or "question", in reading order."""
        outputs = (output for cell in self.cells for output in cell.get("outputs", []))
        pages = ("".join(output.get("data", {}).get("text/html", "")) for output in outputs)
        return [json.loads(spec)["kind"] for page in pages for spec in WIDGET.findall(page)]

    def count(self, verdict):
        return sum(record["verdict"] == verdict for record in self.evidence)

    @property
    def exercises(self):
        return sum("exercise" in tags(cell) for cell in self.cells)

    @property
    def compared(self):
        """Number of code cells whose stored output is compared with a fresh run."""
        code = (cell for cell in self.cells if cell["cell_type"] == "code")
        return sum(bool(cell["outputs"]) and not UNCOMPARED & tags(cell) for cell in code)

    @cached_property
    def citations(self):
        """Keys of the references cited in the text, each once, in reading order."""
        text = (source(cell) for cell in self.cells if cell["cell_type"] == "markdown")
        return list(dict.fromkeys(CITATION.findall("\n".join(text))))


def tags(cell):
    return {tag.lower().replace("_", "-") for tag in cell["metadata"].get("tags", [])}


def source(cell):
    """Text of a cell, which the file may hold as one string or as lines."""
    return "".join(cell["source"])


def read_notebook(path, name):
    """Reads and validates a chapter.

    Raises:
        NotebookError: metadata that the site needs are missing or of the wrong type, or a verdict
            or label cannot be shown.
    """
    text = path.read_text(encoding="utf-8")
    notebook = Notebook(name, json.loads(text), len(text.encode()))
    check_metadata(notebook)
    check_evidence(notebook)
    return notebook


def check_metadata(notebook):
    meta = notebook.content["metadata"].get("dlnotes", {})
    for field, kind in FIELDS.items():
        if field not in meta:
            remedy = "run `make run`" if field == "ran" else "add it to the notebook's metadata"
            raise NotebookError(f"{notebook.name}: metadata dlnotes.{field} is missing; {remedy}")
        if not isinstance(meta[field], kind):
            raise NotebookError(
                f"{notebook.name}: metadata dlnotes.{field} is {meta[field]!r}; "
                f"write a {kind.__name__}"
            )


def check_evidence(notebook):
    seen = set()
    for record in notebook.evidence:
        if record["verdict"] not in VERDICTS:
            raise NotebookError(
                f"{notebook.name}: unknown verdict {record['verdict']!r}; expected one of "
                f"{', '.join(VERDICTS)}"
            )
        if record["label"] in seen:
            raise NotebookError(
                f"{notebook.name}: two equations are labelled {record['label']!r}; rename one"
            )
        seen |= {record["label"]} - {None}


def name_of(record, anchor):
    r"""The words of a record; else the code that it is about, or the anchor.

    >>> name_of({"text": "", "latex": r"\texttt{edm\_schedule}(t) = t"}, "statement-3")
    'edm_schedule'
    >>> name_of({"text": "", "latex": "1 + 1 = 2"}, "statement-3")
    'statement 3'
    """
    code = CODE.match(record["latex"])
    return record["text"] or (code and code[1].replace("\\", "")) or anchor.replace("-", " ")
