"""The list of all pages at the side: the parts as folds, with the part of the page open.

It is written by the template `sbt-sidebar-nav.html`, in place of the theme's. That one makes the
whole list anew for every page from trees of documents: twice the chapters, four times as long.
"""


def collect(app, env):
    """The parts of the table of contents: [(title, {page: title of the page})]."""
    app.parts = [
        (part.caption, {str(page): env.titles[str(page)].astext() for page in part.items})
        for part in app.config.external_site_map.root.subtrees
    ]


def add_parts(app, pagename, templatename, context, doctree):
    context["parts"] = app.parts
    context["suppress_sidebar_toctree"] = lambda **_: False


def setup(app):
    app.connect("env-updated", collect)
    app.connect("html-page-context", add_parts, priority=900)
