"""The proof that solutions pass and stubs do not: it must see every way in which they may fail."""

import nbformat.v4 as v4
import pytest

from tools.exercises import defined, needed, problems, used

IMPORTS = "import math\n\nfrom dlnotes.exercise import Question, check"
NOISE = 'raise RuntimeError("no exercise needs this cell")'
REFERENCE = "half = 0.5\n\n\ndef reference(x):\n    return x**half"
STUB = """\
def root(x):
    # Without **.
    return None


check(root, reference, [(4.0,), (2.0,)])"""
SOLUTION = """\
<details><summary>Solution</summary>

The square root:

```python
def root(x):
    return math.sqrt(x)
```

It needs `math`.

</details>"""
ASK = 'Question("ratio", "What is a half of 3?", 1.5, tolerance=0)'
FOLDED = {"tags": ["hide-input"], "jupyter": {"source_hidden": True}}


def notebook(stub=STUB, solution=SOLUTION, ask=ASK, metadata=FOLDED):
    exercise = {"metadata": {"tags": ["exercise"]}}
    return v4.new_notebook(
        cells=[
            v4.new_code_cell(IMPORTS),
            v4.new_code_cell(NOISE),
            v4.new_code_cell(REFERENCE),
            v4.new_markdown_cell("**1.** A root.", **exercise),
            v4.new_code_cell(stub),
            v4.new_markdown_cell(solution),
            v4.new_markdown_cell("**2.** A half.", **exercise),
            v4.new_code_cell(ask, metadata=metadata),
            v4.new_markdown_cell("<details><summary>Solution</summary>\n\n1.5\n\n</details>"),
        ]
    )


def test_good_exercises_have_no_problem():
    assert problems(notebook()) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"solution": SOLUTION.replace("sqrt", "exp")}, "the solution does not pass: Not right"),
        ({"solution": SOLUTION.replace("math.sqrt(x)", "None")}, "does not pass: root: not solved"),
        ({"solution": SOLUTION.replace("def root", "def other")}, "none of the stub's names: root"),
        ({"solution": "<details>no code</details>"}, "0 python blocks"),
        ({"solution": SOLUTION * 2}, "2 python blocks"),
        ({"stub": STUB.replace("None", "x**0.5")}, 'the stub is not "not solved yet": Right'),
        ({"stub": STUB.replace("None", "x")}, 'the stub is not "not solved yet": Not right'),
        ({"stub": STUB + "\nprint()"}, "once, as the cell's last line"),
        ({"stub": STUB.replace("check(", "found = check(")}, "once, as the cell's last line"),
        ({"stub": STUB + "\n" + STUB.splitlines()[-1]}, "once, as the cell's last line"),
        ({"ask": "q = " + ASK}, "once, as the cell's last line"),
        ({"metadata": {}}, "its source tells the answer"),
        ({"metadata": {"tags": ["hide-input"]}}, "its source tells the answer"),
        ({"ask": "Question = print\nQuestion('x')"}, "which is no question"),
    ],
)
def test_every_fault_is_told(changes, message):
    told = problems(notebook(**changes))
    assert len(told) == 1 and message in told[0], told
    assert told[0].startswith("cell 8" if {"ask", "metadata"} & set(changes) else "cell 5")


def test_a_question_that_judges_wrongly_is_told(monkeypatch):
    monkeypatch.setattr("dlnotes.exercise.questions.shown", lambda secret: (2.0, 3.0))
    assert problems(notebook()) == ["cell 8: it refuses its own answer '1.5'"]
    monkeypatch.setattr("dlnotes.exercise.questions.Question.accepts", lambda self, given: True)
    assert "it accepts" in problems(notebook())[0]


def test_two_widgets_of_one_name_are_told():
    told = problems(notebook(ask=f"Question('ratio', 'p', 1)\n{ASK}"))
    assert "cell 8: another widget of this chapter is named 'ratio'" in told


def test_names_are_followed_through_functions_but_not_their_own():
    assert used("def f(a, b=c):\n    d = a + e\n    return lambda x: x + g") >= {"c", "e", "g"}
    assert not used("def f(a):\n    d = a\n    return d") & {"a", "d"}
    assert defined("import a.b as c, d.e\nx: int = 1\nfor y in z: pass\ndef f(): w = 1") == {
        "c", "d", "x", "y", "f",
    }  # fmt: skip
    cells = ["a = 1", "b = 2", "c = a", "def f():\n    return c"]
    assert needed(cells, {"f"}) == ["a = 1", "c = a", "def f():\n    return c"]
