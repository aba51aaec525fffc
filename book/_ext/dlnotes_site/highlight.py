"""Code with an element for what has a colour of its own, and none for what is plain.

Names, brackets, blanks and operators are five of six elements of highlighted code. A phone spends
seconds on laying them out. Operators would have a colour, that of strings; they read as well in
the colour of the names around them.
"""

from functools import cache, partial

from pygments.formatters import HtmlFormatter
from pygments.styles import get_style_by_name
from pygments.token import STANDARD_TYPES, Comment, Keyword, Number, Operator, String, Text

# What names the others that look like it.
USUAL = (Text, Keyword, String, Number, Comment)
STYLES = ("pygments_light_style", "pygments_dark_style")


class SparseFormatter(HtmlFormatter):
    """Pygments' own formatter; kinds of tokens that look alike are one kind, so neighbours join.

    Args:
        styles: names of the styles in which the code is shown.
    """

    def __init__(self, styles, **options):
        super().__init__(**options)
        self.kinds = alike(styles) | {Operator: Text}

    def format(self, tokensource, outfile):
        tokens = ((self.kinds.get(kind, kind), text) for kind, text in tokensource)
        super().format(tokens, outfile)


@cache
def alike(names):
    """{kind of token: a usual kind that looks like it, or the first}, in the styles named."""
    styles, first = [get_style_by_name(name) for name in names], {}
    looks = {kind: look(kind, styles) for kind in (*USUAL, *STANDARD_TYPES)}
    return {kind: first.setdefault(seen, kind) for kind, seen in looks.items()}


def look(kind, styles):
    """What can be told apart of a kind of token: colour, weight, slope."""
    return str([style.style_for_token(kind) for style in styles])


def use(app):
    """Sets the builder's formatter, made once for each set of options."""
    if app.builder.format == "html":
        styles = tuple(app.config.html_theme_options[name] for name in STYLES)
        app.builder.highlighter.formatter = cache(partial(SparseFormatter, styles))


def setup(app):
    app.connect("builder-inited", use)
