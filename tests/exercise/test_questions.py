"""Numbers as readers write them, what counts as right, errors by name, and the stored output."""

import math
import os
import re
import subprocess
import sys

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from dlnotes.exercise import Question
from dlnotes.exercise.answers import accepted, hidden, read_number, shown
from dlnotes.explore.axes import number_text
from dlnotes.explore.labels import label
from tests.exercise.questions import QUESTIONS

WRITTEN = [
    ("0.5", 0.5), (".5", 0.5), ("5.", 5), ("-2", -2), ("−2", -2), ("+2", 2), (" 1 000 ", 1000),
    ("1e-3", 1e-3), ("1E3", 1000), ("3·10^-4", 3e-4), ("3*10^-4", 3e-4), ("3×10⁻⁴", 3e-4),
    ("10⁻⁸", 1e-8), ("−10⁻⁸", -1e-8), ("1/10^2", 0.01), ("2/3", 2 / 3), ("-1/4", -0.25),
    ("71 %", 0.71), ("71%", 0.71), ("1,000", 1000), ("12,345.5", 12345.5), ("1,234,567", 1234567),
    ("-1,000", -1000), ("0,5", 0.5), ("0,500", 0.5), ("1,5", 1.5), ("1,0000", 1),
]  # fmt: skip
UNREADABLE = [
    "", "abc", "1/0", "1/2/3", "1,000,5", "1,2,3", "1.2.3", "--1", "1e", "e5", "1/", "/2", "3²",
    "1e999", "nan", "inf", "infinity", "0x10", "1_000", "٣", "12 apples", "210^2", "%", ".",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), WRITTEN)
