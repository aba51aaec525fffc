"""The package with other versions than the pinned ones: `python -m tools.versions lowest|newest`.

`lowest` installs the oldest versions that pyproject.toml allows, `newest` the latest there are,
each into its own environment below `_build/versions`. Both run the tests of the code and execute
every chapter. Stored outputs are not compared: other versions may round and draw differently, but
every claim must be proved, every agreement hold and every finding lie in its band.
"""

import os
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

from tools.model.chapter import ROOT, find, on_disk

FOLDER = ROOT / "_build" / "versions"
KINDS = ("lowest", "newest")
BOUND = re.compile(r"([A-Za-z0-9_.-]+)>=([0-9.]+)")
TESTERS = (
    *("pytest", "pytest-xdist", "hypothesis", "scipy", "scikit-learn", "pyyaml"),
    *("nbclient", "nbformat", "nbval", "ipykernel", "markdown-it-py", "playwright"),
    *("axe-playwright-python", "rjsmin"),
)
LEFT_OUT = ("tests/book", "tests/explore/test_jupyterlab.py")  # they need the site's tools


def dependencies(root=ROOT):
    """{name: oldest version} of what the package needs.

    Raises:
        ValueError: a requirement that is not one lower bound.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    found = {}
    for line in project["dependencies"]:
        match = BOUND.fullmatch(line)
        if match is None:
            raise ValueError(f"pyproject.toml: {line!r}: expected name>=version, nothing else")
        found[match[1]] = match[2]
    return found


def requirements(kind, root=ROOT):
    """What pip is asked for besides the package itself.

    Raises:
        ValueError: `kind` is not one of KINDS.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind!r}: expected one of {', '.join(KINDS)}")
    versions = dependencies(root)
    exact = [f"{name}=={oldest}" for name, oldest in versions.items()]
    return [*(exact if kind == "lowest" else versions), *TESTERS]


def make(kind):
    """The Python of a fresh environment with these versions."""
    folder = FOLDER / kind
    venv.create(folder, with_pip=True, clear=True, symlinks=True)
    python = str(folder / "bin" / "python")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"]
    subprocess.run([*pip, *requirements(kind), "--editable", str(ROOT)], check=True)
    return python


def commands(python):
    """(what it is, command) of each check, from fast to slow."""
    ignored = [f"--ignore={path}" for path in LEFT_OUT]
    tests = ["-m", "pytest", "-q", "-W", "default", "-n", "auto", "tests"]
    chapters = [python, "-m", "tools.versions", "execute"]
    return [("code tests", [python, *tests, *ignored]), ("chapters", chapters)]


def execute_all(root=ROOT):
    """Execute every chapter with this Python; the names of those that raised, in order."""
    from nbclient.exceptions import CellExecutionError

    from tools.kernel import execute

    failed = []
    for name in on_disk(root):
        chapter = find(name, root)
        try:
            execute(chapter.editable(), chapter.path.parent)
            print(f"{name}: every cell ran", flush=True)
        except CellExecutionError as error:
            print(f"{name}: {error}", file=sys.stderr, flush=True)
            failed.append(name)
    return failed


def main(arguments):
    """Check one kind of versions; the exit status says whether all passed."""
    if arguments == ["execute"]:
        return int(bool(execute_all()))
    if len(arguments) != 1 or arguments[0] not in KINDS:
        print(f"python -m tools.versions {'|'.join(KINDS)}", file=sys.stderr)
        return 2
    python = make(arguments[0])
    subprocess.run([python, "-m", "pip", "--disable-pip-version-check", "freeze"], check=True)
    surroundings = os.environ | {"PYTHONPATH": str(ROOT)}
    status = 0
    for what, command in commands(python):
        print(f"== {arguments[0]} versions: {what}", flush=True)
        status = subprocess.run(command, cwd=Path(ROOT), env=surroundings).returncode or status
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
