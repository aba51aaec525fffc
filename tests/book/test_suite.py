"""The stages of `make test`: all run, each failure counts, the end says how long and how many."""

import re
import sys

import pytest

from tools import notebooks, suite


def script(tmp_path, name, text, status=0):
    """A stage's command that prints `text` and ends with `status`."""
    path = tmp_path / f"{name}.py"
    path.write_text(f"import sys\nprint({text!r})\nsys.exit({status})\n")
    return (sys.executable, str(path))


GREEN = "==== 3 passed, 1 skipped in 0.10s ===="
RED = "==== 1 failed, 2 passed, 1 error in 65.10s (0:01:05) ===="


@pytest.fixture
def run(tmp_path, monkeypatch, capfd):
    """Runs stages of the given (name, text, status); returns exit status and what was printed."""

    def main(*stages, **options):
        made = [
            suite.Stage(name, (script(tmp_path, str(n), text, status),), **options.get(name, {}))
            for n, (name, text, status) in enumerate(stages)
        ]
        monkeypatch.setattr(suite, "stages", lambda everything: made)
        status = suite.main([])
        return status, capfd.readouterr().out

    return main


def test_the_total_is_the_last_line(run):
    status, out = run(("one", GREEN, 0), ("two", GREEN, 0))
    assert status == 0
    assert out.splitlines()[-1] == "6 passed, 0 failed, 2 skipped"


def test_a_failed_stage_does_not_keep_the_later_ones_from_running(run):
    status, out = run(("one", RED, 1), ("two", GREEN, 0))
    assert status == 1
    assert "== 2/2 two" in out and GREEN in out
    assert out.splitlines()[-1] == "5 passed, 2 failed, 1 skipped"
    assert "one  FAILED" in out and "two  FAILED" not in out
    assert re.search(r"^ +\d+\.\d +\d+\.\d  two$", out, re.MULTILINE)


def test_a_failure_without_a_failed_test_counts(run):
    status, out = run(("form", "E501 line too long", 1), form={"counted": False})
    assert (status, out.splitlines()[-1]) == (1, "0 passed, 1 failed, 0 skipped")


@pytest.mark.parametrize("text", ["", "==== 4 skipped in 0.10s ====", "3 passed in words only"])
def test_a_stage_that_ran_no_test_has_failed(run, text):
    status, out = run(("one", text, 0))
    assert status == 1 and "no test ran in this stage" in out


def test_a_stage_without_what_it_needs_has_failed_and_is_not_run(run):
    status, out = run(
        ("site", "a warning", 1),
        ("browser", GREEN, 0),
        site={"counted": False},
        browser={"needs": "site"},
    )
    assert status == 1 and GREEN not in out
    assert "not run: it needs the stage 'site', which failed" in out
    assert out.splitlines()[-1] == "0 passed, 2 failed, 0 skipped"


def test_the_commands_of_a_stage_stop_at_the_first_failure(tmp_path, capfd):
    commands = (script(tmp_path, "a", "first", 3), script(tmp_path, "b", "second"))
    outcome = suite.run(suite.Stage("form", commands, counted=False), {})
    assert outcome.computed > 0  # starting Python takes some
    assert not outcome.passed and "second" not in capfd.readouterr().out


def test_the_slowest_tests_of_all_stages_are_named(run, monkeypatch):
    monkeypatch.setattr(suite, "SLOWEST", 2)
    lines = "12.50s call     tests/a.py::test_long\n0.30s setup    tests/a.py::test_short\n"
    other = "1.00s call     notebooks/b.ipynb::Cell 3\n"
    _, out = run(("one", lines + GREEN, 0), ("two", other + GREEN, 0))
    tail = out[out.index("== slowest tests") :].splitlines()
    assert [line.split() for line in tail[1:3]] == [
        ["12.5", "tests/a.py::test_long"],
        ["1.0", "notebooks/b.ipynb::Cell", "3"],
    ]
    assert len(tail) == 4


def test_all_compares_every_chapter_twice(capfd):
    plain, everything = (
        [command for stage in suite.stages(flag) for command in stage.commands]
        for flag in (False, True)
    )
    assert [(*c, "--all") if "tools.replay" in c else c for c in plain] == everything
    assert suite.main(["--al"]) == 2
    assert "--al: expected nothing, or --all" in capfd.readouterr().err


def test_every_folder_with_tests_is_run_once():
    commands = [c for stage in suite.stages() for c in stage.commands if "pytest" in c]
    asked = [
        ({p for p in c if p.startswith("tests")}, {p[9:] for p in c if p.startswith("--ignore=")})
        for c in commands
    ]
    for path in sorted((notebooks.ROOT / "tests").rglob("test_*.py")):
        name = path.relative_to(notebooks.ROOT).as_posix()

        def under(folders, name=name):
            return any(name.startswith(f"{folder}/") for folder in folders)

        assert sum(under(ins) and not under(outs) for ins, outs in asked) == 1, name
