"""The browser's code as a kernel and a site get it: complete, small, and only what is needed."""

import re
from pathlib import Path

import pytest
import sympy as sp
from rjsmin import jsmin

from dlnotes.exercise.questions import SCRIPT
from dlnotes.explore import Bars, Curves, Explorer, Slider, browser, panels
from dlnotes.explore.page import page
from tests.explore.gallery import EXAMPLES
from tests.explore.pages import SCRIPTS, TEMPLATE, served_bytes

FILES = browser.files(SCRIPTS)
SOURCES = sorted([*browser.CORE.glob("**/*.js"), *map(panels.script, panels.KINDS), SCRIPT])
CORE_BYTES, KIND_BYTES = 16 * 1024, 4 * 1024
A, X = sp.symbols("a x")


def test_the_core_is_small():
    assert served_bytes()["core.js"] <= CORE_BYTES


@pytest.mark.parametrize("name", sorted({*FILES} - {"core.js"}))
def test_every_other_file_is_small(name):
    assert served_bytes()[name] <= KIND_BYTES


def test_a_site_has_a_file_for_every_kind():
    assert {f"{kind}.js" for kind in panels.KINDS} | {"question.js", "start.js"} <= {*FILES}


def test_files_take_from_files_that_are_there():
    exported = {n: {*re.findall(r"[\w$]+", t.partition("\nexport {")[2])} for n, t in FILES.items()}
    taken = [
        (names.split(", "), target)
        for text in FILES.values()
        for names, target in re.findall(r'^import { (.+) } from "./(.+)";$', text, re.MULTILINE)
    ]
    assert len(taken) > len(panels.KINDS)
    for names, target in taken:
        assert {*names} <= exported[target], (names, target)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_source_takes_nothing_that_it_does_not_use(path):
    text = path.read_text().replace("...", "")
    for names in re.findall(r"^import { (.+) } from", text, re.MULTILINE):
        for name in names.split(", "):
            assert len(re.findall(rf"(?<![\w$.]){name}\b", text)) > 1, name
    for place in re.findall(r'^import .* from "(.+)";$', text, re.MULTILINE):
        assert (path.parent / place).is_file()


def test_a_widget_carries_its_kinds_and_no_others():
    sliders = [Slider(A, 0, 1, value=1)]
    shown = [Curves(X, (0, 1), {"line": A * X})]
    text = Explorer(
        "one", sliders=sliders, panels=shown, alt="A line that follows its slider."
    )._esm
    assert "panels.curves = Curves;" in text and "class Lines" in text
    assert (
        "panels.bars" not in text and "class Surface" not in text and "class Question" not in text
    )
    assert text.count("export default") == 1
    two = Explorer(
        "two", sliders=sliders, panels=[*shown, Bars({"a": A})], alt="A line and a bar beside it."
    )
    assert "panels.bars = Bars;" in two._esm and two._esm.count("class Plot ") == 1


def test_no_address_and_no_compiled_text():
    for text in FILES.values():
        assert not re.search(r"\beval\(|new Function|setTimeout\(['\"]|import\(", text)
        assert {*re.findall(r"https?://[^\"' )]+", text)} <= {"http://www.w3.org/2000/svg"}


def test_a_page_of_a_site_loads_its_files_and_comes_to_life(visit, site):
    """As the site's pages do: a script element a file, the one that starts them last."""
    folder = Path(site.folder, "files")
    folder.mkdir(exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(jsmin(text))
    kinds = {p["kind"] for name in EXAMPLES for p in site.examples[name].spec["panels"]}
    names = [*(f"{kind}.js" for kind in sorted(kinds)), "start.js"]
    scripts = "".join(f'<script type="module" src="files/{name}"></script>' for name in names)
    content = "".join(page(explorer.spec) for explorer in site.examples.values())
    html = TEMPLATE.format(content=content, width=760)
    html = re.sub(r'<script type="module" src="explorer.js"></script>', scripts, html)
    Path(site.folder, "files.html").write_text(html)
    shown = visit("files.html")
    shown.wait_for_function("document.querySelectorAll('.dlx').length > 0")
    assert shown.locator(".dlx").count() == len(EXAMPLES)
    assert shown.locator(".dlx-error").count() == 0
