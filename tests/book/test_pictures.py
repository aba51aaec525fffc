"""Stored pictures of explorers: compared by what they draw, and held to the data beside them."""

import re
import subprocess
import sys
from base64 import b64decode, b64encode

import pytest

from tests.book import samples
from tools import notebooks, processor
from tools.lints import pictures

DRAWING = re.compile(r'(?<=data:image/svg\+xml;base64,)[^"]*')


@pytest.fixture(scope="module")
def html():
    """The stored page of an explorer with three panels."""
    return samples.explorer_page()


@pytest.fixture
def found(tmp_path, html):
    """A function of a change to the page: what the lint says of a chapter that stores it."""

    def lint(change):
        chapter = samples.chapter(samples.book(tmp_path))
        output = samples.data(text_plain="line", text_html=change(html))
        chapter.nb.cells.append(samples.code("line", output))
        return pictures.drawn(chapter)

    return lint


def redrawn(old, new):
    """A change to the pictures of a page: in each, the first match of `old` becomes `new`."""

    def change(drawing):
        return encoded(re.sub(old, new, b64decode(drawing.group()).decode(), count=1))

    return lambda html: DRAWING.sub(change, html)


def encoded(text):
    return b64encode(text.encode()).decode()


def test_what_was_stored_passes(found):
    assert found(lambda html: html) == []


def test_a_digit_at_a_rounding_edge_passes(found, html):
    change = redrawn(r"(?<=L)(\d+)\.(\d)", lambda m: f"{m[1]}.{(int(m[2]) + 1) % 10 or 9}")
    assert change(html) != html
    assert found(change) == []


FAULTS = {
    "a point elsewhere": (redrawn(r"(?<=L)\d+\.", "7."), "panel 1: path"),
    "another word": (redrawn("twice", "thrice"), "panel 2: tspan"),
    "another colour": (redrawn("#0b3d91", "#0b3d92"), "is now '#0b3d91'"),
    "an element less": (redrawn(r"<rect [^>]*fill=\"#0b3d91\"/>", ""), "elements"),
    "a panel less": (lambda html: re.sub("<img.*?>", "", html, count=1), "2 pictures for 3 panels"),
    "no drawing": (lambda html: DRAWING.sub(encoded("<p>"), html, count=1), "no SVG"),
    "other data": (lambda html: html.replace('"value":1}', '"value":2}'), "panel 1"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(found, html, name):
    change, told = FAULTS[name]
    assert change(html) != html
    (message,) = found(change)
    assert "the picture of 'line' is not what it draws" in message and told in message


LINT = """
import sys
from tools import notebooks
from tools.lints import pictures

found = [line for name in notebooks.on_disk() for line in pictures.drawn(notebooks.find(name))]
sys.exit("; ".join(found) or 0)
"""


def test_the_stored_pictures_hold_on_another_processor():
    """Where a last digit decides what is drawn, or in which order, the drawing code is mended."""
    done = subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=notebooks.ROOT,
        env=processor.other(2),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
