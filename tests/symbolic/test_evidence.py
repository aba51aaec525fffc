"""Evidence: the bundle of an output, LaTeX that MathJax and Sphinx accept, no measured number."""

import json

import pytest

from dlnotes.symbolic.evidence import MIME, Evidence, latex_words

FIELDS = {"kind", "verdict", "label", "text", "latex", "method", "points", "tolerance", "checked"}


def evidence(**changes):
    fields = {
        "kind": "claim",
        "verdict": "proved",
        "label": None,
        "text": "",
        "latex": "a = b",
        "method": "expand",
        "points": 20,
        "tolerance": "1e-30 relative",
        "plain": "a = b",
    }
    return Evidence(**fields | changes)


def test_the_bundle_has_three_parts():
    bundle = evidence()._repr_mimebundle_()
    assert set(bundle) == {"text/latex", "text/plain", MIME}
    assert set(bundle[MIME]) == FIELDS
    assert json.loads(json.dumps(bundle)) == bundle


def test_the_verdict_is_inside_the_formula():
    latex = evidence()._repr_mimebundle_()["text/latex"]
    assert latex.startswith("$$a = b")
    assert r"\qquad" in latex and r"\text{proved}" in latex


@pytest.mark.parametrize("text", ["", "why it holds"])
def test_no_tag_and_no_bare_line_break(text):
    latex = evidence(text=text)._repr_mimebundle_()["text/latex"]
    assert r"\tag" not in latex
    assert (r"\\" in latex) == (r"\begin{gathered}" in latex) == bool(text)


def test_plain_text_is_one_stable_line():
    assert evidence()._repr_mimebundle_()["text/plain"] == "proved: a = b"


@pytest.mark.parametrize(
    ("words", "latex"),
    [
        ("50% of $x_1$", r"50\% of $x_1$"),
        ("a_b & c # d {e}", r"a\_b \& c \# d \{e\}"),
        ("$a_b$ and a_b", r"$a_b$ and a\_b"),
    ],
)
def test_words_are_escaped_outside_of_formulas(words, latex):
    assert latex_words(words) == latex


@pytest.mark.parametrize("label", ["bias-correction", "a", "x1-y2"])
def test_good_labels(label):
    assert evidence(label=label).label == label


@pytest.mark.parametrize("label", ["", "A", "a_b", "-a", "a b", "1a", 3])
def test_bad_labels(label):
    with pytest.raises(ValueError, match="expected lower-case words joined by '-'"):
        evidence(label=label)


@pytest.mark.parametrize("text", ["two\nlines", "one $ sign", None, 3])
def test_bad_words(text):
    with pytest.raises(ValueError, match="text="):
        evidence(text=text)
