"""Where a published chapter can be opened and an error reported: Colab, Binder, the repository.

A chapter is published when its first code cell names a repository and a commit, which
`tools.publish` writes; nothing else is configured. Elsewhere the pages carry no such link.
"""

from urllib.parse import quote, urlencode

from docutils import nodes
from sphinx.transforms import SphinxTransform

from dlnotes import __version__
from dlnotes_site.tag import tag
from tools.model.published import BRANCH, published_place

GITHUB, GITLAB = "https://github.com", "https://gitlab.com"
COLAB, BINDER = "https://colab.research.google.com", "https://mybinder.org"


def colab_link(place, path):
    """Colab opens notebooks of GitHub only: None for other hosts."""
    if place.host != GITHUB:
        return None
    return f"{COLAB}/github/{place.path}/blob/{BRANCH}/{quote(path)}"


def binder_link(place, path):
    """Binder clones any https address."""
    kinds = {GITHUB: "gh", GITLAB: "gl"}
    if place.host in kinds:
        plain = place.path if place.host == GITHUB else quote(place.path, safe="")
        where = f"{kinds[place.host]}/{plain}"
    elif place.host.startswith("https:"):
        where = f"git/{quote(place.repository, safe='')}"
    else:
        return None
    return f"{BINDER}/v2/{where}/{BRANCH}?urlpath=lab/tree/{quote(path)}"


def report_link(place, chapter, version):
    """A new issue that says which chapter of which version it is about; None for other hosts."""
    title = f"{chapter.part}/{chapter.name}: "
    body = f"Chapter: {title[:-2]}\nVersion: {version}, commit {place.commit}\n\nWhat is wrong: "
    if place.host == GITHUB:
        return f"{place.repository}/issues/new?{urlencode({'title': title, 'body': body})}"
    if place.host == GITLAB:
        fields = {"issue[title]": title, "issue[description]": body}
        return f"{place.repository}/-/issues/new?{urlencode(fields)}"
    return None


def add_launch_buttons(app, pagename, templatename, context, doctree):
    """A menu of places that run the chapter, before the download menu."""
    chapter = app.catalogue.at(pagename)
    place = chapter and published_place(chapter.notebook.nb)
    if not place:
        return
    path = f"{pagename}.ipynb"
    found = {"Colab": colab_link(place, path), "Binder": binder_link(place, path)}
    buttons = [launch_button(name, url) for name, url in found.items() if url]
    if buttons:
        menu = {"type": "group", "icon": "fas fa-rocket", "tooltip": "Run this chapter"}
        context["header_buttons"].insert(0, menu | {"buttons": buttons, "label": "launch-buttons"})


def launch_button(name, url):
    return {
        "type": "link",
        "text": name,
        "tooltip": f"Run this chapter on {name}",
        "icon": "fas fa-rocket",
        "url": url,
        "label": f"launch-{name.lower()}",
    }


class AddReport(SphinxTransform):
    """The last line of a chapter: where to report an error, and what to say."""

    default_priority = 312

    def apply(self):
        chapter = self.app.catalogue.at(self.env.docname)
        if chapter is None:
            return
        last = next(iter(self.document.findall(nodes.section)))
        last += tag("p", *report_words(chapter, __version__), classes=["dl-report"])


def report_words(chapter, version):
    place = published_place(chapter.notebook.nb)
    name = f"{chapter.part}/{chapter.name}, version {version}"
    link = place and report_link(place, chapter, version)
    if link:
        return [tag("a", "Report an error", href=link), f" in {name}, commit {place.commit[:10]}."]
    return [f"To report an error, name the chapter and version: {name}."]


def setup(app):
    app.connect("html-page-context", add_launch_buttons, priority=502)
    app.add_transform(AddReport)
