"""The page that a server shows for an address that leads nowhere, at any depth below the site.

It loads nothing and knows no address: its links are mended by looking upwards for the book.
"""

from pathlib import Path

from dlnotes_site.page import policy

LINKS = {
    "book/index.html": "First page",
    "book/map.html": "Map of the chapters",
    "book/glossary.html": "Glossary",
    "search.html": "Search",
}


def write_page(app, error):
    if error or app.builder.format != "html":
        return
    values = {"policy": policy(), "title": app.config.html_title, "links": LINKS}
    text = app.builder.templates.render("404.html", values)
    Path(app.outdir, "404.html").write_text(text, encoding="utf-8")


def setup(app):
    app.connect("build-finished", write_page)
