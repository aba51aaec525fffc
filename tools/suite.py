"""All tests, stage by stage: `python -m tools.suite`; `--all`: both passes over all chapters.

A stage that fails does not keep the later ones from running, so one run shows all failures. At the
end stand the seconds of each stage, those that its processes computed, the slowest tests, and one
line with the total.
"""

import os
import re
import resource
import subprocess
import sys
import time
from typing import NamedTuple

from tools import notebooks

CODE = ("benchmarks", "book", "dlnotes", "tests", "tools")
SLOWEST = 20
PYTEST = (sys.executable, "-m", "pytest", f"--durations={SLOWEST}", "--durations-min=1")
# One process a core, but no more than memory holds; the tests of a module stay together.
WORKERS = ("-n", "auto", "--maxprocesses=4")
CLOSING = re.compile(r"=+ .*\b\d+ (?:passed|failed|errors?|skipped|deselected)\b.* in [\d.]+s.*=+")
COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped)")
DURATION = re.compile(r"([\d.]+)s (call|setup|teardown) +(\S.*)")


class Stage(NamedTuple):
    """Commands that belong together.

    Attributes:
        name: what they prove.
        commands: run in order; the first that fails ends the stage.
        counted: whether they close with pytest's counts, of which there must be some.
        needs: the stage without which this one would prove nothing, or "".
    """

    name: str
    commands: tuple
    counted: bool = True
    needs: str = ""


class Outcome(NamedTuple):
    """How a stage ended.

    Attributes:
        passed: whether it did.
        seconds: how long it took.
        computed: seconds that its processes computed, without what was killed: on a machine that
            does other work too, they tell more.
        counts: pytest's.
        durations: (seconds, test) pairs.
    """

    passed: bool
    seconds: float
    computed: float
    counts: dict
    durations: list


def stages(everything=False):
    """The stages, from fast to slow.

    Args:
        everything: compare all chapters on the other processor too, whatever passed before.
    """
    ruff, book = (sys.executable, "-m", "ruff"), "tests/book"
    replay = (sys.executable, "-m", "tools.replay", *(["--all"] if everything else []))
    form = ((*ruff, "check", *CODE, "notebooks"), (*ruff, "format", "--check", *CODE))
    code = ("--doctest-modules", "dlnotes", "tests", f"--ignore={book}")
    return [
        Stage("form of the code", form, counted=False),
        Stage("code tests", ((*PYTEST, *code, *WORKERS, "--dist=loadscope"),)),
        Stage(
            "chapters and tools",
            ((*PYTEST, book, f"--ignore={book}/site", *WORKERS, "--dist=loadscope"),),
        ),
        Stage("stored outputs, compared strictly", (replay,)),
        Stage("site", (("make", "--no-print-directory", "html"),), counted=False),
        Stage(
            "site in a browser",
            ((*PYTEST, f"{book}/site", *WORKERS, "--dist=loadgroup"),),
            needs="site",
        ),
    ]


def run(stage, before):
    """Run a stage and show what it prints.

    Args:
        before: {name: outcome} of the stages that have run.
    """
    if stage.needs and not before[stage.needs].passed:
        print(f"not run: it needs the stage {stage.needs!r}, which failed", flush=True)
        return Outcome(False, 0.0, 0.0, {}, [])
    counts, durations, passed = {}, [], True
    start, began = time.perf_counter(), processor()
    for command in stage.commands:
        passed = passed and follow(command, counts, durations) == 0
    if stage.counted and not counts.get("passed"):
        print("no test ran in this stage", flush=True)
        passed = False
    seconds, computed = time.perf_counter() - start, processor() - began
    return Outcome(passed, seconds, computed, counts, durations)


def processor():
    """Seconds that processes that were started here, and have ended, have computed."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def follow(command, counts, durations):
    """Run a command, pass its lines on, and gather from them; return its exit status."""
    surroundings = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command,
        cwd=notebooks.ROOT,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        for line in process.stdout:
            print(line, end="", flush=True)
            gather(line.strip(), counts, durations)
    return process.returncode


def gather(line, counts, durations):
    """Take from a line of pytest's what it counts or how long a test took; changes both."""
    if CLOSING.fullmatch(line):
        for number, kind in COUNT.findall(line):
            kind = "failed" if kind.startswith("error") else kind
            counts[kind] = counts.get(kind, 0) + int(number)
    elif found := DURATION.fullmatch(line):
        seconds, phase, test = found.groups()
        durations.append((float(seconds), test if phase == "call" else f"{test} ({phase})"))


def report(outcomes):
    """The lines that close a run: stages, slowest tests, the total.

    Args:
        outcomes: {name: outcome} of all stages.
    """
    slowest = sorted((d for o in outcomes.values() for d in o.durations), reverse=True)[:SLOWEST]
    lines = ["== seconds of each stage, and those computed"]
    lines += [
        f"{o.seconds:8.1f} {o.computed:8.1f}  {name}{'' if o.passed else '  FAILED'}"
        for name, o in outcomes.items()
    ]
    lines += ["== slowest tests", *(f"{seconds:8.1f}  {test}" for seconds, test in slowest)]
    total = {
        kind: sum(o.counts.get(kind, 0) for o in outcomes.values())
        for kind in ("passed", "failed", "skipped")
    }
    # A stage can fail without a failed test: a lint of ruff's, a warning of the site's build.
    total["failed"] += sum(not o.passed and not o.counts.get("failed") for o in outcomes.values())
    return [*lines, ", ".join(f"{number} {kind}" for kind, number in total.items())]


def main(arguments):
    """Run all stages; the exit status says whether all passed."""
    if set(arguments) - {"--all"}:
        print(f"suite: {' '.join(arguments)}: expected nothing, or --all", file=sys.stderr)
        return 2
    outcomes, todo = {}, stages("--all" in arguments)
    for number, stage in enumerate(todo, 1):
        print(f"== {number}/{len(todo)} {stage.name}", flush=True)
        outcomes[stage.name] = run(stage, outcomes)
    print("\n".join(report(outcomes)), flush=True)
    return int(not all(outcome.passed for outcome in outcomes.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
