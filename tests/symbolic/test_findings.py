"""Findings: a band is asserted and shown, the measured number is not."""

import math

import pytest
import torch

from dlnotes.symbolic import finding
from dlnotes.symbolic.errors import FindingError
from dlnotes.symbolic.evidence import MIME


def test_a_finding_shows_its_band_and_not_the_number(shown):
    finding("share of weights left", 0.8187, 0.80, 0.84, label="left")
    bundle = shown[0]._repr_mimebundle_()
    assert bundle[MIME] == {
        "kind": "finding",
        "verdict": "found",
        "label": "left",
        "text": "share of weights left",
        "latex": r"\left[0.8,\ 0.84\right]",
        "method": "measured in this chapter",
        "points": 1,
        "tolerance": "band 0.8 to 0.84",
        "checked": "",
    }
    assert "8187" not in str(bundle)


@pytest.mark.parametrize(
    ("low", "high", "latex"),
    [
        (0, 1e-12, r"\left[0,\ 10^{-12}\right]"),
        (-3, 2.5e7, r"\left[-3,\ 2.5 \cdot 10^{7}\right]"),
        (0.123456, 1, r"\left[0.1235,\ 1\right]"),
    ],
)
def test_bands_are_printed_with_four_digits(low, high, latex, shown):
    finding("a number", high, low, high)
    assert shown[0].latex == latex


@pytest.mark.parametrize("value", [0.79, 0.85, math.nan, math.inf, torch.tensor(0.9)])
def test_a_value_outside_the_band_is_an_error(value, shown):
    with pytest.raises(FindingError, match=r"the share: measured .*, expected 0\.8 to 0\.84"):
        finding("the share", value, 0.80, 0.84)
    assert shown == []


@pytest.mark.parametrize("value", [0.8, 0.84, torch.tensor(0.82), torch.tensor([[0.82]])])
def test_ends_and_tensors_with_one_element_count(value, shown):
    finding("the share", value, 0.80, 0.84)
    assert len(shown) == 1


@pytest.mark.parametrize(("low", "high"), [(1, 0), (0, 0), (0, math.inf), (math.nan, 1)])
def test_a_band_needs_two_finite_ends(low, high):
    with pytest.raises(ValueError, match="low="):
        finding("the share", 0.5, low, high)


@pytest.mark.parametrize("text", ["", "  ", None, 3])
def test_a_finding_needs_words(text):
    with pytest.raises(ValueError, match="text="):
        finding(text, 0.5, 0, 1)


def test_a_tensor_with_several_elements_is_refused():
    with pytest.raises((ValueError, RuntimeError)):
        finding("the share", torch.tensor([0.1, 0.2]), 0, 1)
