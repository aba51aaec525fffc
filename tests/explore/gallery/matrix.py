"""Matrices: attention by a formula of the place, and a table of formulas of its own."""

import sympy as sp

from dlnotes.explore import Choice, Explorer, Matrix, Readout, Slider, Switch
from dlnotes.explore.panels.matrix.values import matrix_values

ROW, COLUMN = sp.symbols("i j", integer=True, nonnegative=True)
WORDS = ["the", "cat", "sat", "on", "the", "mat"]


def attention():
    """Softmax over earlier words of scores that fall with the distance."""
    slope = sp.Symbol("m", nonnegative=True)
    causal = sp.Symbol("causal", integer=True)

    def weight(j):
        seen = sp.Or(j <= ROW, sp.Eq(causal, 0))
        return sp.Piecewise((sp.exp(-slope * sp.Abs(ROW - j)), seen), (0, True))

    share = weight(COLUMN) / sum(weight(sp.Integer(k)) for k in range(len(WORDS)))
    return Explorer(
        "attention",
        sliders=[
            Slider(slope, 0, 2, value=0.5, step=0.05, label="slope $m$"),
            Switch(causal, on=True, label="only earlier words"),
        ],
        panels=[
            Matrix(
                sp.Piecewise((share, sp.Or(COLUMN <= ROW, sp.Eq(causal, 0)))),
                WORDS,
                WORDS,
                index=(ROW, COLUMN),
                row_name="query",
                column_name="key",
                value_name="weight",
                limits=(0, 1),
                title="attention",
            )
        ],
        readouts=[Readout("factor from word to word", sp.exp(-slope))],
        alt="A triangle of six words by six: every word looks back, most of all at itself.",
    )


def confusion():
    """Shares of right and wrong answers when a threshold moves."""
    threshold = sp.Symbol("t", real=True)
    which = sp.Symbol("which", integer=True)
    hit, alarm = ((1 - sp.erf((threshold - mean) / sp.sqrt(2))) / 2 for mean in (1, -1))
    scale = sp.Piecewise((1, sp.Eq(which, 0)), (100, True))
    return Explorer(
        "confusion",
        sliders=[
            Slider(threshold, -3, 3, value=0, step=0.1, label="threshold"),
            Choice(which, ["share", "percent"], label="shown as"),
        ],
        panels=[
            Matrix(
                scale * sp.Matrix([[hit, 1 - hit], [alarm, 1 - alarm]]),
                ["an object is there", "nothing is there"],
                ["says yes", "says no"],
                row_name="truth",
                column_name="answer",
                digits=3,
            )
        ],
        alt="Four cells: hits, misses, false alarms and right silences, at one threshold.",
    )


EXAMPLES = [attention, confusion]
SHOWN = "(plot) => [plot.values]"


def values(panel, parts, settings, frame):
    return [matrix_values(panel, parts, settings).ravel()]
