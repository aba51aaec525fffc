"""Mathematics as MathML, written when the site is built: no script, no jump while a page loads.

`math-core` converts the TeX; what it does not know is a warning, which fails the build.
"""

import re

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.util import logging

CONVERT = LatexToMathML(fancy_error=False, allow_unreliable_rendering=True)
ENVIRONMENT = re.compile(r"\\begin\{(\w+\*?)\}.*?\\end\{\1\}", re.DOTALL)
WARN = logging.getLogger(__name__).warning


def mathml(tex, display):
    r"""The formula `tex` as a `<math>` element; lines broken by `\\` are aligned.

    >>> mathml("x", display=False)
    '<math><mi>x</mi></math>'

    Raises:
        LatexError: math-core does not know something in the formula.
    """
    if display and r"\\" in ENVIRONMENT.sub("", tex):
        tex = rf"\begin{{aligned}}{tex}\end{{aligned}}"
    return CONVERT.convert_with_local_state(tex, displaystyle=display)


def write(translator, node, element, display):
    """Writes the formula in the element that scrolls it where it is too wide."""
    try:
        formula = mathml(node.astext(), display)
    except LatexError as error:
        WARN("the formula %r cannot be shown: %s", node.astext(), error, location=node)
        formula = translator.encode(node.astext())
    translator.body.append(translator.starttag(node, element, "", CLASS="math notranslate"))
    translator.body.append(f"{formula}</{element}>")
    raise nodes.SkipNode


def write_inline(translator, node):
    write(translator, node, "span", display=False)


def write_block(translator, node):
    write(translator, node, "div", display=True)


def setup(app):
    app.add_html_math_renderer("mathml", (write_inline, None), (write_block, None))
