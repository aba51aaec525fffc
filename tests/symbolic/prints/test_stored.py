"""Every print that a chapter holds is read, and says what was checked; planted faults are not."""

import re

import pytest

from tests.symbolic.prints.faults import FAULTS
from tests.symbolic.prints.stored import formulas, records
from tests.symbolic.prints.tokens import PrintError
from tests.symbolic.prints.verdict import compare_print

BAND = re.compile(r"band (\S+) to (\S+)")
SHOWN = re.compile(r"\\left\[(.*?),\\ (.*?)\\right\]")
NUMBER = re.compile(r"(-?[\d.]*)(?: \\cdot )?(?:10\^\{(-?\d+)\})?")


def complaint(tex, checked):
    """What is wrong with a print, or ""."""
    try:
        compare_print(tex, checked)
    except PrintError as error:
        return str(error)
    return ""


def test_every_stored_print_says_what_was_checked():
    wrong = {
        place: why
        for place, record in formulas()
        if (why := complaint(record["latex"], record["checked"]))
    }
    assert wrong == {}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_caught_wherever_it_fits(name):
    planted = [
        (place, tex, record["checked"])
        for place, record in formulas()
        if (tex := FAULTS[name](record["latex"])) != record["latex"]
    ]
    assert planted
    assert [place for place, tex, checked in planted if not complaint(tex, checked)] == []


def seen_number(tex):
    """A number as a person reads it, `10^{-8}` included."""
    size, exponent = NUMBER.fullmatch(tex).groups()
    value = float(size + "1" if size in ("", "-") else size)
    return value * 10 ** int(exponent) if exponent else value


def test_every_stored_band_is_the_one_that_was_checked():
    bands = [record for _, record in records() if record["kind"] == "finding"]
    assert bands
    for record in bands:
        ends = SHOWN.search(record["latex"]).groups()
        wanted = BAND.fullmatch(record["tolerance"]).groups()
        assert [f"{seen_number(end):g}" for end in ends] == list(wanted), record["text"]
