"""The prints that the chapters hold."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
EVIDENCE = "application/vnd.dlnotes.evidence+json"


def records():
    """(place, record) of every statement; place names the chapter and counts its statements."""
    for path in sorted(ROOT.glob("notebooks/*/*.ipynb")):
        outputs = [
            output.get("data", {})
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
            for output in cell.get("outputs", [])
        ]
        for number, data in enumerate(d for d in outputs if EVIDENCE in d):
            yield f"{path.stem}, statement {number + 1}", data[EVIDENCE]


def formulas():
    """(place, record) of every statement but findings, which hold a band."""
    return [(place, record) for place, record in records() if record["kind"] != "finding"]
