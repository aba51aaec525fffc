"""Strict comparison: run stored notebooks again and compare every output with the stored one.

`python -m tools.replay` compares all chapters on this processor, then those whose inputs changed
since they last passed there on another one (`tools.processor`): an output that differs there
differs between readers' machines. `--all` compares all of them there. With chapter names it
compares those, on this processor only. `--record` prints where it is noted what passed.
"""

import argparse
import sys

from tools import kernel, notebooks, processor, record
from tools.comparison import compare


def first(paths, root=notebooks.ROOT):
    """Compare the notebooks at `paths` on this processor."""
    print(f"replay: {len(paths)} notebook(s), strict, on this processor", flush=True)
    return compare(paths, kernel.environment(hash_seed=1), root)


def second(chapters, everything=False, place=None):
    """Compare on another processor the chapters that have not passed there as they are now.

    Args:
        chapters: which, read.
        everything: those, too, that have passed.
        place: the folder of the record, or None where there is none.

    Returns:
        The exit status: 0 where nothing was left to compare.
    """
    prints = {chapter.name: record.fingerprint(chapter) for chapter in chapters}
    left = []
    for chapter in chapters:
        why = record.reason(chapter.name, prints[chapter.name], place)
        if why or everything:
            left.append(chapter)
        _say(chapter, _plan(why, everything))
    if not left:
        return 0
    print(f"replay: {len(left)} notebook(s), strict, on another processor", flush=True)
    for chapter in left:
        _say(chapter, record.forget(chapter.name, place))
    outcome = compare([chapter.path for chapter in left], processor.other(2), left[0].root)
    for chapter in left:
        if chapter.path in outcome.passed:
            _say(chapter, record.note(chapter.name, prints[chapter.name], place))
    return outcome.status


def _say(chapter, words):
    if words:
        print(f"replay: {chapter.name}: {words}", flush=True)


def _plan(why, everything):
    if why:
        return f"runs on another processor: {why}"
    if everything:
        return "runs on another processor: all do"
    return "left out on another processor: it passed there, and nothing it reads has changed"


def longest_first(chapters):
    """`chapters` by the seconds they took when stored, so that no long one starts last."""
    return sorted(chapters, key=lambda c: -c.details.get("ran", {}).get("seconds", float("inf")))


def parsed(arguments):
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tools.replay", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="part/name", help="this processor only")
    parser.add_argument("--all", action="store_true", help="all chapters on another processor too")
    parser.add_argument("--record", action="store_true", help="print the folder of the record")
    return parser.parse_args(arguments)


def main(arguments):
    """Compare what the command line asks for; return the first exit status that is not 0."""
    asked = parsed(arguments)
    place = record.folder()
    if asked.record:
        print(place or "no home: nothing is recorded")
        return 0
    names = asked.names or notebooks.on_disk()
    chapters = longest_first([notebooks.find(name) for name in names])
    statuses = [first([chapter.path for chapter in chapters]).status]
    if asked.all or not asked.names:
        statuses.append(second(chapters, asked.all, place))
    return next((status for status in statuses if status), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
