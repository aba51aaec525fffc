"""`make run` executes, normalises and stores a chapter, or leaves it alone and says why."""

import nbformat
import pytest

from tests.book import samples
from tools import new, notebooks, run
from tools.lints import tree
from tools.lints.__main__ import messages
from tools.lints.metadata import bootstrap, stored_form
from tools.normalise import normalise

WORDS = "A picture drawn by hand, byte for byte."
SHOW = f"""
import os
from IPython.display import display

def alt(words):
    pass

alt("{WORDS}")
display({{"text/plain": "a picture", "image/png": "PICTURE"}}, raw=True)"""


def sample(root, *sources):
    """A chapter of a title and code cells, as an author's editor leaves it."""
    cells = [nbformat.v4.new_markdown_cell("# Title", id="title")]
    cells += [samples.code(source) for source in sources]
    nb = nbformat.v4.new_notebook(cells=cells, metadata={"dlnotes": samples.details()})
    del nb.metadata["dlnotes"]["ran"]
    return samples.stored(notebooks.Chapter(samples.book(root), samples.NAME, nb))


def test_a_chapter_is_stored_and_stored_again_to_the_byte(tmp_path):
    picture = samples.picture(samples.png()).data["image/png"]
    chapter = sample(
        tmp_path,
        "print('one')\nprint('two')\nimport os, sys\nprint(os.environ['DLNOTES_DEVICE'])",
        SHOW.replace("PICTURE", picture),
        "2 + 2",
    )
    progress = []
    run.run(samples.NAME, tmp_path, progress.append)
    stored = chapter.path.read_bytes()
    after = notebooks.find(samples.NAME, tmp_path)
    _, first, printed, drawn, value = after.nb.cells
    assert first.id == "bootstrap" and first.outputs == []
    assert printed.outputs[0].text == "one\ntwo\ncpu\n" and len(printed.outputs) == 1
    assert drawn.metadata["mystnb"]["image"]["alt"] == WORDS
    assert value.outputs[0].execution_count == value.execution_count == 4
    assert set(after.details["ran"]) == {"python", "torch", "sympy", "numpy", "seconds"}
    assert bootstrap(after) == stored_form(after) == []
    assert any("4/4" in line for line in progress)

    run.run(samples.NAME, tmp_path, progress.append)
    assert chapter.path.read_bytes() == stored


def test_widgets_get_the_name_of_their_place():
    kind = "application/vnd.jupyter.widget-view+json"
    names = []
    for model in ("1f", "2e"):
        outputs = [samples.data(**{kind: {"model_id": model}}) for _ in range(2)]
        cell = nbformat.v4.new_code_cell("show()", id="slider", outputs=outputs)
        nb = normalise(nbformat.v4.new_notebook(cells=[cell]))
        names.append([output.data[kind]["model_id"] for output in nb.cells[0].outputs])
    assert names[0] == names[1]
    assert len(set(names[0])) == 2


def test_a_failing_cell_is_shown_and_nothing_is_stored(tmp_path, monkeypatch, capsys):
    chapter = sample(tmp_path, "x = 1", "total = x / 0", "never = 1")
    before = chapter.path.read_bytes()
    with pytest.raises(run.RunError) as caught:
        run.run(samples.NAME, tmp_path, lambda line: None)
    message = str(caught.value)
    assert message.startswith("foundations/quadratic_forms, cell 4 failed:")
    assert "total = x / 0" in message and "ZeroDivisionError" in message and "\x1b" not in message
    assert chapter.path.read_bytes() == before


REFUSED = {
    "a heavy picture": (
        "from IPython.display import display\n"
        "display({'text/plain': '', 'image/png': 'A' * 120_000}, raw=True)",
        "cell 3: a picture of 88 KB, 80 at most",
    ),
    "a heavy notebook": ("print(('x' * 99 + '\\n') * 11_000)", "1024 at most"),
    "a warning": ("import warnings\nwarnings.warn('careful')", "mend the cause"),
    "the network": (
        "import urllib.request\nurllib.request.urlopen('http://192.0.2.1')",
        "a chapter runs without the network",
    ),
    "an alt text that cannot be read": (
        "from IPython.display import display\n\n\ndef alt(words):\n    pass\n\n\n"
        "display({'text/plain': '', 'image/png': 'AAAA'}, raw=True)\nalt('a' + 'b')",
        "cell 3: alt(...) takes its words written out",
    ),
}


@pytest.mark.parametrize("source, words", REFUSED.values(), ids=REFUSED)
def test_what_may_not_be_stored_is_refused(tmp_path, source, words):
    chapter = sample(tmp_path, source)
    before = chapter.path.read_bytes()
    with pytest.raises(run.RunError) as caught:
        run.run(samples.NAME, tmp_path, lambda line: None)
    assert words in str(caught.value)
    assert chapter.path.read_bytes() == before


def ran(nb):
    return dict(nb.metadata["dlnotes"]["ran"])


def test_the_record_of_the_run_changes_only_with_versions_or_much_time():
    nb = nbformat.v4.new_notebook()
    run._note_run(nb, 20.4)
    assert ran(nb) == {**run.versions(), "seconds": 20}
    run._note_run(nb, 29)
    assert ran(nb)["seconds"] == 20
    run._note_run(nb, 60)
    assert ran(nb)["seconds"] == 60
    nb.metadata["dlnotes"]["ran"]["torch"] = "1.0"
    run._note_run(nb, 50)
    assert ran(nb) == {**run.versions(), "seconds": 50}
    assert "+" not in run.versions()["torch"]


def test_main_reports_bad_names(capsys):
    assert run.main([]) == 2
    assert "make run CHAPTER=part/name" in capsys.readouterr().err
    assert run.main(["vision/none"]) == 1
    assert "CHAPTER='vision/none': no such notebook" in capsys.readouterr().err


def test_the_skeleton_has_the_catalogue_s_title_and_question_and_is_a_draft(tmp_path):
    root = samples.book(tmp_path)
    nb = new.skeleton("language/word2vec", root)
    own = nb.metadata["dlnotes"]
    assert (own["part"], own["status"]) == ("language", "draft")
    assert nb.cells[0].source.startswith("# word2vec\n\nWhat do word vectors compute")
    assert notebooks.text(normalise(nb)) == notebooks.text(
        normalise(new.skeleton("language/word2vec"))
    )


def test_the_skeleton_runs_and_passes_every_lint(tmp_path):
    root = samples.book(tmp_path)
    new.new("foundations/autograd", root, say=lambda line: None)
    assert messages(["foundations/autograd"], root) == []
    assert tree.lists_are_current(root) == []


def test_new_refuses_what_is_there_and_what_is_unknown(tmp_path, capsys):
    root = samples.book(tmp_path)
    samples.chapter(root)
    with pytest.raises(ValueError, match="is there already"):
        new.new(samples.NAME, root)
    with pytest.raises(ValueError, match=r"CHAPTER='vision/none': not in book/parts/vision.yml"):
        new.new("vision/none", root)
    assert new.main([]) == 2
    assert "make new CHAPTER=part/name" in capsys.readouterr().err


def test_a_skeleton_that_does_not_run_is_not_left_behind(tmp_path, monkeypatch):
    root = samples.book(tmp_path)

    def fail(*arguments):
        raise run.RunError("no")

    monkeypatch.setattr(new, "run", fail)
    with pytest.raises(run.RunError):
        new.new("language/bert", root)
    assert notebooks.on_disk(root) == []
