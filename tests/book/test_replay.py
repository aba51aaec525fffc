"""Strict comparison fails on every changed output, passes a redrawn picture, and skips nothing."""

import functools
import re
import subprocess
import sys

import nbformat
import pytest

from tests.book import samples
from tools import kernel, notebooks, replay

SHOW = "from IPython.display import display\ndisplay({bundle!r}, raw=True)"
TEXT = "print('the loss is', 0.25)"
PICTURE = {"text/plain": "<Figure>", "image/png": "AAAA"}
SPECIFICATION = {"text/plain": "x", "text/html": '<img src="data:image/png;base64,AAAA">'}


def result(text):
    return nbformat.v4.new_output("execute_result", {"text/plain": text}, execution_count=1)


def shown(bundle):
    return nbformat.v4.new_output("display_data", bundle)


def claimed(**changes):
    return SHOW.format(bundle=dict(samples.evidence(**changes).data))


# What a cell says, what is stored of it, and how comparing must end.
CASES = {
    "same": (TEXT, [samples.stream("the loss is 0.25\n")], "passed"),
    "same_value": ("1 + 1", [result("2")], "passed"),
    "same_evidence": (claimed(), [samples.evidence()], "passed"),
    "other_picture": (
        SHOW.format(bundle=PICTURE),
        [shown(PICTURE | {"image/png": "BBBB"})],
        "passed",
    ),
    "other_inline_picture": (
        SHOW.format(bundle=SPECIFICATION),
        [shown(SPECIFICATION | {"text/html": '<img src="data:image/png;base64,BBBB">'})],
        "passed",
    ),
    "other_stdout": (TEXT, [samples.stream("the loss is 0.26\n")], "failed"),
    "other_value": ("1 + 1", [result("3")], "failed"),
    "other_formula": (claimed(), [samples.evidence(latex="(x - 1)^2")], "failed"),
    "other_verdict": (claimed(), [samples.evidence(verdict="checked numerically")], "failed"),
    "other_html": (
        SHOW.format(bundle={"text/html": "<p>a</p>"}),
        [shown({"text/html": "<p>b</p>"})],
        "failed",
    ),
    "lost_output": (TEXT, [], "failed"),
    "no_output_any_more": ("x = 1", [samples.stream("1\n")], "failed"),
    "one_record_less": (claimed(), [samples.evidence(), samples.evidence()], "failed"),
    "raises": ("1 / 0", [], "failed"),
    "order_of_a_set": ("hash('a') == HASH", [result("True")], "failed"),
    "asks_the_network": (
        "import urllib.request\nurllib.request.urlopen('http://192.0.2.1')",
        [],
        "failed",
    ),
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """How each case ended, {case: "passed" or "failed"}, and what was said, under "words"."""
    folder = tmp_path_factory.mktemp("replay")
    _write(folder / "all.ipynb", CASES.values())
    _write(folder / "good.ipynb", [CASES["same"]] * len(CASES))
    command = [*replay.command(sorted(folder.glob("*.ipynb")), folder), "-rA"]
    surroundings = kernel.environment(hash_seed=1)
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout.count("good.ipynb::Cell ") == len(CASES)
    lines = re.findall(r"^(PASSED|FAILED) \S*all\.ipynb::Cell (\d+)", done.stdout, re.MULTILINE)
    return {"words": done.stdout} | {list(CASES)[int(n)]: end.lower() for end, n in lines}


def _write(path, cases):
    cells = [samples.code(source, *stored) for source, stored, _ in cases]
    for cell in cells:
        cell.source = cell.source.replace("HASH", str(_hash_when_stored()))
        cell.execution_count = 1
    notebooks.write(nbformat.v4.new_notebook(cells=cells), path)


@functools.cache
def _hash_when_stored():
    source = "print(hash('a'))"
    command = [sys.executable, "-c", source]
    done = subprocess.run(command, env=kernel.environment(), capture_output=True, text=True)
    return int(done.stdout)


@pytest.mark.parametrize("name", CASES)
def test_comparison(outcomes, name):
    assert outcomes[name] == CASES[name][2]


def test_the_failure_shows_both_sides(outcomes):
    assert "the loss is 0.25" in outcomes["words"] and "the loss is 0.26" in outcomes["words"]
    assert "a chapter runs without the network" in outcomes["words"]


def test_all_cases_were_compared(outcomes):
    assert set(outcomes) == {"words", *CASES}


def test_nothing_to_compare_is_a_failure(tmp_path, capsys):
    assert replay.replay([]) != 0
    assert "nothing to compare" in capsys.readouterr().err
    empty = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("words")])
    notebooks.write(empty, tmp_path / "empty.ipynb")
    assert replay.replay([tmp_path / "empty.ipynb"], root=tmp_path) == 5


def test_both_passes_run_and_the_first_failure_counts(monkeypatch):
    calls = []

    def fake(command, env, check):
        calls.append(env)
        return subprocess.CompletedProcess(command, statuses[len(calls) - 1])

    monkeypatch.setattr(replay.subprocess, "run", fake)
    statuses = [0, 0]
    assert replay.replay([notebooks.ROOT / "a.ipynb"]) == 0
    first, second = calls
    assert "ATEN_CPU_CAPABILITY" not in first
    assert second["ATEN_CPU_CAPABILITY"] == "default"
    assert len({first["PYTHONHASHSEED"], second["PYTHONHASHSEED"], "0"}) == 3
    assert (
        str(kernel.OFFLINE) in first["PYTHONPATH"] and str(kernel.OFFLINE) in second["PYTHONPATH"]
    )
    calls.clear()
    statuses = [0, 1]
    assert replay.replay([notebooks.ROOT / "a.ipynb"]) == 1
    calls.clear()
    statuses = [2, 0]
    assert replay.replay([notebooks.ROOT / "a.ipynb"]) == 2
    assert len(calls) == 1


def test_the_cells_of_a_notebook_stay_together():
    command = replay.command([notebooks.ROOT / "a.ipynb", notebooks.ROOT / "b.ipynb"])
    assert "--dist=loadscope" in command and "--nbval" in command and "--nbval-lax" not in command
    assert "--nbval-current-env" in command


def test_notebooks_that_pytest_would_confuse_are_refused(tmp_path):
    with pytest.raises(ValueError, match="is not in the subpath"):
        replay.command([tmp_path / "a.ipynb"])
