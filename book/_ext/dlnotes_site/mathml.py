"""Mathematics as MathML, written when the site is built: no script, no jump while a page loads.

`math-core` converts the TeX; what it does not know is a warning, which fails the build.
"""

import html
import re
from xml.etree import ElementTree

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.util import logging

CONVERT = LatexToMathML(fancy_error=False, allow_unreliable_rendering=True)
ENVIRONMENT = re.compile(r"\\begin\{(\w+\*?)\}.*?\\end\{\1\}", re.DOTALL)
FENCES = tuple("()[]{}|‖⟨⟩")
PAIRED = tuple("()[]{}")
ROWS = {"math", "mrow", "mtd", "msqrt"}
TALL = {"mfrac", "munder", "munderover", "mtable", "msqrt", "mroot"}
NAMED = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)\w+;")
SHORT = 24  # characters of TeX
WARN = logging.getLogger(__name__).warning


def without_substack(tex):
    r"""The formula with `\substack`, which math-core does not know, as the array that it means.

    >>> print(without_substack(r"\sum_{\substack{i<n\\j<n}} x"))
    \sum_{\begin{subarray}{c}i<n\\j<n\end{subarray}} x
    """
    before, found, rest = tex.partition(r"\substack{")
    if not found:
        return tex
    depth = 1
    for place, character in enumerate(rest):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0:
            lines, after = rest[:place], without_substack(rest[place + 1 :])
            return rf"{before}\begin{{subarray}}{{c}}{lines}\end{{subarray}}{after}"
    return tex


def mathml(tex, display):
    r"""The formula `tex` as a `<math>` element; lines broken by `\\` are aligned.

    >>> mathml("x", display=False)
    '<math><mi>x</mi></math>'

    Raises:
        LatexError: math-core does not know something in the formula.
    """
    tex = without_substack(tex)
    if display and r"\\" in ENVIRONMENT.sub("", tex):
        tex = rf"\begin{{aligned}}{tex}\end{{aligned}}"
    formula = CONVERT.convert_with_local_state(tex, displaystyle=display)
    root = ElementTree.fromstring(NAMED.sub(lambda name: html.unescape(name[0]), formula))
    lower_fences(root)
    join_rows(root)
    return ElementTree.tostring(root, encoding="unicode")


def lower_fences(root):
    """Gives brackets their normal height around what is not taller.

    Browsers leave room for the widest form of a bracket that may grow.
    """
    for row in root.iter("mrow"):
        ends = [e for e in (*row[:1], *row[-1:]) if e.tag == "mo" and e.text in FENCES]
        if len(ends) == 2 and not any(e.tag in TALL for e in row.iter()):
            for end in ends:
                end.set("stretchy", "false")


def join_rows(root):
    """Puts the content of a row in low brackets into the row around it: one element less.

    Such a bracket looks and spaces the same wherever it stands in a row.
    """
    for row in root.iter():
        if row.tag in ROWS:
            row[:] = [piece for child in row for piece in (child if is_low(child) else [child])]


def is_low(element):
    """Whether an element is a row between brackets that do not grow."""
    ends = [*element[:1], *element[-1:]] if element.tag == "mrow" else []
    return len(ends) == 2 and all(e.text in PAIRED and e.get("stretchy") == "false" for e in ends)


def write(translator, node, element, display):
    """Writes the formula, in the element that scrolls it where it may be too wide."""
    try:
        formula = mathml(node.astext(), display)
    except LatexError as error:
        WARN("the formula %r cannot be shown: %s", node.astext(), error, location=node)
        formula = translator.encode(node.astext())
    if element:
        start = translator.starttag(node, element, "", CLASS="math notranslate")
        formula = f"{start}{formula}</{element}>"
    translator.body.append(formula)
    raise nodes.SkipNode


def write_inline(translator, node):
    """A short formula is no wider than a phone, and needs no element around it that scrolls."""
    write(translator, node, "span" if len(node.astext()) > SHORT else "", display=False)


def write_block(translator, node):
    write(translator, node, "div", display=True)


def setup(app):
    app.add_html_math_renderer("mathml", (write_inline, None), (write_block, None))
