"""The faults that `benchmarks.planted` plants still have a place, and are named when caught."""

import pytest

from benchmarks.planted import FAULTS, named
from tools.notebooks import ROOT


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_has_a_place(name):
    fault = FAULTS[name]
    assert (ROOT / fault.file).read_text("utf-8").count(fault.old) == 1
    assert fault.new != fault.old and fault.commands


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("..F\nFAILED tests/a.py::test_b[c] - assert 1 == 2\n1 failed", "tests/a.py::test_b[c]"),
        ("ERROR tests/a.py::test_b\n", "tests/a.py::test_b"),
        ("Traceback\nClaimError: fails at t = 3\n", "ClaimError: fails at t = 3"),
        ("a\nthe last line\n", "the last line"),
    ],
)
def test_what_failed_is_named(words, name):
    assert named(words) == name
