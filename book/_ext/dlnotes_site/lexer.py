"""Python's lexers, which take the plain stretches of code in one step.

Pygments tries some sixty patterns at each place, those of a name or a blank among the last: at
fifty chapters this was a fifth of the build. What is shown stays the same, since names, brackets
and operators have no element of their own (see `highlight`).
"""

from ipython_pygments_lexers import IPython3Lexer
from pygments.lexer import inherit, words
from pygments.lexers import PythonLexer
from pygments.token import Name, Text

LISTED = ("keywords", "expr-keywords", "builtins", "magicfuncs", "magicvars")
# Words that stand in longer patterns: for what follows them, or beside others.
TIED = "def class from import lazy match case in is and or not self cls Ellipsis NotImplemented _"


def special():
    """The words that are more than a name to Pygments."""
    rules = [rule[0] for state in LISTED for rule in PythonLexer.tokens[state]]
    listed = {word for rule in rules if isinstance(rule, words) for word in rule.words}
    return sorted({word.split()[0] for word in listed} | set(TIED.split()))


# A name ends where its letters end, and no quotation mark follows: that would open a string.
# No possessive quantifiers: Python 3.11.2 matches them wrongly where they are nested.
NAME = rf"(?:(?!(?:{'|'.join(special())})\b)[^\W\d]\w*\b(?![\"']))"
MARK = r"[]{}(),;:[]|\.(?!\d)|[-+/*=<>&^|~]"
STRETCH = rf"(?:{NAME}|{MARK}|(?<=[^\n])[ \t]+|\n+[ \t]*(?={NAME}))+"


def quick(lexer):
    """A lexer like `lexer`, which knows Python's states, with plain stretches as one token."""
    # Inside the braces of a formatted string, brackets and colons mean other things.
    tokens = {"root": [(STRETCH, Text), inherit], "expr": [(NAME, Name), inherit]}
    return type(f"Quick{lexer.__name__}", (lexer,), {"tokens": tokens})


def setup(app):
    app.add_lexer("ipython3", quick(IPython3Lexer))
    app.add_lexer("python", quick(PythonLexer))
