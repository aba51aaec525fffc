"""What the chapters of all parts must keep to together: names, terms, and an order to read in."""

from graphlib import CycleError, TopologicalSorter

from tools.model.errors import BookError


def check(entries):
    """Refuse chapters that share a name, a title or a term, or that come before what they need.

    Args:
        entries: every chapter of the book, in reading order.

    Raises:
        BookError: the message names the file, the chapter and what was expected.
    """
    _check_names(entries)
    by_name = {entry.name: entry for entry in entries}
    for entry in entries:
        for name in entry.prerequisites:
            if name not in by_name:
                raise _refused(entry, f"prerequisite {name!r}: expected the name of a chapter")
    _check_circles(by_name)
    _check_order(entries)


def _check_names(entries):
    taken = {}
    for entry in entries:
        own = [("name", entry.name), ("title", entry.title)]
        for named in own + [("term", term.name) for term in entry.terms]:
            if named in taken:
                raise _refused(
                    entry,
                    f"the {named[0]} {named[1]!r} is taken by {taken[named]}: expected another",
                )
            taken[named] = entry.full_name


def _check_circles(by_name):
    try:
        TopologicalSorter({name: e.prerequisites for name, e in by_name.items()}).prepare()
    except CycleError as error:
        circle = error.args[1][::-1]
        way = " needs ".join(circle)
        raise _refused(by_name[circle[0]], f"a circle, {way}: expected no way back") from error


def _check_order(entries):
    earlier = set()
    for entry in entries:
        for name in entry.prerequisites:
            if name not in earlier:
                raise _refused(entry, f"prerequisite {name!r} comes later: expected an earlier one")
        earlier.add(entry.name)


def _refused(entry, words):
    return BookError(f"book/parts/{entry.part}.yml: chapters.{entry.name}: {words}")
