"""The model of a chapter: read once, shared safely, counted alike by all who read it."""

import copy
import json

import pytest

from tests.book import samples
from tools.model import exercises, references
from tools.model.chapter import ROOT, anchors, find
from tools.model.errors import BookError
from tools.model.evidence import MIME, VERDICTS
from tools.model.metadata import FIELDS, sound, wrong
from tools.model.notebook import parsed, read, text
from tools.model.prose import citations, links
from tools.model.published import Place, published_place


@pytest.fixture
def stored(tmp_path):
    """(root, the good chapter as it is shared)."""
    samples.chapter(samples.book(tmp_path))
    return tmp_path, find(samples.NAME, tmp_path)


def test_a_chapter_is_parsed_once(stored):
    root, chapter = stored
    before = parsed.cache_info().misses
    assert find(samples.NAME, root) is chapter
    assert read(chapter.path) is chapter.nb
    assert parsed.cache_info().misses == before


def test_a_changed_file_is_read_again_even_in_the_same_instant(stored):
    root, chapter = stored
    same_size = text(chapter.nb).replace("Differentiate.", "Integrate....!")
    chapter.path.write_text(same_size, "utf-8")
    assert "Integrate....!" in {cell.source for cell in find(samples.NAME, root).nb.cells}
    assert "Differentiate." in {cell.source for cell in chapter.nb.cells}


CHANGES = {
    "a source": lambda nb: setattr(nb.cells[0], "source", ""),
    "a key": lambda nb: nb.cells[0].__setitem__("source", ""),
    "a cell less": lambda nb: nb.cells.pop(),
    "a cell more": lambda nb: nb.cells.append(nb.cells[0]),
    "a slice": lambda nb: nb.cells.__setitem__(slice(None), []),
    "cells turned round": lambda nb: nb.cells.reverse(),
    "metadata": lambda nb: nb.metadata["dlnotes"].update(minutes=1),
    "a default": lambda nb: nb.metadata.setdefault("toc", {}),
    "a joined dict": lambda nb: nb.metadata.__ior__({"toc": {}}),
    "outputs": lambda nb: nb.cells[3].outputs.clear(),
    "a record": lambda nb: nb.cells[3].outputs[0].data[MIME].pop("label"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_shared_notebook_refuses_every_change(stored, change):
    _, chapter = stored
    before = text(chapter.nb)
    with pytest.raises(TypeError, match=r"change a copy, chapter.editable\(\)"):
        change(chapter.nb)
    assert text(chapter.nb) == before
    change(chapter.editable())


def test_an_editable_copy_is_plain_all_the_way_down(stored):
    _, chapter = stored
    nb = chapter.editable()
    assert text(nb) == text(chapter.nb)
    waiting = [nb]
    while waiting:
        node = waiting.pop()
        assert not type(node).__name__.startswith("Frozen")
        waiting += node.values() if isinstance(node, dict) else node
        waiting = [item for item in waiting if isinstance(item, dict | list)]
    assert copy.deepcopy(nb) == nb


def test_every_list_and_dict_method_that_changes_is_refused():
    from tools.model.frozen import FrozenDict, FrozenList

    reading = {"copy", "count", "fromkeys", "get", "index", "items", "keys", "values"}
    for frozen, plain in ((FrozenDict, dict), (FrozenList, list)):
        public = {name for name in vars(plain) if not name.startswith("_")} - reading
        dunder = {"__setitem__", "__delitem__", "__ior__", "__iadd__", "__imul__"} & vars(
            plain
        ).keys()
        assert not {n for n in public | dunder if getattr(frozen, n) is getattr(plain, n)}


def test_what_is_counted_of_a_chapter(stored):
    _, chapter = stored
    assert [record["label"] for record in chapter.records] == ["square"]
    assert chapter.places == ["square"]
    assert {verdict: chapter.count(verdict) for verdict in VERDICTS}["proved"] == 1
    assert [place for *_, place in chapter.statements("proved")] == ["square"]
    assert (chapter.exercises, chapter.compared, chapter.kinds) == (1, 3, [])
    assert chapter.citations == ["kingma2014"]
    assert anchors(chapter.nb) == {"square", "minimising-a-quadratic-form", "the-square"}
    assert chapter.size == len(chapter.path.read_bytes())


def test_metadata_that_are_wrong_are_told_in_the_order_of_the_fields():
    assert list(wrong({}, "part/name")) == list(FIELDS)
    told = wrong({"minutes": True, "summary": " ", "papers": ()}, "part/name")
    assert told["minutes"] == "metadata dlnotes.minutes is True: write a whole number"
    assert "summary is ' '" in told["summary"] and "a list" in told["papers"]
    assert told["ran"].endswith("make run CHAPTER=part/name")
    assert sound(samples.details()) | {"shape": 2} == samples.details()


def test_links_in_code_and_pictures_are_none():
    nb = parsed(json.dumps(one_cell("`[a](b)` ![c](d) [e](f.md#g)\n```\n[h](i)\n```")), "x")
    assert links(nb) == [(1, "f.md#g")]
    nb = parsed(json.dumps(one_cell("[K](../../book/references.md#kingma2014)")), "x")
    assert citations(nb) == [(1, "kingma2014")]


def one_cell(source):
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": source}
    return {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def test_the_bibliography_is_in_order_and_faults_are_told(tmp_path):
    names = [references.short_name(entry) for entry in references.bibliography(ROOT).values()]
    assert "Kingma and Ba 2014" in names and names == sorted(names, key=str.lower)
    assert references.bibliography(tmp_path) == {}
    file = tmp_path / references.FILE
    file.parent.mkdir()
    entry = "@misc{a, author={A}, title={T}, year={1900}}\n"
    for bad in (entry * 2, "@misc{a, author="):
        file.write_text(bad)
        with pytest.raises(BookError, match=r"^book/references.bib: .*no key twice$"):
            references.bibliography(tmp_path)


def test_solutions_and_tasks_are_found(stored):
    _, chapter = stored
    assert exercises.tasks(chapter.nb) == [8]
    assert [bool(exercises.SOLUTION.search(cell.source)) for cell in chapter.nb.cells[-2:]] == [
        False,
        True,
    ]


def test_a_chapter_in_the_repository_has_no_published_place(stored):
    _, chapter = stored
    assert published_place(chapter.nb) is None
    place = Place("https://example.org/a/b", "0" * 40)
    assert (place.host, place.path) == ("https://example.org", "a/b")
