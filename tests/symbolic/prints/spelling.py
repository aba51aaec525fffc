"""The names of a formula: as code spells them, and as they are seen on the page."""

import re

from tests.symbolic.prints.tokens import RAW, PrintError, tokens

ALPHABET = """
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho
sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi
Omega ell hbar
"""
GREEK = set(ALPHABET.split())
ACCENTS = {"hat", "bar", "dot", "ddot", "tilde", "vec"}
LETTERS = re.compile(r"([A-Za-z]+?)(\d*)('*)")


def seen(name):
    r"""The canonical text of a name that code spells `name`.

    >>> [seen(n) for n in ("x1", "sigma_max", r"\hat m", "lambda'", "x_{t+h}", "m_t", "Lmin")]
    ['x_1', 'sigma_max', 'hat m', "lambda'", 'x_t+h', 'm_t', 'Lmin']
    """
    if "\\" in name or "{" in name:
        return flat(tokens(name))
    name = name.lstrip("_")
    stem, *rest = re.split(r"__|_|\^", name)
    marks = re.findall(r"__|_|\^", name)
    match = LETTERS.fullmatch(stem)
    if match is None:
        return flat(tokens(name))
    letters, digits, primes = match.groups()
    base = letters + f"_{digits}" * bool(digits)
    marks = ["^" if mark in ("^", "__") else "_" for mark in marks]
    return base + "".join(m + r for m, r in zip(marks, rest, strict=True)) + primes


def flat(marks):
    r"""Marks of a name as canonical text, braces left out.

    >>> flat(tokens(r"\bar\alpha'")), flat(tokens(r"\beta_{\min}")), flat(tokens(r"\mathrm{d}x"))
    ("bar alpha'", 'beta_min', 'd x')
    """
    text, raw = "", False
    for mark in marks:
        if mark in RAW:
            raw = True
        elif raw:
            text, raw = text + mark + (" " if mark == "d" else ""), False
        elif mark[0] == "\\":
            text += mark[1:] + (" " if mark[1:] in ACCENTS else "")
        elif mark not in ("{", "}"):
            text += mark
    return text


class Known:
    """The names that a reader of the chapter knows, each with what it names.

    Attributes:
        symbols, functions, indexed: canonical names.
        assumed: {canonical name: words such as "integer positive"}.
        unusual: {marks without braces: canonical name} of names that are a formula of their own.
    """

    def __init__(self, declared):
        """Args: `declared`, lists of the name as code spells it and what is assumed of it."""
        self.symbols, self.functions, self.indexed = set(), set(), set()
        self.assumed, self.unusual = {}, {}
        for name, *words in declared:
            kind = {"()": self.functions, "[]": self.indexed}.get(name[-2:], self.symbols)
            plain = name[:-2] if kind is not self.symbols else name
            text = seen(plain)
            if text in kind:
                raise PrintError(f"ambiguous: two names are seen as {text!r}")
            kind.add(text)
            self.assumed[text] = words
            if re.search(r"[(\[]", plain):
                self.unusual[tuple(m for m in tokens(plain) if m not in "{}")] = text
