"""What a new chapter holds: the order in which every chapter of the book answers its question."""

import nbformat


def task(source):
    """The cell of an exercise."""
    return nbformat.v4.new_markdown_cell(source, metadata={"tags": ["exercise"]})


CELLS = {
    "code": nbformat.v4.new_code_cell,
    "words": nbformat.v4.new_markdown_cell,
    "task": task,
}
OPENING = """\
# {title}

{question} Draft: why that matters, and the answer as one picture or number.

After this chapter you will be able to do these things:

- Draft: something that can be checked"""

IMPORTS = """\
import matplotlib.pyplot as plt
import sympy as sp
import torch

from dlnotes.devices import device
from dlnotes.exercise import Question
from dlnotes.explore import live
from dlnotes.plotting import alt, figure, use_style
from dlnotes.symbolic import claim, define, finding

use_style()"""

GIVEN = """\
## What is given

Draft: the assumptions, each stated once. A displayed equation in the text is a goal, a definition
or an assumption; what follows from it is printed by a claim."""

DEFINITION = """\
a, b = sp.symbols("a b", real=True)
mean = (a + b) / 2
define(sp.Symbol("m"), mean, "Draft: what the symbol means",
       only="Draft: why no code computes it, or by=function")"""

DERIVATION = """\
## Derivation

Draft: one step, one sentence that says why, one claim."""

CODE = """\
## Code

Draft: show the reference code with `show_source`, then prove with `agree` that it computes the
formula above.

## Experiment

Draft: what the formula predicts, on real data where there are any. Before it the reader commits."""

PREDICTION = """\
Question(
    "draft-prediction", "Draft: the range is halved. What becomes of the mean of the squares?",
    "a quarter",
    choices=["a half", "a quarter", "it stays"],
    reasons={
        "a half": "Draft: that is what becomes of the mean of the sizes.",
        "it stays": "Draft: every square gets smaller.",
    },
)"""

SETTLED = """\
Draft: why that is so, which the experiment shows. An experiment and what it found are two cells:
the code of a cell that shows a finding and nothing else is folded."""

PICTURE = """\
x = torch.linspace(-1, 1, 101)
fig, ax = figure()
ax.plot(x, x**2)
ax.set(xlabel="x", ylabel="square of x")
alt("Draft: what the picture shows, and what the reader should see in it.")
plt.show()"""

FINDING = """\
finding("Draft: the mean of the squares", (x**2).mean(), 0.30, 0.36,
        against=0.5, label="mean-square")"""

LIVE = """\
def squares(power):
    x = torch.linspace(-1, 1, 101, device=device())
    fig, ax = figure()
    ax.plot(x.cpu(), (x**power).cpu())
    ax.set(xlabel="x", ylabel="power of x")
    alt("Draft: what the picture shows at the first setting of the sliders.")
    return fig


live(squares, power=(1, 6, 2))"""

TRY = """\
Draft: what to try here, and what to notice. What takes longer than a second is a generator: it
yields shares of its work, and the figure last.

## What you set tomorrow

| setting | default | why | where it differs |
|---|---|---|---|
| Draft | a value | a reason | half precision, a large batch, small data |

## What people get wrong

Draft: a misconception, and the sentence above that settles it.

## What this settles

Draft: the answer to the question at the top, and where it does not hold.

## Exercises"""

SOLUTION = """\
<details><summary>Solution</summary>

Draft: the solution, step by step.

</details>"""

DEEPER = """\
## Deeper: draft

Draft: two lines that say what this section holds, for whom. All behind this cell is folded."""

INSIDE = """\
Draft: what is true and good, and not needed for the question of the chapter."""

SOURCES = """\
## Sources

Draft: the papers, as links like `[Authors year](../../book/references.md#key)`, and what the note
that this chapter grew from leaves open."""

TEXTS = [
    ("code", IMPORTS),
    ("words", GIVEN),
    ("code", DEFINITION),
    ("words", DERIVATION),
    ("code", 'claim((a - mean) ** 2, (b - mean) ** 2, "Draft: why the step holds")'),
    ("words", CODE),
    ("code", PREDICTION),
    ("words", SETTLED),
    ("code", PICTURE),
    ("code", FINDING),
    ("words", "Draft: what the picture shows, and the same for another setting, in real code."),
    ("code", LIVE),
    ("words", TRY),
    ("task", "**1.** Draft: a task with one right answer."),
    ("words", SOLUTION),
    ("words", DEEPER),
    ("words", INSIDE),
    ("words", SOURCES),
]
