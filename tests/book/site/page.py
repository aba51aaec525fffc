"""A built page as a list of elements, read without a browser."""

from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser


@dataclass(frozen=True)
class Element:
    name: str
    attributes: dict


class Page(HTMLParser):
    """The elements of a page, and the text of its tables' rows."""

    def __init__(self, path):
        super().__init__()
        self.elements, self.rows, self.verdicts = [], [], []
        self.cell = self.verdict = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, name, attributes):
        element = Element(name, dict(attributes))
        self.elements.append(element)
        if name == "tr":
            self.rows.append([])
        if name in ("th", "td"):
            self.rows[-1].append("")
            self.cell = True
        if element.attributes.get("class") == "dl-verdict":
            self.verdicts.append("")
            self.verdict = True

    def handle_endtag(self, name):
        self.cell = self.cell and name not in ("th", "td")
        self.verdict = self.verdict and name != "a"

    def handle_data(self, text):
        if self.cell:
            self.rows[-1][-1] += text.strip()
        if self.verdict:
            self.verdicts[-1] += text

    def named(self, name):
        return [element.attributes for element in self.elements if element.name == name]

    @cached_property
    def ids(self):
        return {e.attributes["id"] for e in self.elements if "id" in e.attributes}

    def with_class(self, name):
        return [
            element.attributes
            for element in self.elements
            if name in (element.attributes.get("class") or "").split()
        ]
