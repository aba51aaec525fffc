"""Choices and switches in Python: their values, their rows without a script, and refusals."""

import re

import pytest
import sympy as sp
from matplotlib.figure import Figure

from dlnotes.explore import Choice, Curves, Explorer, Readout, Slider, Switch, live
from dlnotes.explore.page import page

A, B, X = sp.symbols("a b x", real=True)
NAMES = ["VP", "VE", "EDM"]
ALT = "A line whose slope follows the controls."


def explorer(*controls):
    curves = Curves(X, (0, 1), {"line": A * X + B})
    readouts = [Readout("at one", A + B)]
    return Explorer("line", sliders=list(controls), panels=[curves], readouts=readouts, alt=ALT)


def test_a_choice_is_the_place_of_its_name():
    choice = Choice(A, NAMES, value="VE")
    assert (choice.low, choice.high, choice.steps, choice.value) == (0, 2, 2, 1)
    assert Choice(A, NAMES).value == 0 and Choice(A, NAMES, value=2).value == 2
    assert Choice(A, ["$\\beta_1$", "b"]).names == ["β₁", "b"]
    spec = choice.spec()
    assert (spec["kind"], spec["names"], spec["label"]) == ("choice", NAMES, [["a", "i"]])
    assert "kind" not in Slider(A, 0, 2, value=1).spec()


def test_a_switch_is_one_or_zero():
    assert Switch(A).value == 0 and Switch(A, on=True).value == 1
    assert Switch(A, label="bias").spec() == {
        "name": "a", "label": ["bias"], "min": 0, "max": 1, "steps": 1, "value": 0, "log": False,
        "unit": "", "hidden": False, "kind": "switch",
    }  # fmt: skip


def test_values_are_checked_by_their_control():
    shown = explorer(Choice(A, NAMES, value=1), Switch(B))
    assert shown.values == {"a": 1, "b": 0}
    shown.values = {"a": 2, "b": True}
    assert shown.values == {"a": 2, "b": 1}
    for wrong, reason in [
        ({"a": 0.5}, "values: a=0.5: expected the place of a name, a whole number to 2"),
        ({"a": 3}, "values: a=3: expected the place of a name"),
        ({"a": "VE"}, "values: a='VE': expected the place of a name"),
        ({"b": 0.5}, "values: b=0.5: expected 0 (off) or 1 (on)"),
    ]:
        with pytest.raises(ValueError, match=re.escape(reason)):
            shown.values = wrong
    assert shown.values == {"a": 2, "b": 1}


def test_without_a_script_the_page_says_what_is_chosen_and_what_could_be():
    text = page(explorer(Choice(A, NAMES, value=1), Switch(B, label="bias")).spec)
    assert "a: VE " in text and "bias: off " in text
    assert re.findall("[●○] [A-Z]+", text) == ["○ VP", "● VE", "○ EDM"]


def test_live_gives_the_place_of_a_choice_and_the_state_of_a_switch():
    box = live(drawn, kind=Choice(A, NAMES, value=1), bias=Switch(B, on=True))
    assert box.values() == {"kind": 1, "bias": True}
    assert type(box.values()["kind"]) is int and type(box.values()["bias"]) is bool


def drawn(kind, bias):
    return Figure(figsize=(1, 1))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Choice(A, ["one"]), "names=['one']: expected 2 to 20 different texts"),
        (lambda: Choice(A, ["b", "b"]), "expected 2 to 20 different texts"),
        (lambda: Choice(A, [str(k) for k in range(21)]), "expected 2 to 20 different texts"),
        (lambda: Choice(A, NAMES, value="DDPM"), "value='DDPM': expected one of"),
        (lambda: Choice(A, NAMES, value=3), "value=3: expected a whole number from 0 to 2"),
        (lambda: Choice(A, NAMES, value=0.5), "value=0.5: expected a whole number"),
        (lambda: explorer(Choice(A, NAMES), Switch(A)), "two controls are named a"),
    ],
)
def test_what_cannot_be_chosen_is_refused_by_name(make, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        make()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Choice(A, "ab"), "choice a: names='ab': expected a list of texts"),
        (lambda: Choice("a", NAMES), "symbol='a': expected a sympy symbol"),
        (lambda: Switch(A, on=1), "switch a: on=1: expected True or False"),
        (lambda: Switch(A + B), "expected a sympy symbol named by one word"),
    ],
)
def test_what_is_of_the_wrong_type_is_refused(make, message):
    with pytest.raises(TypeError, match=re.escape(message)):
        make()
