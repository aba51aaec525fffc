"""The most memory that a command takes: `python -m benchmarks.peak make test`.

Once a second the resident memory of the command and of all that it started is added up; pages that
processes share count for each. Linux only: it reads /proc.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.cost import below, processes

PAGE = os.sysconf("SC_PAGE_SIZE")
PAUSE = 1.0  # seconds
GIGABYTE = 2**30


def resident(root):
    """Bytes that the process `root` and all below it hold now."""
    found = processes()
    return sum(_held(pid) for pid in found if below(pid, root, found))


def _held(pid):
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * PAGE
    except OSError:
        return 0  # it has ended since the folder was listed


def main(command):
    """Run the command, and print its peak; return its exit status."""
    if not command:
        print("peak: no command: expected one, such as make test", file=sys.stderr)
        return 2
    most = 0
    with subprocess.Popen(command) as process:
        while process.poll() is None:
            most = max(most, resident(process.pid))
            time.sleep(PAUSE)
    print(f"peak: {most / GIGABYTE:.2f} GiB", flush=True)
    return process.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
