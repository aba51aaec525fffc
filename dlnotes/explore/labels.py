"""Short labels: words with a little mathematics, as runs that SVG and HTML can both draw.

A run is a string (upright) or a pair [text, style] with style "i" (italic), "_" (below) or
"^" (above). There is no maths engine inside a picture, so a label knows letters, Greek, indices,
fractions on one line and roots; a longer formula belongs into the text.
"""

import re
from html import escape

import sympy as sp

GREEK = dict(
    zip(
        re.findall(
            r"\w+",
            "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda "
            "mu nu xi pi rho sigma tau upsilon phi varphi chi psi omega "
            "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega",
        ),
        "αβγδϵεζηθϑικλμνξπρστυϕφχψωΓΔΘΛΞΠΣΥΦΨΩ",
        strict=True,
    )
)
SIGNS = {
    "cdot": "·", "times": "×", "infty": "∞", "partial": "∂", "nabla": "∇", "leq": "≤", "geq": "≥",
    "neq": "≠", "approx": "≈", "to": "→", "ldots": "…", "lvert": "|", "rvert": "|", "lVert": "‖",
    "rVert": "‖", "quad": " ", "left": "", "right": "", "pm": "±", "in": "∈", "sum": "Σ", ",": " ",
    "ell": "ℓ", " ": " ", ";": " ", "!": "", "{": "{", "}": "}",
}  # fmt: skip
WRAPS = ("operatorname", "mathrm", "text")
WORDS = ("exp", "log", "ln", "sin", "cos", "tan", "sinh", "cosh", "tanh", "min", "max", "erf")
ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "dot": "\u0307"}
TOKEN = re.compile(r"\\([A-Za-z]+|.)|([0-9.]+)|([A-Za-z])|(\s+-\s+)|(\s+)|(.)")


def label(text, default=None):
    """Runs of a label.

    Args:
        text: words in which `$...$` holds mathematics, a sympy expression, or None for `default`.
        default: what a label of None says.

    Raises:
        TypeError: not text and not an expression.
        ValueError: empty, or mathematics that a label does not know; the message names it.

    >>> label("rate $\\\\beta_1$")
    ['rate ', ['β', 'i'], ['1', '_']]
    """
    text = default if text is None else text
    if isinstance(text, sp.Basic):
        text = f"${sp.latex(text)}$"
    if not isinstance(text, str):
        raise TypeError(f"label={text!r}: expected text or a sympy expression")
    words = text.split("$")
    if not text.strip() or len(words) % 2 == 0:
        raise ValueError(f"label={text!r}: expected words, with mathematics between two $")
    runs = []
    for index, word in enumerate(words):
        runs += mathematics(word) if index % 2 else [word] if word else []
    return joined(runs)


def plain(runs):
    """The label as one line of text, for names and screen readers.

    >>> plain(label("$x_{10}^2$"))
    'x₁₀²'
    """
    return "".join(run if isinstance(run, str) else shifted(*run) for run in runs)


def spans(runs):
    """The label as `tspan` elements of an SVG text."""
    shift, elements = 0, []
    for run in runs:
        text, style = (run, "") if isinstance(run, str) else run
        wanted = {"_": 3, "^": -4}.get(style, 0)
        slant = ' font-style="italic"' if style == "i" else ""
        small = ' font-size="80%"' if wanted else ""
        elements.append(f'<tspan dy="{wanted - shift}"{slant}{small}>{escape(text)}</tspan>')
        shift = wanted
    return "".join(elements)


def tags(runs):
    """The label as HTML."""
    names = {"i": "i", "_": "sub", "^": "sup"}
    pairs = [(run, None) if isinstance(run, str) else (run[0], names[run[1]]) for run in runs]
    return "".join(f"<{n}>{escape(t)}</{n}>" if n else escape(t) for t, n in pairs)


def shifted(text, style):
    sets = {"_": str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋"),
            "^": str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")}  # fmt: skip
    if style == "i" or all(ord(c) in sets[style] for c in text):
        return text.translate(sets.get(style, {}))
    return f"{style}{text}"


def mathematics(latex):
    """Runs of LaTeX as `sympy.latex` writes it for short expressions."""
    runs, rest = [], latex
    while rest:
        more, rest = atom(rest)
        runs += more
    return runs


def atom(latex):
    """The first thing in `latex` as runs, and what follows it."""
    match = TOKEN.match(latex)
    command, number, letter, minus, space, other = match.groups()
    rest = latex[match.end() :]
    if command is not None:
        return named(command, rest)
    if letter:
        return [[letter, "i"]], rest
    if other and other in "_^":
        inner, rest = atom(rest.lstrip())
        return [[plain(inner), other]], rest
    if other == "{":
        inner, rest = braces(latex)
        return mathematics(inner), rest
    spaced = {"-": "−", "=": " = ", "<": " < ", ">": " > ", "+": " + ", ",": ", "}
    return ([] if space else [" − " if minus else number or spaced.get(other, other)]), rest


def named(command, rest):
    if command in GREEK:
        return [[GREEK[command], "i"]], rest
    if command in SIGNS:
        return ([SIGNS[command]] if SIGNS[command] else []), rest
    if command in WORDS:
        return [command], rest
    if command in WRAPS:
        inner, rest = braces(rest)
        return [inner], rest
    if command in ACCENTS:
        inner, rest = atom(rest.lstrip())
        return [[plain(inner) + ACCENTS[command], "i"]], rest
    if command == "sqrt":
        inner, rest = braces(rest)
        return ["√", *grouped(inner)], rest
    if command in ("frac", "tfrac"):
        above, rest = braces(rest)
        below, rest = braces(rest)
        return [*grouped(above), "/", *grouped(below)], rest
    raise ValueError(f"a label does not know \\{command}: write it in words or in letters")


def grouped(latex):
    runs = mathematics(latex)
    return runs if len(latex) == 1 or re.fullmatch(r"\\?\w+", latex) else ["(", *runs, ")"]


def braces(latex):
    """What stands in the braces that `latex` begins with, and what follows them."""
    depth = 0
    for index, letter in enumerate(latex):
        depth += (letter == "{") - (letter == "}")
        if depth == 0 and index:
            return latex[1:index], latex[index + 1 :]
    raise ValueError(f"label: expected braces that close in {latex!r}")


def joined(runs):
    """Neighbouring upright runs as one."""
    result = []
    for run in runs:
        if result and isinstance(run, str) and isinstance(result[-1], str):
            result[-1] += run
        else:
            result.append(run)
    return result