def test_numbers_are_read(text, value):
    assert read_number(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_number_is_not_read(text):
    assert read_number(text) is None


def test_a_unit_may_follow():
    assert read_number("6931 steps", "steps") == 6931
    assert read_number("71 %", "%") == read_number("71", "%") == 71
    assert read_number("6931 hours", "steps") is None


@given(st.floats(-1e300, 1e300))
@settings(max_examples=200)
def test_what_is_written_as_a_number_is_read_back(value):
    """Python's own notation, and the one of readouts, which a reader may paste."""
    assert read_number(repr(value)) == value
    assert read_number(number_text(value)) == pytest.approx(value, rel=1e-3, abs=5e-324)


@pytest.mark.parametrize(
    ("answer", "tolerance", "right", "wrong", "words"),
    [
        (7, None, ["7", "7.0", "14/2"], ["7.0001", "-7"], "exactly"),
        (-2.5, None, ["-2.5", "-2.524", "-2.476"], ["-2.526", "-2.474", "2.5"], "within 1 %"),
        (0, None, ["0", "-0", "0/3"], ["1e-9"], "exactly"),
        (0, 0.5, ["0.5", "-0.5"], ["0.51", "-0.51"], "within 0.5"),
        (200, "5 %", ["190", "210"], ["189.9", "210.1"], "within 5 %"),
        (sp.Rational(2, 3), 0, ["2/3", "0.666666666667"], ["0.6667", "0.667"], "exactly"),
        (sp.log(2), None, ["0.69", "0.7"], ["0.68"], "within 1 %"),
        (1e-8, None, ["1e-8", "1.009e-8"], ["0", "1.02e-8"], "within 1 %"),
    ],
)
def test_what_counts_as_right(answer, tolerance, right, wrong, words):
    question = Question("q", "How much?", answer, tolerance=tolerance)
    assert [text for text in right if not question.accepts(text)] == []
    assert [text for text in [*wrong, "", "?"] if question.accepts(text)] == []
    assert question.spec["note"] == words


def test_one_choice_and_several():
    one, several = (QUESTIONS[name]() for name in ("louder-loss", "momentum"))
    assert not one.spec["several"] and several.spec["several"]
    assert one.accepts("only that of Adam with an $L_2$ term")
    assert not one.accepts("both move")
    assert not one.accepts(["both move", "only that of Adam with an $L_2$ term"])
    assert several.accepts(["AdamW", "SGD with momentum"])
    assert not any(several.accepts(wrong) for wrong in ("AdamW", ["SGD", "AdamW"], ["SGD"]))


@pytest.mark.parametrize("name", QUESTIONS)
def test_own_examples_are_told_apart(name):
    question = QUESTIONS[name]()
    right, wrong = question.examples()
    assert question.accepts(right) and not question.accepts(wrong)


def pair(**more):
    return Question("q", "p", "a", choices=["a", "b"], **more)


def test_reasons_go_with_their_choices_and_a_question_without_any_stays_as_it_was():
    assert pair(reasons={"b": "it is $x_1$"}).spec["reasons"] == [[], label("it is $x_1$")]
    assert "reasons" not in pair().spec
    assert QUESTIONS["momentum"]().spec["reasons"][1:] == [[], []]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Question("My Q", "p", 1), "name='My Q'"),
        (lambda: Question("q", "", 1), "label=''"),
        (lambda: Question("q", "p", float("nan")), "answer=nan"),
        (lambda: Question("q", "p", sp.Symbol("x")), "answer=x: expected a real number"),
        (lambda: Question("q", "p", 1, tolerance=-1), "tolerance=-1"),
        (lambda: Question("q", "p", 1, tolerance="much"), "tolerance='much'"),
        (lambda: Question("q", "p", 0, tolerance="1 %"), "tolerance='1 %'"),
        (lambda: Question("q", "p", 0.1, tolerance=0.2), "it accepts 0"),
        (lambda: Question("q", "p", "a", choices=["a"]), "expected a list of 2 to 8 texts"),
        (lambda: Question("q", "p", "a", choices=["a", "a"]), "the same"),
        (lambda: Question("q", "p", "c", choices=["a", "b"]), "answer='c'"),
        (lambda: Question("q", "p", [], choices=["a", "b"]), "answer=[]"),
        (lambda: Question("q", "p", ["a", "b", "c"], choices=["a", "b"]), "answer=['a', 'b', 'c']"),
        (lambda: Question("q", "p", "a", choices=["a", "b"], unit="m"), "a choice has neither"),
        (lambda: Question("q", "p", 1, reasons={"a": "no"}), "there are none"),
        (lambda: pair(reasons={"c": "no"}), "reasons='c': not among the choices ['a', 'b']"),
        (lambda: pair(reasons={}), "the wrong choice 'b' has none"),
        (lambda: pair(reasons={"a": "yes", "b": " "}), "the wrong choice 'b' has none"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_by_name(make, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        make()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Question("q", "p", "5"), "answer='5'"),
        (lambda: Question("q", "p", True), "answer=True"),
        (lambda: Question("q", "p", 1, hint=3), "hint=3"),
        (lambda: Question("q", 3, 1), "label=3"),
        (lambda: pair(reasons=["no"]), "reasons=['no']: expected {choice: why it is wrong}"),
        (lambda: pair(reasons={"b": 3}), "expected {choice: why it is wrong}"),
    ],
)
def test_what_is_of_the_wrong_type_is_refused(make, message):
    with pytest.raises(TypeError, match=re.escape(message)):
        make()


def test_the_answer_is_not_to_be_read_in_the_output():
    outputs = [QUESTIONS[name]()._repr_mimebundle_()[0] for name in ("half-life", "decay")]
    text = repr([(o["text/html"], o["text/plain"]) for o in outputs])
    assert "693" not in text and "0.0001" not in text and "1e-4" not in text
    low, high, _ = accepted(sp.pi, None)
    assert shown(hidden(low, high)) == (low, high)
    assert math.isclose((low + high) / 2, math.pi)


def test_without_a_script_the_question_can_be_read():
    html = QUESTIONS["louder-loss"]()._repr_mimebundle_()[0]["text/html"]
    text = re.sub("<[^>]+>", "", re.sub("<script.*?</script>", "", html))
    assert "Whose fixed point moves?" in text and "neither moves" in text
    assert "needs the page's script or a running notebook" in text
    assert "term is in" not in text and "Which of the two" not in text  # the hint stays folded


OUTPUT = """
from tests.exercise.questions import QUESTIONS
for make in QUESTIONS.values():
    data, _ = make()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    print(data["text/plain"], data["text/html"])
"""


def test_another_process_stores_the_same_bytes():
    """As strict nbval compares them: all but the widget's id, whatever the order of sets."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", OUTPUT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.getcwd()},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] and runs[0].count(b"dlnotes-widget") == len(QUESTIONS)
