"""Questions that the tests ask: a number with a unit, an exact one, one choice, several."""

import sympy as sp

from dlnotes.exercise import Question


def half_life():
    return Question(
        "half-life",
        r"A weight gets no gradient. AdamW shrinks it by $1 - \eta\lambda$ a step, with "
        r"$\eta = 0.001$ and $\lambda = 0.1$. After how many steps is half of it left?",
        sp.log(2) / sp.Rational(1, 10_000),
        hint=r"Half is left when $T$ steps of $-\log(1 - 10^{-4})$ add up to $\log 2$.",
        unit="steps",
    )


def decay():
    return Question("decay", "By how much does the weight change in one step?", -1e-4, tolerance=0)


def one_choice():
    return Question(
        "louder-loss",
        "The loss is multiplied by 10. Whose fixed point moves?",
        "only that of Adam with an $L_2$ term",
        choices=[
            "only that of AdamW",
            "only that of Adam with an $L_2$ term",
            "both move",
            "neither moves",
        ],
        hint="Which of the two divides the decay by the size of the gradient?",
    )


def several_choices():
    return Question(
        "momentum",
        "Which of these keep a state for every weight?",
        ["SGD with momentum", "AdamW"],
        choices=["SGD", "SGD with momentum", "AdamW"],
        reasons={"SGD": "It knows the gradient of this step and nothing else."},
    )


def prediction():
    return Question(
        "flatter",
        "The margin doubles. What becomes of the angle within a class?",
        "it shrinks",
        choices=["it shrinks", "it stays", "it grows"],
        reasons={
            "it shrinks": "The loss asks for $m$ degrees more, and training gives a part of it.",
            "it stays": "Then the loss would not fall, and its slope is not 0 there.",
            "it grows": "That lowers the logit of the right class, $s \\cos\\theta$.",
        },
    )


QUESTIONS = {
    "half-life": half_life,
    "decay": decay,
    "louder-loss": one_choice,
    "momentum": several_choices,
    "flatter": prediction,
}
