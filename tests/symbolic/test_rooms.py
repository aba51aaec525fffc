"""The rooms of `dlnotes.symbolic` import downwards only."""

import ast
from pathlib import Path

import pytest

from dlnotes import symbolic

FOLDER = Path(symbolic.__file__).parent
VERBS = {
    "claims",
    "definitions",
    "agreement",
    "findings",
    "code",
    "code_check",
    "names_of_code",
    "stated",
}
ABOVE = {
    "numeric": {"proof", "printing", "export", "sides", "evidence", *VERBS},
    "proof": {"printing", "export", "sides", "evidence", *VERBS},
    "export": {"numeric", "proof", "printing", "sides", "evidence", *VERBS},
}


def rooms_of(path):
    """The rooms and modules of `dlnotes.symbolic` that a file imports from."""
    modules = [n.module for n in ast.walk(ast.parse(path.read_text())) if hasattr(n, "module")]
    return {m.split(".")[2] for m in modules if m and m.startswith("dlnotes.symbolic.")}


@pytest.mark.parametrize("room", ABOVE)
def test_a_room_imports_nothing_above_it(room):
    files = sorted((FOLDER / room).glob("*.py"))
    assert len(files) > 2
    assert set.union(*map(rooms_of, files)) & {"attempts", "errors", room}
    assert not [path.name for path in files if rooms_of(path) & ABOVE[room]]
