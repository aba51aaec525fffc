"""What a link to a page shows where it is shared: title, description, picture.

A picture needs a whole address. It is known where the site is built with `html_baseurl`.
"""

from html import escape

from docutils import nodes

from dlnotes_site.search import plain
from dlnotes_site.thumbnails import FOLDER, first_figure

META = '\n    <meta property="og:{}" content="{}" />'
LENGTH = 200
PICTURE = "_static/chapter.png"


def add_preview(app, pagename, templatename, context, doctree):
    fields = {
        "type": "article" if app.catalogue.at(pagename) else "website",
        "site_name": app.config.html_title,
        "title": title(app, pagename),
        "description": description(app, pagename, doctree),
        "locale": "en",
    }
    base = app.config.html_baseurl.rstrip("/")
    if base:
        fields["url"] = f"{base}/{app.builder.get_target_uri(pagename)}"
        fields["image"] = f"{base}/{picture(app, pagename)}"
    tags = "".join(META.format(name, escape(text)) for name, text in fields.items() if text)
    context["metatags"] = context.get("metatags", "") + tags


def title(app, pagename):
    """The page's name in plain text."""
    known = app.env.titles.get(pagename)
    return known.astext() if known else pagename.capitalize()


def description(app, pagename, doctree):
    """The summary of a chapter, or the first words of another page."""
    chapter = app.catalogue.at(pagename)
    if chapter:
        return plain(chapter.notebook.details["summary"])
    first = next(doctree.findall(nodes.paragraph), None) if doctree is not None else None
    text = " ".join(first.astext().split()) if first is not None else ""
    return text if len(text) <= LENGTH else f"{text[:LENGTH].rsplit(' ', 1)[0]} …"


def picture(app, pagename):
    chapter = app.catalogue.at(pagename)
    found = chapter and first_figure(chapter.notebook)
    return f"{FOLDER}/{chapter.name}.png" if found else PICTURE


def setup(app):
    app.connect("html-page-context", add_preview, priority=800)
