"""Numbers in words, as a sentence reports a result: 82 %, 3.7 times, thousands, half, 2/3."""

import re
from typing import NamedTuple

RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
NUMBER = re.compile(
    r"(?<![\w.^])(?P<sign>-?)"
    r"(?:10\^(?P<alone>-?\d+)|(?P<size>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?:\s*[·×]\s*10\^(?P<power>-?\d+)|e(?P<short>[+-]?\d+))?)"
    r"(?:\s*/\s*(?P<below>\d+)(?!\d))?"
    r"(?:\s+(?:out )?of (?P<all>\d[\d,]*))?"
    r"(?:\s+(?P<many>hundred|thousand|million)\b)?"
    r"(?:(?P<share>\s*%|\s+per ?cent\b)|(?P<times>\s*(?:times\b|×|-fold\b)))?"
)
TIMES = r"(\s+times\b)?"
WORDS = {
    "half": 0.5,
    "two thirds": 2 / 3,
    "a third": 1 / 3,
    "one third": 1 / 3,
    "three quarters": 0.75,
    "a quarter": 0.25,
    "one quarter": 0.25,
    "a tenth": 0.1,
    "twice": 2,
    "double": 2,
    "a hundred": 100,
    "a thousand": 1000,
    "a million": 1e6,
} | dict(
    zip(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        range(2, 11),
        strict=True,
    )
)
MANY = {"hundred": 100, "thousand": 1000, "million": 1e6}
SIZES = {"tens": 10, "hundreds": 100, "thousands": 1000, "millions": 1e6}
WORD = re.compile(
    rf"(?<![\w-])({'|'.join(sorted([*WORDS, *SIZES], key=len, reverse=True))})(?![\w-]){TIMES}",
    re.IGNORECASE,
)


class Quantity(NamedTuple):
    """A number in a sentence.

    Attributes:
        words: as it is written.
        low, high: what it may stand for: a rounded number, or for "thousands" 1000 to 10,000.
        unit: "%", so that 82 may mean 0.82, "times", or nothing.
    """

    words: str
    low: float
    high: float
    unit: str = ""

    @property
    def ends(self):
        """(low, high) of each number that it may stand for."""
        whole = (self.low, self.high)
        return [whole, (self.low / 100, self.high / 100)] if self.unit == "%" else [whole]


def quantities(text):
    """Every number in a piece of Markdown.

    >>> [q.words for q in quantities("about 82 %, or $3 \\\\cdot 10^{-4}$, thousands of times")]
    ['82 %', '3 · 10^-4', 'thousands']
    """
    text = plain(text)
    numbers = [_quantity(found) for found in NUMBER.finditer(text)]
    return numbers + [_word(*found.groups()) for found in WORD.finditer(NUMBER.sub(" ", text))]


def plain(text):
    """Markdown and LaTeX of a number as plain text."""
    for mark, meant in ((r"\,", ""), (r"\%", "%"), (r"\cdot", "·"), (r"\times", "×"), ("−", "-")):
        text = text.replace(mark, meant)
    text = re.sub(r"10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda m: f"10^{m[1].translate(RAISED)}", text)
    return re.sub(r"\^\{(-?\d+)\}", r"^\1", text).replace("{,}", ",").replace("$", "").strip()


def _quantity(found):
    size = (found["size"] or "1").replace(",", "")
    power = int(found["power"] or found["short"] or found["alone"] or 0)
    factor = 10.0**power * MANY.get(found["many"], 1) / float(found["below"] or 1)
    factor /= float((found["all"] or "1").replace(",", ""))
    exact = found["below"] or found["all"]
    half = 0 if exact else 0.5 * 10.0 ** -len(size.partition(".")[2])
    sign = -1 if found["sign"] else 1
    ends = sorted(sign * (float(size) + step) * factor for step in (-half, half))
    unit = "%" if found["share"] else "times" if found["times"] else ""
    return Quantity(found[0].strip(), *ends, unit)


def _word(word, times):
    word, unit = word.lower(), "times" if times else ""
    if word in SIZES:
        return Quantity(word, SIZES[word], 10 * SIZES[word], unit)
    return Quantity(word, WORDS[word], WORDS[word], unit)
