"""The bibliography, `book/references.bib`, and how the text names its entries."""

from functools import lru_cache

from pybtex.database import parse_string
from pybtex.exceptions import PybtexError

from tools.model.errors import BookError

FILE = "book/references.bib"


def bibliography(root):
    """{key: entry}, in alphabetical order of authors and year; empty where there is no file.

    Raises:
        BookError: it is not BibTeX.
    """
    file = root / FILE
    return _entries(file.read_text("utf-8")) if file.is_file() else {}


@lru_cache
def _entries(text):
    try:
        entries = parse_string(text, "bibtex").entries
    except PybtexError as error:
        raise BookError(f"{FILE}: {error}: write it as BibTeX, with no key twice") from error
    return dict(sorted(entries.items(), key=lambda item: short_name(item[1]).lower()))


def surnames(entry):
    """The surnames of an entry's authors."""
    return [plain(" ".join(p.prelast_names + p.last_names)) for p in entry.persons["author"]]


def short_name(entry):
    """How the text names a reference: "Kingma and Ba 2014", "Reddi et al. 2018"."""
    names = surnames(entry)
    who = " and ".join(names) if len(names) < 3 else f"{names[0]} et al."
    return f"{who} {entry.fields['year']}"


def plain(text):
    """Text of a BibTeX field without its protecting braces."""
    return text.replace("{", "").replace("}", "")
