"""The prints that the chapters hold."""

from tools.model.chapter import find, on_disk


def records():
    """(place, record) of every statement; place names the chapter and counts its statements."""
    for name in on_disk():
        for number, record in enumerate(find(name).records, 1):
            yield f"{name.split('/')[1]}, statement {number}", record


def formulas():
    """(place, record) of every statement but findings, which hold a band."""
    return [(place, record) for place, record in records() if record["kind"] != "finding"]
