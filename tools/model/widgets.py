"""Explorers and questions: what a notebook's stored pages bring to life in a browser."""

import json
import re

from tools.model.notebook import outputs

WIDGET = re.compile(
    r'<div class="dlnotes-widget" id="[^"]*"><script type="application/json">(.*?)</script>',
    re.DOTALL,
)


def specs(page):
    """The specs that a stored page holds; its kind is "explorer" or "question"."""
    return [json.loads(spec) for spec in WIDGET.findall(page)]


def widgets(nb):
    """(cell position, spec) of every explorer and question, in reading order."""
    return [
        (position, spec)
        for position, data in outputs(nb)
        for spec in specs(data.get("text/html", ""))
    ]
