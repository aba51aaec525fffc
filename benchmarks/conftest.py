"""A table of what was measured against its budget, beside pytest-benchmark's own table of times.

Both end up in the JSON file that `make bench` names. Nothing here fails because of a number.
"""

from typing import NamedTuple

import pytest

from tools.browser import chromium


class Measure(NamedTuple):
    """One measured quantity.

    Attributes:
        name: what was measured.
        value: the number.
        unit: its unit.
        budget: the most it should be, in the same unit.
    """

    name: str
    value: float
    unit: str
    budget: float


MEASURES = pytest.StashKey[list[Measure]]()


def pytest_configure(config):
    config.stash[MEASURES] = []


@pytest.fixture
def measure(request):
    """Call it with the fields of a `Measure` to add a line to the table."""

    def add(name, value, unit, budget):
        request.config.stash[MEASURES].append(Measure(name, value, unit, budget))

    return add


def pytest_terminal_summary(terminalreporter, config):
    measures = config.stash[MEASURES]
    if not measures:
        return
    terminalreporter.section("budgets")
    width = max(len(measure.name) for measure in measures)
    for name, value, unit, budget in measures:
        verdict = "within" if value <= budget else "ABOVE"
        terminalreporter.line(
            f"{name:{width}}  {value:8.2f} {unit:8} at most {budget:6g}  {verdict}"
        )


def pytest_benchmark_update_json(config, benchmarks, output_json):
    output_json["budgets"] = [measure._asdict() for measure in config.stash[MEASURES]]


@pytest.fixture(scope="session")
def browser():
    with chromium() as browser:
        yield browser
