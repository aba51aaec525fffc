"""The references page: one entry a key of `references.bib`, and the chapters that cite it."""

from docutils import nodes

from dlnotes_site.link import add_anchor, page_link
from dlnotes_site.tag import separated, tag, words
from tools.model.references import plain, short_name

# Field of an entry: what stands before it, and where it leads. A book may have neither.
ADDRESSES = {"eprint": ("arXiv:", "https://arxiv.org/abs/"), "doi": ("doi:", "https://doi.org/")}


def full_name(person):
    return plain(" ".join(person.first_names + person.middle_names + person.last_names))


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
    return key in notebook.citations or key in notebook.details["papers"]


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
