"""The tests of one chapter: `python -m tools.check foundations/adam_vs_adamw`.

Its lints, its exercises, the tests of the reference code that it imports, and the strict comparison
of its outputs: what an author needs while writing. `make test` runs everything.
"""

import subprocess
import sys

from tools import exercises, notebooks, replay
from tools.lints.__main__ import main as lint
from tools.lints.code import trees
from tools.lints.imports import imported


def code_tests(chapter):
    """Test files of the reference code that a chapter imports, in order.

    `dlnotes.foundations.optimizers` is tested in `tests/foundations/test_optimizers.py`.
    """
    modules = {module for _, tree in trees(chapter) for module, _ in imported(tree)}
    names = [module.split(".") for module in sorted(modules) if module.startswith("dlnotes.")]
    tests = [
        chapter.root / "tests" / name[1] / f"test_{name[2]}.py" for name in names if len(name) == 3
    ]
    return [test for test in tests if test.is_file()]


def steps(chapter):
    """(what it is, a call that returns an exit status) of each step, from fast to slow."""
    tests = list(map(str, code_tests(chapter)))
    run_tests = [sys.executable, "-m", "pytest", *tests]
    return [
        ("lints", lambda: lint([chapter.name])),
        ("exercises", lambda: prove(chapter)),
        *([("code tests", lambda: subprocess.run(run_tests).returncode)] if tests else []),
        ("stored outputs", lambda: replay.main([chapter.name])),
    ]


def prove(chapter):
    """Print what is wrong with the chapter's exercises; whether anything is."""
    found = exercises.problems(chapter.nb)
    print("\n".join(found) or "exercises: solutions pass, stubs do not")
    return bool(found)


def main(names):
    """Check the chapters `names`; return the first exit status that is not 0."""
    for name in names:
        try:
            chapter = notebooks.find(name)
        except ValueError as error:
            print(error, file=sys.stderr)
            return 2
        for what, step in steps(chapter):
            print(f"== {name}: {what}", flush=True)
            if status := step():
                return int(status)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
