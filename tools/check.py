"""The tests of one chapter: `python -m tools.check foundations/adam_vs_adamw`.

Everything that concerns it: its lints, its exercises, the tests of the reference code that it
reaches, the strict comparison of its outputs, and its page in a browser. `make test` runs all.
"""

import subprocess
import sys

from tools import exercises, notebooks, record, replay
from tools.lints.__main__ import main as lint


def code_tests(chapter):
    """Test files of the parts' code that a chapter reaches, directly or through others, in order.

    `dlnotes.foundations.optimizers` is tested in `tests/foundations/test_optimizers.py`; the tests
    of a folder's modules may stand in a folder of the same name.
    """
    parts, found = notebooks.parts(chapter.root), set()
    for path in record.reached(chapter):
        part = path.relative_to(chapter.root / "dlnotes").parts[0]
        if part in parts and path.suffix == ".py":
            noun = path.parent.name if path.stem == "__init__" else path.stem
            found.update((chapter.root / "tests" / part).rglob(f"test_{noun}.py"))
    return sorted(found)


def steps(chapter):
    """(what it is, a call that returns an exit status) of each step, from fast to slow."""
    tests = list(map(str, code_tests(chapter)))
    pytest = [sys.executable, "-m", "pytest", "-q"]
    visit = [*pytest, "tests/book/site", "--chapter", chapter.name]
    build = [sys.executable, "-m", "tools.build", "--changed"]
    spread = ["-n", "auto", "--maxprocesses=4", "--dist=loadscope"]
    return [
        ("lints", lambda: lint([chapter.name])),
        ("exercises", lambda: prove(chapter)),
        *([("code tests", lambda: status([*pytest, *spread, *tests]))] if tests else []),
        ("stored outputs", lambda: replay.main([chapter.name])),
        ("site", lambda: status(build)),
        ("page in a browser", lambda: status(visit)),
    ]


def status(command):
    """The exit status of a command."""
    return subprocess.run(command, cwd=notebooks.ROOT).returncode


def prove(chapter):
    """Print what is wrong with the chapter's exercises; whether anything is."""
    found = exercises.problems(chapter.nb)
    print("\n".join(found) or "exercises: solutions pass, stubs do not")
    return bool(found)


def main(names):
    """Check the chapters `names`, every step whatever the one before found.

    Returns:
        0 where every step of every chapter passed, 1 where one did not, 2 for an unknown chapter.
    """
    failed = []
    for name in names:
        try:
            chapter = notebooks.find(name)
        except ValueError as error:
            print(error, file=sys.stderr)
            return 2
        for what, step in steps(chapter):
            print(f"== {name}: {what}", flush=True)
            if step():
                failed.append(f"{name}: {what}")
    print("\n".join(f"FAILED {what}" for what in failed) or "all steps passed")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
