"""The commands of the Makefile: what they run, in which order, and what they say on failure."""

import http.client
import os
import re
import shutil
import subprocess
import sys
import threading

import pytest

from tests.book import samples
from tools import check, environment, notebooks, serve

ROOT = notebooks.ROOT
TARGETS = [
    *(
        "book",
        "html",
        "test",
        "lab",
        "run",
        "new",
        "lint",
        "format",
        "bench",
        "publish",
        "versions",
    ),
    "student",
]


def make(*arguments, root=ROOT, **variables):
    """Run make without what an outer make passes on."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    clean.pop("CHAPTER", None)
    command = ["make", *arguments]
    return subprocess.run(
        command, cwd=root, env=clean | variables, capture_output=True, text=True, timeout=120
    )


def planned(*arguments):
    """The commands that make would run."""
    done = make("-n", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_is_there_and_sets_up_first(target):
    plan = planned(target)
    assert plan.index("tools/environment.py") < plan.index(".venv/bin/")


def test_make_alone_lists_the_commands():
    done = make()
    for target in ("setup", *TARGETS):
        assert f"\n{target}:" in (ROOT / "Makefile").read_text()
        assert target == "setup" or f"make {target}" in done.stdout


def test_the_whole_suite_runs_from_fast_to_slow():
    plan = planned("test")
    steps = [
        "ruff check",
        "pytest --doctest-modules dlnotes tests --ignore=tests/book",
        "pytest tests/book --ignore=tests/book/site",
        "-m tools.replay",
        "jupyter-book build --all --nitpick --warningiserror",
        "pytest tests/book/site",
    ]
    places = [plan.index(step) for step in steps]
    assert places == sorted(places)


def test_one_chapter_is_checked_alone():
    plan = planned("test", "CHAPTER=foundations/adam_vs_adamw")
    assert "tools.check foundations/adam_vs_adamw" in plan
    assert "jupyter-book" not in plan and "pytest" not in plan


def test_book_serves_what_html_built():
    plan = planned("book", "PORT=8123")
    assert plan.index("jupyter-book build") < plan.index("tools.serve 8123")


def test_a_chapter_s_name_reaches_its_tool():
    for target in ("run", "new"):
        assert f"tools.{target} vision/yolo" in planned(target, "CHAPTER=vision/yolo")
    plan = planned("publish", "URL=https://example.org/a", "COMMIT=abc", "REMOTE=origin")
    assert 'tools.publish "https://example.org/a" "abc"' in plan
    assert "git push --force origin published" in plan
    assert "git push" not in planned("publish", "URL=https://example.org/a")


def test_no_recipe_hides_a_failure():
    for line in (ROOT / "Makefile").read_text().splitlines():
        if line.startswith("\t"):
            assert not re.match(r"\t@?-", line), line
            assert not re.search(r"(?<!\|)\|(?!\|)|\|\| *(true|:)|; *true|&\s*$", line), line


def test_ci_calls_make_test():
    script = (ROOT / ".ci" / "run").read_text()
    assert "set -euo pipefail" in script and script.rstrip().endswith("make test")
    assert subprocess.run(["bash", "-n", ROOT / ".ci" / "run"]).returncode == 0


@pytest.fixture
def copy(tmp_path):
    """What set-up reads, in a folder of its own."""
    (tmp_path / "tools").mkdir()
    for name in ("Makefile", "tools/environment.py", *environment.INPUTS):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_a_machine_without_python_is_told_what_to_install(copy):
    done = make("setup", "PYTHON=no-such-python", root=copy)
    assert done.returncode != 0
    assert "there is no no-such-python: install Python 3.11 or newer" in done.stderr


def test_an_old_python_is_told_so(copy):
    old = copy / "old-python"
    old.write_text(
        f"#!{sys.executable}\nimport runpy, sys\nsys.version_info = (3, 9, 2)\n"
        "sys.argv = sys.argv[1:]\nrunpy.run_path(sys.argv[0], run_name='__main__')\n"
    )
    old.chmod(0o755)
    done = make("setup", f"PYTHON={old}", root=copy)
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed, this is 3.9" in done.stderr
    assert not (copy / ".venv").exists()


def test_what_a_python_can_lack():
    nothing = lambda name: None  # noqa: E731
    assert environment.lacks((3, 11, 0), lambda name: name) is None
    assert environment.lacks((4, 0, 0), lambda name: name) is None
    assert "this is 3.10" in environment.lacks((3, 10, 9), lambda name: name)
    assert "apt install python3.12-venv" in environment.lacks((3, 12, 1), nothing)


def ready(root):
    """A stand-in for a finished `.venv`."""
    (root / ".venv" / "bin").mkdir(parents=True)
    (root / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (root / ".venv" / ".made-from").write_text(environment.origin(root))


def test_set_up_is_skipped_while_nothing_changes(copy):
    ready(copy)
    python = f"PYTHON={sys.executable}"
    done = make("setup", python, root=copy)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (copy / "requirements.txt").touch()
    assert environment.is_current(copy)
    assert make("setup", python, root=copy).stdout == ""


def test_set_up_is_due_when_an_input_changes(copy):
    ready(copy)
    for name in environment.INPUTS:
        text = (copy / name).read_text()
        (copy / name).write_text(text + "\n# changed\n")
        assert not environment.is_current(copy)
        assert environment.can_go_on(copy)
        (copy / name).write_text(text)
        assert environment.is_current(copy)


def test_set_up_starts_afresh_only_where_it_must(copy, monkeypatch):
    assert not environment.can_go_on(copy)
    ready(copy)
    assert environment.can_go_on(copy) and environment.is_current(copy)
    moved = copy / "moved"
    shutil.copytree(copy, moved, symlinks=True)
    assert not environment.can_go_on(moved)
    with monkeypatch.context() as patch:
        patch.setattr(environment.sys, "version", "3.99")
        assert not environment.can_go_on(copy) and not environment.is_current(copy)
    (copy / ".venv" / ".made-from").unlink()
    assert not environment.can_go_on(copy)


def test_set_up_that_fails_is_not_taken_for_done(copy, monkeypatch, capsys):
    ready(copy)
    (copy / "requirements.txt").write_text("# other\n")
    commands = []

    def fail(command, **options):
        commands.append(command)
        raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(environment.subprocess, "run", fail)
    with pytest.raises(subprocess.CalledProcessError):
        environment.make(copy)
    assert commands[0][1:4] == ["-m", "pip", "install"]
    assert "--requirement" in commands[0]
    assert environment.can_go_on(copy) and not environment.is_current(copy)


@pytest.fixture
def site(tmp_path):
    """A built book of one page, served on a free port."""
    (tmp_path / "index.html").write_text("<p>book</p>")
    book = serve.server(0, tmp_path)
    thread = threading.Thread(target=book.serve_forever)
    thread.start()
    yield book
    book.shutdown()
    thread.join()
    book.server_close()


def test_the_book_is_served_to_this_machine_only(site):
    assert site.server_address[0] == "127.0.0.1"
    connection = http.client.HTTPConnection(*site.server_address)
    connection.request("GET", "/")
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (200, b"<p>book</p>")
    connection.close()


def test_a_taken_port_is_named_with_another(site, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(serve, "FOLDER", tmp_path)
    port = site.server_address[1]
    assert serve.main([str(port)]) == 1
    assert f"port {port}: Address already in use: try make book PORT={port + 1}" in (
        capsys.readouterr().err
    )


def test_a_book_that_was_not_built_is_not_served(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(serve, "FOLDER", tmp_path)
    assert serve.main(["0"]) == 1
    assert "run make html first" in capsys.readouterr().err


def test_a_chapter_s_code_tests_follow_from_its_imports(tmp_path):
    root = samples.book(tmp_path)
    chapter = samples.chapter(root)
    names = ("foundations/test_autograd.py", "foundations/test_other.py", "symbolic/test_x.py")
    for name in names:
        (root / "tests" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "tests" / name).touch()
    chapter.nb.cells[2].source += "\nfrom dlnotes.foundations.autograd import backward"
    assert check.code_tests(chapter) == [root / "tests/foundations/test_autograd.py"]


def test_check_stops_at_the_first_failure(monkeypatch, capsys, tmp_path):
    done = []
    chapter = samples.chapter(samples.book(tmp_path))
    monkeypatch.setattr(check.notebooks, "find", lambda name: chapter)
    ends = {"lints": 0, "code tests": 3, "stored outputs": 0}
    monkeypatch.setattr(
        check,
        "steps",
        lambda chapter: [(what, lambda w=what: done.append(w) or ends[w]) for what in ends],
    )
    assert check.main([samples.NAME]) == 3
    assert done == ["lints", "code tests"]


def test_check_proves_the_exercises(monkeypatch, capsys, tmp_path):
    chapter = samples.chapter(samples.book(tmp_path))
    assert [what for what, _ in check.steps(chapter)] == ["lints", "exercises", "stored outputs"]
    assert check.prove(chapter) == 0
    chapter.nb.cells.append(samples.code('Question("a", "b", 1)\nprint()'))
    assert check.prove(chapter) == 1
    assert "cell 10: call check or Question once" in capsys.readouterr().out


def test_check_names_an_unknown_chapter(capsys):
    assert check.main(["vision/none"]) == 2
    assert "CHAPTER='vision/none': no such notebook" in capsys.readouterr().err
