"""LaTeX cut into what is seen: marks, in order, with what only lays them out left out."""

import re

TOKEN = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)|(?P<command>\\[A-Za-z]+)|(?P<escaped>\\[^A-Za-z])|(?P<mark>\S)"
)
SIZES = {rf"\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("l", "r", "")}
SPACES = {r"\ ", r"\:", r"\;", r"\!", r"\quad", r"\qquad", r"\limits", r"\displaystyle"}
RAW = {r"\text", r"\texttt", r"\mathrm", r"\operatorname"}  # their argument is a word
ENVIRONMENT = {r"\begin", r"\end"}


class PrintError(Exception):
    """The print cannot be read, can be read in two ways, or says something else."""


def tokens(tex):
    r"""The marks of a formula. `\left` and the sizes of brackets say nothing and are dropped.

    >>> tokens(r"\left(x_{12} - 1\right)\, dx")
    ['(', 'x', '_', '{', '12', '}', '-', '1', ')', '\\,', 'd', 'x']
    >>> tokens(r"\text{for}\: \left.x\right|_{x=1}")
    ['\\text', 'for', 'left.', 'x', 'right|', '_', '{', 'x', '=', '1', '}']
    """
    found, place = [], 0
    while match := TOKEN.search(tex, place):
        word, place = match[0], match.end()
        if word in RAW | ENVIRONMENT:
            inner, place = _braced(tex, place)
            found += [word, inner]
        elif word in (r"\left", r"\right"):
            fence = TOKEN.match(tex, place)
            place = fence.end()
            sided = fence[0] in (".", "|", r"\|")
            found.append(word[1:] + fence[0] if sided else fence[0])
        elif word not in SIZES | SPACES:
            found.append(word)
    return found


def _braced(tex, place):
    """The text between the braces that open at `place`, and where they have closed."""
    if tex[place : place + 1] != "{":
        raise PrintError(f"expected a brace at {tex[place:][:20]!r}")
    depth = 0
    for end in range(place, len(tex)):
        depth += {"{": 1, "}": -1}.get(tex[end], 0)
        if depth == 0:
            return tex[place + 1 : end], end + 1
    raise PrintError(f"a brace is not closed: {tex[place:][:40]!r}")
