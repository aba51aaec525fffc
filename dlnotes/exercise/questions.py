"""Questions for numbers and choices, answered at once on a page and in a notebook.

In a notebook the cell's own source shows the answer: a chapter hides the source of such cells.
"""

from pathlib import Path

from dlnotes.exercise.answers import accepted, digest, hidden, read_number, shown
from dlnotes.explore.labels import label, plain, tags
from dlnotes.explore.widget import Widget, checked_name, container

SCRIPT = Path(__file__).parent / "question.js"
MOST_CHOICES = 8
FRAME = "border-left:4px solid #767676;padding:2px 0 2px 14px;margin:0 0 16px"
NOTE = "This question needs the page's script or a running notebook."


class Question(Widget):
    """A question whose answer is a number, one choice, or several choices.

    Args:
        name: lower-case words with hyphens, once on a page.
        prompt: words, with short mathematics between `$`.
        answer: a number (sympy's too), the right choice, or a list of all the right choices.
        tolerance: what counts as right, which the reader is told: a number is a distance, "2 %" a
            share of the answer. Left out: exactly for a whole answer, else within 1 %.
        choices: 2 to 8 texts to choose from.
        reasons: {choice: why it is wrong}, for every wrong choice; told to who chose it. A right
            choice may have one too: why it is right.
        hint: offered after the first wrong try.
        unit: stands after the reader's number.

    Attributes:
        reasons: what it was given.
        values: {"given": what the reader answered last, "solved": whether that is right}.

    Raises:
        TypeError, ValueError: naming the argument.

    >>> Question("half", "What is half of $x = 3$?", 1.5, tolerance=0).accepts("3/2")
    True
    """

    def __init__(
        self, name, prompt, answer, *, tolerance=None, choices=None, reasons=None, hint="", unit=""
    ):
        checked_name(name)
        for argument, text in (("hint", hint), ("unit", unit)):
            if not isinstance(text, str):
                raise TypeError(f"{argument}={text!r}: expected text")
        if choices is None:
            spec = number_spec(answer, tolerance, unit)
        else:
            spec = choice_spec(name, answer, choices, tolerance, unit)
        spec |= {"version": 1, "kind": "question", "id": name, "prompt": label(prompt)}
        spec["hint"] = label(hint) if hint else []
        if reasons is not None:
            spec["reasons"] = told(reasons, choices, answer)
        super().__init__([SCRIPT], spec=spec, values={"given": "", "solved": False})
        self._answer, self._choices, self.reasons = answer, choices, reasons

    def accepts(self, given):
        """Whether the browser calls it right.

        Args:
            given: what a reader types, or a choice, or a list of choices.
        """
        if self._choices is not None:
            chosen = places(given, self._choices)
            return digest(self.spec["id"], chosen) == self.spec["secret"]
        value, (low, high) = read_number(given, self.spec["unit"]), shown(self.spec["secret"])
        return value is not None and low <= value <= high

    def examples(self):
        """(right, wrong): two answers, in the form that `accepts` takes."""
        if self._choices is not None:
            right = places(self._answer, self._choices)
            wrong = next(c for c in self._choices if places(c, self._choices) != right)
            return self._answer, wrong
        low, high = shown(self.spec["secret"])
        return f"{float(self._answer):.12g}", f"{2 * high - low + abs(high) / 10 + 1:.12g}"

    def _line(self):
        return f"Question {self.spec['id']}: {plain(self.spec['prompt'])}"

    def _page(self):
        return page(self.spec)


def number_spec(answer, tolerance, unit):
    low, high, words = accepted(answer, tolerance, unit)
    return {
        "choices": [],
        "several": False,
        "unit": unit,
        "note": words,
        "secret": hidden(low, high),
    }


def choice_spec(name, answer, choices, tolerance, unit):
    if tolerance is not None or unit:
        raise ValueError(f"tolerance={tolerance!r}, unit={unit!r}: a choice has neither")
    if not isinstance(choices, list | tuple) or not 2 <= len(choices) <= MOST_CHOICES:
        raise ValueError(f"choices={choices!r}: expected a list of 2 to {MOST_CHOICES} texts")
    if len(set(choices)) < len(choices):
        raise ValueError(f"choices={choices!r}: two of them are the same")
    several = not isinstance(answer, str)
    return {
        "choices": [label(choice) for choice in choices],
        "several": several,
        "note": "choose all that are right" if several else "choose one",
        "secret": digest(name, places(answer, choices)),
    }


def told(reasons, choices, answer):
    """The labels of the reasons, one a choice; an empty one where a right choice has none.

    Raises:
        TypeError, ValueError: there are no choices, or a wrong one has no reason.
    """
    if choices is None:
        raise ValueError(f"reasons={reasons!r}: they belong to choices, and there are none")
    if not isinstance(reasons, dict) or not all(isinstance(w, str) for w in reasons.values()):
        raise TypeError(f"reasons={reasons!r}: expected {{choice: why it is wrong}}")
    unknown = [choice for choice in reasons if choice not in choices]
    if unknown:
        raise ValueError(f"reasons={unknown[0]!r}: not among the choices {list(choices)}")
    right = [answer] if isinstance(answer, str) else answer
    for choice in choices:
        if choice not in right and not reasons.get(choice, "").strip():
            raise ValueError(f"reasons: the wrong choice {choice!r} has none")
    return [label(reasons[choice]) if choice in reasons else [] for choice in choices]


def places(given, choices):
    """The places of one choice or several among all, in order, joined by +.

    Raises:
        ValueError: nothing is given, or something that is not among the choices.
    """
    wanted = [given] if isinstance(given, str) else list(given)
    unknown = [text for text in wanted if text not in choices]
    if unknown or not wanted:
        raise ValueError(f"answer={given!r}: expected one or more of {list(choices)}")
    return "+".join(str(place) for place, text in enumerate(choices) if text in wanted)


def page(spec):
    """The container of a static page; without a script it shows the prompt and the choices."""
    sign = "☐" if spec["several"] else "○"
    choices = "".join(
        f'<div style="min-height:36px">{sign} {tags(choice)}</div>' for choice in spec["choices"]
    )
    return container(
        spec,
        f'<div style="{FRAME}"><div style="margin-bottom:6px">{tags(spec["prompt"])}</div>'
        f'{choices}<div style="min-height:44px">({spec["note"]}) {NOTE}</div>'
        '<div style="height:28px"></div></div>',
    )
