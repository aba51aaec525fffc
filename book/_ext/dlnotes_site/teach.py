"""The form on the teaching page that makes nbgitpuller links, which bring a chapter to a class."""

from dlnotes_site.tag import tag
from tools.model.published import BRANCH, published_place

PAGE, SCRIPT = "book/teach", "teach.js"
PATTERN = "HUB/hub/user-redirect/git-pull?repo=URL&branch=BRANCH&urlpath=lab/tree/FOLDER/CHAPTER"


def nbgitpuller_nodes(env, document, catalogue):
    """Fields for hub, repository, branch and chapter; a line for the link; the pattern in words."""
    place = next((p for p in map(place_of, catalogue.written) if p), None)
    hub = {"placeholder": "https://hub.example.org", "type": "url"}
    repository = {"placeholder": "https://github.com/you/book", "type": "url"}
    fields = [
        field("hub", "Address of the JupyterHub", tag("input", **hub)),
        field("repository", "Repository", tag("input", value=place or "", **repository)),
        field("branch", "Branch", tag("input", value=BRANCH, type="text")),
        field("path", "Chapter", tag("select", *map(option, catalogue.written))),
    ]
    return [
        tag("form", *fields, tag("output", for_="dl-hub dl-repository"), classes=["dl-link-form"]),
        tag("p", "By hand, the link is ", tag("code", PATTERN), "."),
    ]


def place_of(chapter):
    place = published_place(chapter.notebook.nb)
    return place and place.repository


def field(name, label, control):
    control["ids"].append(f"dl-{name}")
    control["html"]["name"] = name
    return tag("div", tag("label", label, for_=f"dl-{name}"), control)


def option(chapter):
    return tag("option", chapter.title, value=f"{chapter.docname}.ipynb")


def add_script(app, pagename, templatename, context, doctree):
    if pagename == PAGE:
        app.add_js_file(SCRIPT, defer="defer")


def setup(app):
    app.connect("html-page-context", add_script, priority=300)
