"""Strict comparison: run stored notebooks again and compare every output with the stored one.

`python -m tools.replay` compares all chapters, first on this CPU as it is, then with torch held to
the instructions of an older one: an output that differs there differs between readers' machines.
With chapter names it compares those, on this CPU only.
"""

import os
import subprocess
import sys
from pathlib import Path

from tools import kernel, notebooks

SANITIZE = notebooks.ROOT / "tests" / "book" / "sanitize.cfg"
PASSES = {
    "this CPU": {},
    "an older CPU": {
        "ATEN_CPU_CAPABILITY": "default",
        "MKL_CBWR": "COMPATIBLE",
        "ONEDNN_MAX_CPU_ISA": "SSE41",
    },
}


def command(paths, root=notebooks.ROOT):
    """The pytest call that compares the notebooks at `paths`, each within one process.

    Outside `root` pytest gives the cells of different notebooks one name, and runs only one of
    them; so all notebooks must be below it.

    Raises:
        ValueError: a path that is not below `root`.
    """
    for path in paths:
        Path(path).relative_to(root)
    workers = min(len(paths), os.cpu_count() or 1)
    return [
        *(sys.executable, "-m", "pytest", "-c", str(notebooks.ROOT / "pyproject.toml")),
        *("--rootdir", str(root)),
        *("--nbval", "--nbval-current-env", "--nbval-sanitize-with", str(SANITIZE)),
        *("--nbval-cell-timeout=300", "--nbval-kernel-startup-timeout=120"),
        *("-n", str(workers), "--dist=loadscope", "-p", "no:cacheprovider"),
        *map(str, paths),
    ]


def replay(paths, passes=PASSES, root=notebooks.ROOT):
    """Compare the notebooks at `paths` in each pass; return the first exit status that is not 0.

    No notebook, or none with a code cell, counts as a failure: nothing would have been compared.
    """
    if not paths:
        print("replay: no notebook under notebooks/: nothing to compare", file=sys.stderr)
        return 1
    for seed, (name, variables) in enumerate(passes.items(), 1):
        print(f"replay: {len(paths)} notebook(s), strict, on {name}", flush=True)
        surroundings = kernel.environment(hash_seed=seed) | variables
        status = subprocess.run(command(paths, root), env=surroundings, check=False).returncode
        if status != 0:
            return status
    return 0


def main(names):
    """Compare the chapters `names`, or all; return the exit status."""
    if not names:
        return replay([notebooks.notebook_path(name) for name in notebooks.on_disk()])
    paths = [notebooks.find(name).path for name in names]
    return replay(paths, {"this CPU": PASSES["this CPU"]})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
