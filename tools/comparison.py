"""One strict comparison: stored notebooks run again, and every output compared with the stored one.

nbval runs and compares; `tests/book/sanitize.cfg` lists what it leaves out.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from tools import notebooks

SANITIZE = notebooks.ROOT / "tests" / "book" / "sanitize.cfg"
MOST_WORKERS = 4  # a kernel with torch takes up to 1 GB


class Outcome(NamedTuple):
    """How a pass ended.

    Attributes:
        status: pytest's exit status.
        passed: paths of the notebooks of which every cell was compared and none differed.
    """

    status: int
    passed: frozenset


def command(paths, root=notebooks.ROOT):
    """The pytest call that compares the notebooks at `paths`, each within one process, in order.

    Outside `root` pytest gives the cells of different notebooks one name, and runs only one of
    them; so all notebooks must be below it.

    Raises:
        ValueError: a path that is not below `root`.
    """
    for path in paths:
        Path(path).relative_to(root)
    workers = min(len(paths), os.cpu_count() or 1, MOST_WORKERS)
    workers = workers if workers > 1 else 0  # one would only wait for the other
    return [
        *(sys.executable, "-m", "pytest", "-c", str(notebooks.ROOT / "pyproject.toml")),
        *("--rootdir", str(root)),
        *("--nbval", "--nbval-current-env", "--nbval-sanitize-with", str(SANITIZE)),
        *("--nbval-cell-timeout=300", "--nbval-kernel-startup-timeout=120"),
        *("-n", str(workers), "--dist=loadscope", "--no-loadscope-reorder"),
        *("-p", "no:cacheprovider", "--durations=20", "--durations-min=1"),
        *map(str, paths),
    ]


def compare(paths, surroundings, root=notebooks.ROOT):
    """Compare the notebooks at `paths`, run in kernels with the environment `surroundings`.

    No notebook, or none with a code cell, counts as a failure: nothing would have been compared.
    """
    if not paths:
        print("replay: no notebook under notebooks/: nothing to compare", file=sys.stderr)
        return Outcome(1, frozenset())
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        call = [*command(paths, root), f"--junit-xml={report}"]
        status = subprocess.run(call, env=surroundings, check=False).returncode
        told = report.read_text("utf-8") if report.exists() else "<testsuites/>"
    return Outcome(status, passed(paths, ElementTree.fromstring(told), root))


def passed(paths, report, root=notebooks.ROOT):
    """Of `paths`, those of which a report by pytest has every code cell, and none with a fault."""
    cells, faults = {}, set()
    for case in report.iter("testcase"):
        scope = case.get("classname")
        cells[scope] = cells.get(scope, 0) + 1
        if len(case):
            faults.add(scope)
    return frozenset(
        path
        for path in paths
        if (scope := _scope(path, root)) not in faults
        and cells.get(scope) == len(notebooks.code_cells(notebooks.read(path)))
    )


def _scope(path, root):
    return Path(path).relative_to(root).as_posix().replace("/", ".")
