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
from tools import check, environment, notebooks, serve, suite

ROOT = notebooks.ROOT
TARGETS = [
    *(
        "book",
        "html",
        "test",
        "test-all",
        "browser",
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
    names = [" ".join(command) for stage in suite.stages() for command in stage.commands]
    steps = [
        "ruff check",
        "--doctest-modules dlnotes tests --ignore=tests/book",
        "tests/book --ignore=tests/book/site",
        "-m tools.replay",
        "make --no-print-directory html",
        "pytest --durations=20 --durations-min=1 tests/book/site",
    ]
    assert len(names) == len(steps) + 1  # form is two commands
    places = [next(n for n, name in enumerate(names) if step in name) for step in steps]
    assert places == sorted(places)


@pytest.mark.parametrize("target", ["test", "test-all", "bench"])
def test_the_browser_is_found_before_any_test_starts(target):
    plan = planned(target)
    first = min(plan.find(word) for word in ("tools.suite", "-m pytest") if word in plan)
    assert 0 < plan.index("tools.browser") < first


@pytest.mark.parametrize("target", ["book", "html", "lab", "run", "new", "lint", "student"])
def test_what_shows_no_page_to_a_test_needs_no_browser(target):
    assert "tools.browser" not in planned(target)


def test_all_of_the_suite_is_run_by_test_all():
    assert "tools.suite --all" in planned("test-all")
    assert "tools.suite\n" in planned("test")


def test_one_chapter_is_checked_alone():
    plan = planned("test", "CHAPTER=foundations/adam_vs_adamw")
    assert "tools.check foundations/adam_vs_adamw" in plan
    assert "tools.build" not in plan and "pytest" not in plan


def test_book_serves_what_html_built():
    plan = planned("book", "PORT=8123")
    assert plan.index("tools.build") < plan.index("tools.serve 8123")


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
    modules = {
        "autograd/__init__.py": "from dlnotes.foundations.autograd.tape import backward\n",
        "autograd/tape.py": "from dlnotes.foundations import slopes\n",
        "slopes.py": "",
        "apart.py": "",
    }
    for name, source in modules.items():
        path = root / "dlnotes" / "foundations" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
    near = ["autograd/test_tape.py", "test_autograd.py", "test_slopes.py"]
    for name in (*near, "test_apart.py", "../symbolic/test_claims.py"):
        path = root / "tests" / "foundations" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    chapter.nb.cells[2].source += "\nfrom dlnotes.foundations.autograd import backward"
    found = [
        p.relative_to(root / "tests/foundations").as_posix() for p in check.code_tests(chapter)
    ]
    assert found == near


def test_the_book_s_own_topics_are_followed():
    tests = {path.name for path in check.code_tests(notebooks.find("generative/edm"))}
    assert {"test_preconditioning.py", "test_conversions.py"} <= tests
    tests = {path.name for path in check.code_tests(notebooks.find("generative/ddpm_limit"))}
    assert "test_ancestral.py" in tests


def test_check_goes_on_after_a_failure(monkeypatch, capsys, tmp_path):
    done = []
    chapter = samples.chapter(samples.book(tmp_path))
    monkeypatch.setattr(check.notebooks, "find", lambda name: chapter)
    ends = {"lints": 0, "code tests": 3, "stored outputs": 0}
    monkeypatch.setattr(
        check,
        "steps",
        lambda chapter: [(what, lambda w=what: done.append(w) or ends[w]) for what in ends],
    )
    assert check.main([samples.NAME]) == 1
    assert done == ["lints", "code tests", "stored outputs"]
    assert f"FAILED {samples.NAME}: code tests" in capsys.readouterr().out
    ends["code tests"] = 0
    assert check.main([samples.NAME]) == 0


def test_check_proves_the_exercises_and_visits_the_page(capsys, tmp_path):
    chapter = samples.chapter(samples.book(tmp_path))
    assert [what for what, _ in check.steps(chapter)] == [
        *("lints", "exercises", "stored outputs", "site", "page in a browser")
    ]
    assert check.prove(chapter) == 0
    chapter.nb.cells.append(samples.code('Question("a", "b", 1)\nprint()'))
    assert check.prove(chapter) == 1
    assert "cell 10: call check or Question once" in capsys.readouterr().out


def test_check_names_an_unknown_chapter(capsys):
    assert check.main(["vision/none"]) == 2
    assert "CHAPTER='vision/none': no such notebook" in capsys.readouterr().err
