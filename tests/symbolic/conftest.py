"""Shared fixture: what statements show."""

import pytest

from dlnotes.symbolic import evidence


@pytest.fixture
def shown(monkeypatch):
    """The list of `Evidence` objects displayed by the test, in order."""
    records = []
    monkeypatch.setattr(evidence, "display", records.append)
    return records
