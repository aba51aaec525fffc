"""Names in LaTeX: Greek letters, subscripts, and words that are not read as products."""

import re

from sympy.printing.conventions import split_super_sub
from sympy.printing.latex import translate

LIMITS = {"min": r"\min", "max": r"\max"}


def name_tex(name):
    r"""The LaTeX of a name; one that is LaTeX already stays as it is.

    >>> [name_tex(n) for n in ("x_0", "lambda'", "sigma_max", "c_skip", "score", r"\hat m")]
    ['x_{0}', "\\lambda'", '\\sigma_{\\max}', 'c_{\\mathrm{skip}}', '\\mathrm{score}', '\\hat m']
    """
    if re.search(r"[\\{(\[ ]", name):
        return name
    stem = name.lstrip("_").replace("'", "")
    base, above, below = split_super_sub(stem)
    below = list(map(translate, below))
    tex = _upright(translate(base), 2) + "'" * name.count("'")
    if above:
        tex += f"^{{{' '.join(map(translate, above))}}}"
    return tex + f"_{{{' '.join(_upright(part, 3) for part in below)}}}" if below else tex


def _upright(word, least):
    """A word of at least so many letters as a word, not as a product of letters."""
    is_word = re.fullmatch(r"[A-Za-z]+", word) and len(word) >= least
    return LIMITS.get(word, rf"\mathrm{{{word}}}") if is_word else word
