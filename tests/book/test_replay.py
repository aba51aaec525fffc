"""Both passes run, whatever fails; what passed on the other processor is not run there again."""

import nbformat
import pytest

from tests.book import samples
from tools import comparison, notebooks, record, replay

CHAPTERS = {"part/short": 3, "part/long": 30, "part/new": None}


class Comparisons:
    """Stands in for the comparison of notebooks; notes what it is asked for.

    Attributes:
        wrong: {("here" or "there", chapter)}: what is to fail.
        asked: ("here" or "there", [chapter, ...]) of each call.
    """

    def __init__(self, root):
        self.root, self.wrong, self.asked = root, set(), []

    def __call__(self, paths, surroundings, root=None):
        where = "there" if "MKL_CBWR" in surroundings else "here"
        folder = self.root / "notebooks"
        names = {path.relative_to(folder).with_suffix("").as_posix(): path for path in paths}
        self.asked.append((where, list(names)))
        good = frozenset(path for name, path in names.items() if (where, name) not in self.wrong)
        return comparison.Outcome(int(len(good) < len(paths)), good)


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A book of three chapters, and comparisons that are only played."""
    for name, seconds in CHAPTERS.items():
        ran = {"ran": {"seconds": seconds}} if seconds else {}
        nb = nbformat.v4.new_notebook(cells=[samples.code("1 + 1")], metadata={"dlnotes": ran})
        notebooks.write(nb, notebooks.notebook_path(name, tmp_path))
    played = Comparisons(tmp_path)
    monkeypatch.setattr(replay, "compare", played)
    monkeypatch.setattr(notebooks, "on_disk", lambda: list(CHAPTERS))
    monkeypatch.setattr(notebooks, "find", lambda name, find=notebooks.find: find(name, tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "dlnotes").mkdir()
    return played


LONGEST_FIRST = ["part/new", "part/long", "part/short"]


def test_all_run_here_and_there_the_longest_first(book):
    assert replay.main([]) == 0
    assert book.asked == [("here", LONGEST_FIRST), ("there", LONGEST_FIRST)]


def test_what_passed_there_is_left_out_and_said_so(book, capsys):
    replay.main([])
    book.asked.clear()
    assert replay.main([]) == 0
    assert book.asked == [("here", LONGEST_FIRST)]
    assert "part/long: left out on another processor: it passed there" in capsys.readouterr().out


def test_a_changed_chapter_runs_again_there_alone(book, capsys):
    replay.main([])
    path = notebooks.notebook_path("part/short", book.root)
    path.write_text(path.read_text("utf-8").replace("1 + 1", "1 + 2"), "utf-8")
    book.asked.clear()
    replay.main([])
    assert book.asked[1:] == [("there", ["part/short"])]
    said = capsys.readouterr().out
    assert "part/short: runs on another processor: its inputs changed" in said


def test_with_all_every_chapter_runs_there(book):
    replay.main([])
    book.asked.clear()
    assert replay.main(["--all"]) == 0
    assert book.asked[1:] == [("there", LONGEST_FIRST)]


def test_a_failure_here_does_not_keep_there_from_running(book):
    book.wrong.add(("here", "part/long"))
    assert replay.main([]) == 1
    assert [where for where, _ in book.asked] == ["here", "there"]


def test_a_chapter_that_failed_there_is_not_recorded(book):
    book.wrong.add(("there", "part/long"))
    for _ in range(3):
        assert replay.main([]) == 1
    assert book.asked[-1] == ("there", ["part/long"])
    book.wrong.clear()
    assert replay.main([]) == 0
    assert book.asked[-1] == ("there", ["part/long"])


@pytest.mark.parametrize(
    "wrong",
    [set(), {("here", "part/long")}, {("there", "part/new")}, {("there", n) for n in CHAPTERS}],
    ids=["nothing", "here", "there", "all"],
)
def test_deleting_the_record_changes_no_outcome(book, wrong):
    book.wrong |= wrong
    first = replay.main([])
    kept = replay.main([])
    for file in record.folder().glob("*"):
        file.unlink()
    assert first == kept == replay.main([]) == int(bool(wrong))


def test_a_failure_there_with_all_leaves_no_green_record(book):
    replay.main([])
    book.wrong.add(("there", "part/long"))
    assert replay.main(["--all"]) == 1
    assert replay.main([]) == 1


def test_a_pass_that_breaks_off_leaves_no_record(book, monkeypatch):
    replay.main([])

    def break_off(paths, surroundings, root=None):
        if "MKL_CBWR" in surroundings:
            raise KeyboardInterrupt
        return comparison.Outcome(0, frozenset(paths))

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(replay, "compare", break_off)
        replay.main(["--all"])
    book.asked.clear()
    replay.main([])
    assert book.asked[1:] == [("there", LONGEST_FIRST)]


def test_names_run_here_alone(book):
    assert replay.main(["part/short"]) == 0
    assert book.asked == [("here", ["part/short"])]


def test_without_a_record_all_run(book, monkeypatch):
    monkeypatch.setattr(record, "folder", lambda: None)
    for _ in range(2):
        book.asked.clear()
        assert replay.main([]) == 0
        assert book.asked[1:] == [("there", LONGEST_FIRST)]


def test_the_folder_of_the_record_is_told(book, capsys):
    assert replay.main(["--record"]) == 0
    assert capsys.readouterr().out.strip() == str(record.folder())
    assert book.asked == []


def test_no_chapter_is_a_failure(monkeypatch, capsys):
    monkeypatch.setattr(notebooks, "on_disk", lambda: [])
    assert replay.main([]) == 1
    assert "nothing to compare" in capsys.readouterr().err
