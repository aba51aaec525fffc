"""Lints of what would refute a statement: a finding names it, a definition is held against code."""

from tools.lints.fields import shaped
from tools.model.evidence import evidence


def refutable(chapter):
    """Every finding says which value the opposite of its sentence would give."""
    return [
        f"{chapter.at(n)}: finding {record['text']!r} has no against=: name the value that the "
        "opposite of its sentence would give"
        for n, record in _records(chapter, "finding")
        if not record.get("against")
    ]


def computed(chapter):
    """Every definition is held against the code that computes it, or says why there is none."""
    return [
        f"{chapter.at(n)}: definition {record['latex']!r} has neither by= nor only=: name the "
        "function that computes it, or say why none does"
        for n, record in _records(chapter, "definition")
        if not record.get("method")
    ]


def _records(chapter, kind):
    """(cell, record) of one kind, in a chapter that is held to these rules."""
    return [
        (n, record)
        for n, record in evidence(chapter.nb)
        if shaped(chapter) and record.get("kind") == kind
    ]


LINTS = [refutable, computed]
