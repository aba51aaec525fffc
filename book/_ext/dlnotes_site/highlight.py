"""Code with an element for what has a colour of its own, and none for names, commas and blanks.

Those are two of three elements of highlighted code, and a third of all on a chapter's page. A phone
spends seconds on laying them out, and they look like the text around them.
"""

from pygments.formatters import HtmlFormatter
from pygments.token import Name, Punctuation, Text
from sphinx.highlighting import PygmentsBridge

PLAIN = {Name, Name.Namespace, Punctuation, Punctuation.Marker, Text.Whitespace}


class SparseFormatter(HtmlFormatter):
    """Pygments' own formatter, told that names are text."""

    def format(self, tokensource, outfile):
        tokens = ((Text if kind in PLAIN else kind, text) for kind, text in tokensource)
        super().format(tokens, outfile)


def setup(app):
    PygmentsBridge.html_formatter = SparseFormatter
