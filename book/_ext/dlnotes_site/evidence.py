"""Checked equations on the page: the bare formula, its verdict in words, and its anchor."""

import json
import re

from docutils import nodes
from sphinx.transforms import SphinxTransform

from dlnotes_site.link import add_anchor, page_link
from dlnotes_site.refusal import Refusal
from dlnotes_site.sympy_text import sympy_text
from dlnotes_site.tag import tag, words
from tools.model.evidence import MIME, VERDICTS

KEY = "dlnotes_evidence"
MEASURED = re.compile(r"\\text\{measured \}(.+? \\in )\\left\[")  # of a finding; in no record
BUNDLES = ("display_data", "execute_result")
ANCHORS = {"agrees": "agrees-with-the-code"}


def lift_records(app, docname, content):
    """Moves the records from a notebook's outputs to its cells' metadata, where myst-nb keeps them.

    Left in the outputs, each would be reported as an unknown MIME type.
    """
    if app.catalogue.at(docname) is None:
        return
    notebook = json.loads(content[0])
    for cell in notebook["cells"]:
        outputs = [o["data"] for o in cell.get("outputs", []) if o["output_type"] in BUNDLES]
        records = [take_record(data) for data in outputs]
        if any(records):
            cell["metadata"][KEY] = records
    content[0] = json.dumps(notebook)


def take_record(data):
    """The record of an output, with its formula as sympy reads it; None where there is none."""
    record = data.pop(MIME, None)
    line, latex = ("".join(data.get(kind, "")) for kind in ("text/plain", "text/latex"))
    if record is None:
        return None
    found = MEASURED.search(latex)
    shown = {"measured": found[1] if found else ""}
    return record | shown | {"sympy": sympy_text(line, record["verdict"])}


class ShowEvidence(SphinxTransform):
    """Replaces the output of each record by the site's own form of it."""

    default_priority = 300

    def apply(self):
        chapter = self.app.catalogue.at(self.env.docname)
        anchors = iter(chapter.notebook.places if chapter else [])
        for cell in self.document.findall(nodes.container):
            records = cell.get("cell_metadata", {}).pop(KEY, None)
            if records:
                self.show(cell, records, anchors)

    def show(self, cell, records, anchors):
        outputs = [n for n in cell.findall(nodes.container) if n.get("nb_element") == "mime_bundle"]
        if len(outputs) != len(records):
            raise Refusal(
                f"{self.env.docname}.ipynb: cell {cell['cell_index']} stores {len(records)} "
                f"outputs, the page has {len(outputs)}; run `make run` to store it again"
            )
        for output, record in zip(outputs, records, strict=True):
            if record:
                output.replace_self(self.shown(record, next(anchors)))

    def shown(self, record, anchor):
        if anchor in self.document.ids:
            raise Refusal(
                f"{self.env.docname}.ipynb: the label {anchor!r} is also the anchor of a heading; "
                "rename the label"
            )
        node = evidence_node(self.env, record, anchor)
        add_anchor(self.env, self.document, node, anchor)
        return node


def evidence_node(env, record, anchor):
    """The equation and its caption; a finding is a sentence that ends with its band."""
    latex, verdict = record["latex"], record["verdict"]
    formula = nodes.math_block(latex, latex, nowrap=False, number=None)
    parts = [] if verdict == "found" else [formula]
    classes = ["dl-evidence", f"dl-{verdict.replace(' ', '-')}"]
    copied = {"data_latex": latex} | ({"data_sympy": record["sympy"]} if record["sympy"] else {})
    return tag("div", *parts, caption(env, record, anchor), classes=classes, **copied)


def caption(env, record, anchor):
    """Verdict, the author's words, how it was checked; beside them, the link to it."""
    latex, verdict = record["measured"] + record["latex"], record["verdict"]
    band = [": ", nodes.math(latex, latex)] if verdict == "found" else []
    text = [tag("span", *words(record["text"]), *band, classes=["dl-words"])] * bool(record["text"])
    detail = tag("span", *words(how(record)), classes=["dl-detail"])
    sentence = tag("span", badge(env, verdict), " ", *text, " ", detail)
    tools = tag("span", permalink(anchor), classes=["dl-tools"])
    return tag("p", sentence, tools, classes=["dl-caption"])


def badge(env, verdict):
    """The verdict in words, linked to what it means, which it says in a sentence."""
    anchor = ANCHORS.get(verdict, verdict.replace(" ", "-"))
    link = page_link(env, "book/how-to-read", verdict, anchor)
    return tag("span", link, title=VERDICTS[verdict].means, classes=["dl-verdict"])


def how(record):
    """How a statement was checked, in a sentence."""
    count, method = record["points"], record["method"]
    if record["verdict"] == "definition":
        return f"{method[:1].upper()}{method[1:]}." if method else ""
    return VERDICTS[record["verdict"]].how.format(
        method=method,
        points=f"{count} point{'s' * (count != 1)}",
        tolerance=record["tolerance"].replace("-", "\N{NON-BREAKING HYPHEN}"),
    )


def permalink(anchor):
    name = f"Link to {anchor}"
    return tag("a", "#", href=f"#{anchor}", aria_label=name, title=name)


def setup(app):
    app.connect("source-read", lift_records)
    app.add_transform(ShowEvidence)
