"""CPU seconds of each test, with those of the processes it started: `pytest -p benchmarks.cost`.

Wall time lies on a machine that others use. Counted is what the worker and everything below it,
browsers and kernels included, has used between a phase's start and its end. Linux only: it reads
/proc.
"""

import os
from pathlib import Path

import pytest

SHOWN = 40
TICKS = os.sysconf("SC_CLK_TCK")
NAMES = {
    "tests": lambda name: name,
    "functions": lambda name: name.partition("[")[0],
    "files": lambda name: name.partition("::")[0],
}


def processes():
    """{process: (its parent, CPU seconds of its own and of children that have ended)}."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text("utf-8", "replace")
        except OSError:
            continue  # it has ended since the folder was listed
        fields = text.rpartition(")")[2].split()
        found[int(stat.parent.name)] = int(fields[1]), sum(map(int, fields[11:15])) / TICKS
    return found


def used(root):
    """CPU seconds that the process `root` and all below it have used so far."""
    found = processes()
    return sum(seconds for pid, (_, seconds) in found.items() if below(pid, root, found))


def below(pid, root, found):
    """Whether the process `pid` is `root` or was started by it or by one below it."""
    while pid in found and pid != root:
        pid = found[pid][0]
    return pid == root


def pytest_collection_finish(session):
    """What was used before the first test is not that test's."""
    session.cpu = used(os.getpid())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Gives each report its CPU seconds; xdist passes them on to the process that prints."""
    report = yield
    now = used(os.getpid())
    # A browser that is killed takes along what it had used: then less is left than there was.
    report.cpu = max(0.0, now - item.session.cpu)
    item.session.cpu = now
    return report


def pytest_terminal_summary(terminalreporter):
    """Prints what costs most: tests, their functions, their files; and the sum of all."""
    reports = [
        report
        for kind in terminalreporter.stats.values()
        for report in kind
        if hasattr(report, "cpu")
    ]
    for title, named in NAMES.items():
        costs = {}
        for report in reports:
            name = named(report.nodeid)
            costs[name] = costs.get(name, 0.0) + report.cpu
        terminalreporter.write_line(f"== CPU seconds of {title}")
        for name in sorted(costs, key=costs.get, reverse=True)[:SHOWN]:
            terminalreporter.write_line(f"{costs[name]:8.2f}  {name}")
    terminalreporter.write_line(f"{sum(r.cpu for r in reports):8.2f}  in all")
