"""The labelled statements of a running chapter: what an explorer may say that it shows.

A kernel runs one chapter; a cell that runs again states anew.
"""

_SIDES = {}


def state(label, *sides):
    """Keeps the checked sides of a statement under its label; without a label, nothing."""
    if label is not None:
        _SIDES[label] = sides


def stated(label):
    """The sides of the statement with a label.

    Raises:
        ValueError: no statement with that label has run.
    """
    if label not in _SIDES:
        known = ", ".join(sorted(_SIDES)) or "none"
        raise ValueError(
            f"label {label!r}: no definition, claim or agreement with it has run; known: {known}"
        )
    return _SIDES[label]
