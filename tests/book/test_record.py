"""What passed is noted by what it read: any change of that, and nothing else, runs it again."""

import ast
import shutil
import subprocess
import sys

import nbformat
import pytest

from tests.book import samples
from tools import notebooks, record
from tools.lints.code import trees

FILES = {
    "dlnotes/__init__.py": "",
    "dlnotes/near/__init__.py": "",
    "dlnotes/near/one.py": "from dlnotes.near import two\n",
    "dlnotes/near/two.py": "def late():\n    import dlnotes.far.three\n",
    "dlnotes/near/other.py": "",
    "dlnotes/far/__init__.py": "from dlnotes.far.four import table\n",
    "dlnotes/far/three.py": "",
    "dlnotes/far/four.py": "table = 4\n",
    "dlnotes/far/files/table.txt": "1 2 3\n",
    "dlnotes/apart/__init__.py": "",
    "dlnotes/apart/five.py": "",
    "tools/kernel.py": "",
    "tools/offline/sitecustomize.py": "",
    "tools/elsewhere/last_place/arrays.py": "",
    "tools/serve.py": "",
    "tests/book/sanitize.cfg": "",
}
READ = [
    *("dlnotes/__init__.py", "dlnotes/near/one.py", "dlnotes/near/two.py"),
    *("dlnotes/far/three.py", "dlnotes/far/four.py", "dlnotes/far/files/table.txt"),
    *("tools/kernel.py", "tools/offline/sitecustomize.py", "tools/elsewhere/last_place/arrays.py"),
    *("tests/book/sanitize.cfg", "requirements.txt", "notebooks/foundations/one.ipynb"),
]
NOT_READ = [
    *("dlnotes/near/other.py", "dlnotes/apart/five.py", "tools/serve.py"),
    "notebooks/foundations/another.ipynb",
]


@pytest.fixture
def chapter(tmp_path):
    """A chapter that reaches `far.three` over three modules, in a book with another chapter."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    for name in samples.SHARED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(notebooks.ROOT / name, tmp_path / name)
    for name in ("one", "another"):
        cells = [samples.code("from dlnotes.near.one import late")]
        path = notebooks.notebook_path(f"foundations/{name}", tmp_path)
        notebooks.write(nbformat.v4.new_notebook(cells=cells), path)
    return notebooks.find("foundations/one", tmp_path)


@pytest.mark.parametrize("name", READ)
def test_what_it_reads_counts(chapter, name):
    assert _changed(chapter, name)


@pytest.mark.parametrize("name", NOT_READ)
def test_what_it_does_not_read_does_not_count(chapter, name):
    assert not _changed(chapter, name)


def _changed(chapter, name):
    """Whether a comment more in a file, or a blank, changes the chapter's fingerprint."""
    before, path = record.fingerprint(chapter), chapter.root / name
    with path.open("a", encoding="utf-8") as file:
        file.write("# a comment\n" if path.suffix == ".py" else " \n")
    return record.fingerprint(chapter) != before


def test_a_new_module_or_file_of_data_counts(chapter):
    before = record.fingerprint(chapter)
    (chapter.root / "dlnotes/far/files/more.txt").write_text("4\n", "utf-8")
    assert record.fingerprint(chapter) != before


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [
        (record.platform, "python_version", lambda: "3.99.0"),
        (record.processor, "model", lambda: ["another"]),
        (record.importlib.metadata, "distributions", lambda: []),
    ],
    ids=["Python", "processor", "packages"],
)
def test_the_surroundings_count(chapter, monkeypatch, module, name, value):
    before = record.fingerprint(chapter)
    monkeypatch.setattr(module, name, value)
    assert record.fingerprint(chapter) != before


def test_two_clones_share_a_record(chapter, tmp_path_factory):
    copy = tmp_path_factory.mktemp("clone") / "book"
    shutil.copytree(chapter.root, copy)
    other = notebooks.find(chapter.name, copy)
    assert record.fingerprint(other) == record.fingerprint(chapter)


def test_what_a_chapter_loads_is_among_its_inputs():
    """Against Python itself: the modules in memory once the chapter's imports have run."""
    chapter = notebooks.find("generative/edm")
    lines = [ast.unparse(node) for _, tree in trees(chapter) for node in tree.body if _import(node)]
    tell = "import sys\nprint(*(m.__file__ for n, m in sys.modules.items() if n[:7] == 'dlnotes'))"
    done = subprocess.run(
        [sys.executable, "-c", "\n".join([*lines, tell])],
        cwd=notebooks.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = set(map(str, record.inputs(chapter)))
    assert set(done.stdout.split()) <= found
    assert str(notebooks.ROOT / "dlnotes/data/files/digits.npz") in found
    assert str(notebooks.ROOT / "dlnotes/faces/margins.py") not in found


def _import(node):
    return isinstance(node, ast.Import | ast.ImportFrom)


def test_a_record_is_kept_a_chapter(tmp_path):
    place = tmp_path / "not" / "there" / "yet"
    assert record.reason("part/a", "1", place) == "no record"
    assert record.note("part/a", "1", place) is None
    assert record.reason("part/a", "1", place) is None
    assert record.reason("part/a", "2", place) == "its inputs changed"
    assert record.reason("part/b", "1", place) == "no record"
    record.note("part/a", "2", place)
    assert record.reason("part/a", "1", place) == "its inputs changed"
    assert [path.name for path in place.iterdir()] == ["part.a.txt"]


def test_a_record_can_be_dropped(tmp_path):
    record.note("part/a", "1", tmp_path)
    record.note("part/b", "1", tmp_path)
    assert record.forget("part/a", tmp_path) is None is record.forget("part/a", tmp_path)
    assert record.reason("part/a", "1", tmp_path) == "no record"
    assert record.reason("part/b", "1", tmp_path) is None
    assert record.forget("part/a", None) is None
    (tmp_path / "part.c.txt").mkdir()
    assert "cannot be dropped" in record.forget("part/c", tmp_path)


def test_an_unreadable_record_means_run(tmp_path):
    (tmp_path / "part.a.txt").write_bytes(b"\xff\xfe")
    assert "cannot be read" in record.reason("part/a", "1", tmp_path)
    (tmp_path / "part.a.txt").write_text("1", "ascii")  # cut short
    assert record.reason("part/a", "1", tmp_path) == "its inputs changed"
    (tmp_path / "part.b.txt").mkdir()
    assert "cannot be read" in record.reason("part/b", "1", tmp_path)


def test_a_home_that_cannot_be_written_means_run(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("", "ascii")
    assert "cannot be written" in record.note("part/a", "1", blocked / "dlnotes")
    assert "cannot be read" in record.reason("part/a", "1", blocked / "dlnotes")
    assert "cannot be dropped" in record.forget("part/a", blocked / "dlnotes")
    assert record.reason("part/a", "1", None) == record.note("part/a", "1", None)


def test_the_record_lies_in_the_users_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert record.folder() == tmp_path / "dlnotes" / "replay"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert record.folder() == tmp_path / "home" / ".cache" / "dlnotes" / "replay"
    monkeypatch.setattr(record.Path, "home", _homeless)
    assert record.folder() is None


def _homeless():
    raise RuntimeError("Could not determine home directory.")
