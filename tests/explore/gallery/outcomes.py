"""Outcomes: ends of recurrences, at a few values with dots, and along a range."""

import sympy as sp

from dlnotes.explore import Choice, Explorer, Outcomes, Recurrence, Slider
from dlnotes.explore.panels.outcomes.values import outcome_values

LR = sp.Symbol("lr", positive=True)


def step_errors():
    """Euler and the midpoint rule on y' = -r y: the error against the number of steps."""
    n, k, y = sp.symbols("N k y", positive=True)
    rate, kind = sp.Symbol("r", positive=True), sp.Symbol("kind", integer=True)
    slope = sp.Piecewise((-rate * y, sp.Eq(kind, 0)), (-rate * y**2, sp.Eq(kind, 1)), (-rate, True))
    end = sp.Piecewise(
        (sp.exp(-rate), sp.Eq(kind, 0)), (1 / (1 + rate), sp.Eq(kind, 1)), (1 - rate, True)
    )
    euler = Recurrence({y: 1}, {y: y + slope / n}, show=(n, sp.Abs(y - end)))
    middle = Recurrence(
        {y: 1}, {y: y + slope.subs(y, y + slope / n / 2) / n}, show=(n, sp.Abs(y - end))
    )
    return Explorer(
        "step-errors",
        sliders=[
            Choice(kind, ["decay", "square", "constant"], label="equation"),
            Slider(rate, 0.1, 2, value=1, step=0.1, label="rate $r$"),
        ],
        panels=[
            Outcomes(
                n,
                None,
                {"Euler": euler, "midpoint": middle},
                steps=n,
                step=k,
                most=128,
                values=[1, 2, 4, 8, 16, 32, 64, 128],
                log_x=True,
                log_y=True,
                y_limits=(1e-7, 1),
                x_label="steps $N$",
                y_label="error at the end",
            )
        ],
        alt="On log axes the error of Euler falls with slope one, that of the midpoint with two.",
    )


def rates():
    """The loss after some steps of gradient descent, against the learning rate."""
    w, k, count = sp.symbols("w k K", real=True)
    curve = sp.Symbol("c", positive=True)
    plain = Recurrence({w: 2}, {w: w - LR * curve * w})
    heavy = sp.Symbol("v", real=True)
    ball = Recurrence({w: 2, heavy: 0}, {heavy: 0.9 * heavy - LR * w * curve, w: w + heavy})
    return Explorer(
        "rates",
        sliders=[
            Slider(count, 0, 50, value=20, step=1, label="steps $K$"),
            Slider(curve, 0.1, 10, value=1, log=True, label="curvature $c$"),
        ],
        panels=[
            Outcomes(
                LR,
                (0.001, 10),
                {"descent": plain, "momentum": ball},
                steps=count,
                step=k,
                most=50,
                value=curve * w**2 / 2,
                log_x=True,
                log_y=True,
                y_limits=(1e-9, 1e6),
                x_label="learning rate",
                y_label="loss after $K$ steps",
            )
        ],
        alt="The loss falls with the learning rate, has a sharp valley, and then explodes.",
    )


EXAMPLES = [step_errors, rates]
SHOWN = "(plot) => plot.xs.flatMap((xs, i) => [xs, plot.ys[i]])"


def values(panel, parts, settings, frame):
    pairs = [outcome_values(panel, method, parts, settings) for method in panel["methods"]]
    return [axis for pair in pairs for axis in pair]
