"""The references page: one entry a key of `references.bib`, and the chapters that cite it."""

from docutils import nodes
from pybtex.database import parse_file

from dlnotes_site.link import add_anchor, page_link
from dlnotes_site.notebook import NotebookError
from dlnotes_site.tag import separated, tag, words

# Field of an entry: what stands before it, and where it leads. A book may have neither.
ADDRESSES = {"eprint": ("arXiv:", "https://arxiv.org/abs/"), "doi": ("doi:", "https://doi.org/")}


def read_references(path):
    """{key: entry} of a BibTeX file, in alphabetical order of authors and year."""
    entries = parse_file(str(path), bib_format="bibtex").entries
    return dict(sorted(entries.items(), key=lambda item: short_name(item[1]).lower()))


def check_citations(references, notebook):
    """Raises NotebookError if the chapter cites a key that `references.bib` lacks."""
    for key in [*notebook.citations, *notebook.meta["papers"]]:
        if key not in references:
            raise NotebookError(
                f"{notebook.name}: cites {key!r}, which book/references.bib lacks; add the entry"
            )


def surnames(entry):
    return [plain(" ".join(p.prelast_names + p.last_names)) for p in entry.persons["author"]]


def short_name(entry):
    """How the text names a reference: "Kingma and Ba 2014", "Reddi et al. 2018"."""
    names = surnames(entry)
    who = " and ".join(names) if len(names) < 3 else f"{names[0]} et al."
    return f"{who} {entry.fields['year']}"


def full_name(person):
    return plain(" ".join(person.first_names + person.middle_names + person.last_names))


def plain(text):
    """Text of a BibTeX field without its protecting braces."""
    return text.replace("{", "").replace("}", "")


def authors(entry):
    names = [full_name(person) for person in entry.persons["author"]]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def reference_nodes(env, document, catalogue):
    """The list of references, each the anchor of its key."""
    listing = tag("ul", classes=["dl-references"])
    for key, entry in catalogue.references.items():
        item = entry_node(entry)
        add_anchor(env, document, item, key)
        citing = [c for c in catalogue.written if cites(c.notebook, key)]
        item += cited_in(env, citing)
        listing += item
    return [listing]


def cites(notebook, key):
    return key in notebook.citations or key in notebook.meta["papers"]


def entry_node(entry):
    fields = entry.fields
    item = tag("li", tag("strong", short_name(entry)), ". ", authors(entry), ". ")
    item += tag("cite", *words(title(fields["title"])))
    note = fields.get("note")
    item += nodes.Text(f". {plain(note)}. " if note else ". ")
    for name, (prefix, host) in ADDRESSES.items():
        if name in fields:
            link = tag("a", prefix + fields[name], href=host + fields[name])
            item += [link, nodes.Text(". ")]
    return item


def title(field):
    """A title without protecting braces; those inside `$...$` stay."""
    parts = field.split("$")
    return "$".join(part if i % 2 else plain(part) for i, part in enumerate(parts))


def cited_in(env, chapters):
    if not chapters:
        return []
    links = separated(page_link(env, c.docname, c.title) for c in chapters)
    return [tag("span", "Cited in ", *links, ".", classes=["dl-backlinks"])]
