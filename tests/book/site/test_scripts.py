"""The browser code of the book's pages: minified, and no more of it than a page needs."""

import re

from rjsmin import jsmin

from dlnotes.exercise.questions import SCRIPT
from dlnotes.explore import panels
from dlnotes.explore.browser import file_of, files, ordered
from tests.explore.pages import SCRIPTS
from tools import notebooks
from tools.model.widgets import widgets


def test_the_served_files_are_the_minified_ones(serve):
    (folder,) = (serve("book").html / "_static").glob("explorer-*")
    served = {path.name: path.read_text() for path in folder.iterdir()}
    assert served == {name: jsmin(text) for name, text in files(SCRIPTS).items()}


def test_a_page_loads_the_files_of_its_own_kinds(serve):
    site = serve("book")
    for chapter in site.chapters:
        name = chapter[len("notebooks/") : -len(".html")]
        specs = [spec for _, spec in widgets(notebooks.find(name).nb)]
        kinds = {panel["kind"] for spec in specs for panel in spec.get("panels", ())}
        asked = any(spec["kind"] == "question" for spec in specs)
        scripts = [*map(panels.script, kinds), *([SCRIPT] if asked else [])]
        wanted = {*map(file_of, ordered(scripts)), *(["start.js"] if specs else [])}
        found = re.findall(
            r'src="[./]*_static/explorer-\w+/(\w+\.js)"', (site.html / chapter).read_text()
        )
        assert sorted(found) == sorted(wanted) and found[-1:] == ["start.js"] * bool(found)
