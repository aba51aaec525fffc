"""The search: an index of every chapter and page, read by `search.js` in the reader's browser.

The theme's own search knows words between spaces only, so that it misses Chinese terms of two
characters, and it does not know the chapters that are still planned.

The index is two files: titles, headings, terms and summaries, which give the first results at once,
and the words of all sections, nine tenths of it. Left out are formulas and code, and what the site
writes itself: verdicts, how each statement was checked, the health page's list of statements.
"""

import json
from pathlib import Path

from docutils import nodes

from dlnotes_site.tag import Tag

SCRIPT = "search.js"
INDEX, TEXTS = "_static/search-index.js", "_static/search-text.js"
SILENT = (nodes.math, nodes.math_block, nodes.literal_block, nodes.raw, nodes.comment, nodes.title)
UNSEARCHED = {"dl-nosearch", "dl-tools", "dl-header", "dl-verdict", "dl-detail"}


def use_own(app):
    """Leaves out the theme's index, which every page would offer beside ours."""
    app.builder.search = False


def add_page(app):
    """The page of results, at the address to which the theme's search field leads."""
    return [("search", {"title": "Search"}, "search.html")]


def start(app, env, docnames):
    """{page: its sections}, kept with what Sphinx keeps from one build to the next."""
    env.sections = getattr(env, "sections", {})


def collect(app, doctree):
    """Notes the sections of a page while its tree is at hand: reading all again takes longer."""
    app.env.sections[app.env.docname] = sections(doctree)


def forget(app, env, docname):
    getattr(env, "sections", {}).pop(docname, None)


def take_over(app, env, docnames, other):
    """From a process that read some of the pages."""
    env.sections.update({name: other.sections[name] for name in docnames})


def write_index(app, error):
    if error or app.builder.format != "html":
        return
    entries = [*chapter_entries(app), *page_entries(app)]
    texts = [[words for _, _, words in entry["sections"]] for entry in entries]
    heads = [e | {"sections": [[title, a] for title, a, _ in e["sections"]]} for e in entries]
    write_script(Path(app.outdir, INDEX), "dlnotesIndex", heads)
    write_script(Path(app.outdir, TEXTS), "dlnotesTexts", texts)


def write_script(path, name, content):
    """A script that sets `window.name`: a page opened as a file may load scripts, but no data."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_text(f"window.{name}={text};\n", encoding="utf-8")


def chapter_entries(app):
    """One entry a chapter, in reading order; a planned one leads to its place on the map."""
    return [chapter_entry(app, chapter) for chapter in app.catalogue.chapters.values()]


def chapter_entry(app, chapter):
    words = [f"{term.name} {term.chinese}" for term in chapter.terms]
    entry = {"title": chapter.title, "zh": chapter.title_zh, "terms": words}
    if chapter.notebook is None:
        url = f"{app.builder.get_target_uri('book/map')}#{chapter.name}"
        return entry | {"url": url, "planned": True, "about": chapter.question, "sections": []}
    meta = chapter.notebook.details
    return entry | {
        "url": app.builder.get_target_uri(chapter.docname),
        "about": f"{plain(meta['summary'])} {plain(meta['summary_zh'])}",
        "sections": app.env.sections[chapter.docname],
    }


def plain(text):
    """A line of words without its mathematics."""
    return " ".join("".join(text.split("$")[::2]).split())


def page_entries(app):
    """One entry for each page around the chapters."""
    others = [name for name in sorted(app.env.found_docs) if not app.catalogue.at(name)]
    return [page_entry(app, docname) for docname in others]


def page_entry(app, docname):
    return {
        "title": app.env.titles[docname].astext(),
        "zh": "",
        "terms": [],
        "url": app.builder.get_target_uri(docname),
        "about": "",
        "page": True,
        "sections": app.env.sections[docname],
    }


def sections(document):
    """[heading, anchor, words] of every section; the first one is the page's opening."""
    found = []
    for section in document.findall(nodes.section):
        title = section.next_node(nodes.title).astext()
        found.append([title, section["ids"][0] if found else "", words_of(section)])
        found += [term_section(term) for term in section.findall(is_term)] if len(found) < 2 else []
    return found


def is_term(node):
    return isinstance(node, Tag) and "dl-entry" in node["classes"]


def term_section(node):
    """A glossary term, which can be found like a section."""
    return [node[0].astext(), node["ids"][0], " ".join(child.astext() for child in node[1:])]


def words_of(section):
    """The words of a section without those of the sections in it, its formulas and its code."""
    return " ".join(" ".join(pieces(section)).split())


def pieces(node):
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child.astext()
        elif not skipped(child):
            yield (
                "".join(pieces(child))
                if isinstance(child, nodes.paragraph)
                else " ".join(pieces(child))
            )


def skipped(node):
    return (
        isinstance(node, (*SILENT, nodes.section))
        or bool(UNSEARCHED & set(node.get("classes", ())))
        or is_term(node)
    )


def drop_highlighter(app, pagename, templatename, context, doctree):
    """Sphinx's own marks do not know Chinese; ours change nothing in the page."""
    scripts = context["script_files"]
    context["script_files"] = [s for s in scripts if "sphinx_highlight" not in str(s.filename)]


def setup(app):
    app.connect("html-page-context", drop_highlighter, priority=900)
    app.add_js_file(SCRIPT, defer="defer")
    app.connect("builder-inited", use_own)
    app.connect("html-collect-pages", add_page)
    app.connect("env-before-read-docs", start)
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", take_over)
    app.connect("build-finished", write_index)
