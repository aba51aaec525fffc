"""Findings: a band is asserted, the measured number is shown beside it and stays unrecorded."""

import math

import pytest
import sympy as sp
import torch

from dlnotes.symbolic import finding
from dlnotes.symbolic.errors import FindingError
from dlnotes.symbolic.evidence import MIME


def test_a_finding_shows_its_number_and_records_only_the_band(shown):
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
    assert bundle["text/plain"] == "found: share of weights left (measured 0.819) in [0.8, 0.84]"
    assert r"$$\begin{gathered}\text{measured }0.819 \in \left[0.8," in bundle["text/latex"]
    assert "81" not in str(bundle[MIME]) and "against" not in bundle[MIME]


@pytest.mark.parametrize(
    ("value", "band", "plain", "latex"),
    [
        (0.8187, (0, 1), "0.819", "0.819"),
        (1234.5, (0, 1e4), "1230", "1230"),
        (1.2345e8, (0, 1e9), "1.23e+08", r"1.23 \cdot 10^{8}"),
        (1e-12, (0, 1), "1e-12", "10^{-12}"),
        (-2.5e-9, (-1, 1), "-2.5e-09", r"-2.5 \cdot 10^{-9}"),
        (0.99999, (0, 0.999995), "0.99999", "0.99999"),
        (0.1 + 0.2, (0.3000000000000000, 0.31), "0.3", "0.3"),
        (0, (0, 1), "0", "0"),
    ],
)
def test_a_value_is_rounded_and_stays_in_its_band(value, band, plain, latex, shown):
    finding("a number", value, *band)
    assert f"(measured {plain}) in" in repr(shown[0])
    assert shown[0].measured == rf"\text{{measured }}{latex} \in "


def test_what_would_refute_it_is_recorded(shown):
    finding("the gain", 0.3, 0.1, 0.5, against=0)
    finding("the ratio", 3, 2, 4, against=(1, sp.Rational(1, 2)))
    assert [e._repr_mimebundle_()[MIME]["against"] for e in shown] == ["0", "1, 0.5"]


@pytest.mark.parametrize("against", [0.1, 0.5, 0.3, (0, 0.2), sp.Rational(1, 3)])
def test_a_band_that_holds_the_opposite_is_refused(against, shown):
    with pytest.raises(ValueError, match=r"lies in the band 0\.1 to 0\.5: the opposite"):
        finding("the gain", 0.3, 0.1, 0.5, against=against)
    assert shown == []


def test_a_band_widened_to_everything_is_refused(shown):
    finding("share of digits read correctly", 0.97, 0.9, 1, against=0.1)
    with pytest.raises(ValueError, match="lies in the band 0 to 1"):
        finding("share of digits read correctly", 0.97, 0, 1, against=0.1)


@pytest.mark.parametrize("against", ["0", True, torch.tensor(0.0), [0]])
def test_what_would_refute_it_is_a_number_known_beforehand(against):
    with pytest.raises(TypeError, match="against="):
        finding("the gain", 0.3, 0.1, 0.5, against=against)


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
