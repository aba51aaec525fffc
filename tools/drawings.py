"""Compares two SVG drawings by what they show, not by their bytes.

The same elements in the same order, one inside the other alike, with the same attributes and the
same words. Coordinates may differ by less than an eye can see.
"""

import re
from xml.etree import ElementTree

TOLERANCE = 0.5  # pixels
PLACES = {
    *("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "fx", "fy", "dx", "dy", "r", "rx", "ry"),
    *("width", "height", "d", "points", "transform"),
}
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
# What counts from the last point, or scales and turns: a small change of it can move much.
STEP = re.compile(r"[a-df-y]")
TURN = re.compile(r"\b(?:matrix|rotate|scale|skewX|skewY)\b")


def differences(stored, fresh, tolerance=TOLERANCE):
    """What tells the drawing `fresh` from `stored`, one line each; empty where nothing does.

    Args:
        stored, fresh: SVG texts.
        tolerance: how far a coordinate may lie from its stored place, in the drawing's units.

    Raises:
        xml.etree.ElementTree.ParseError: a text that is no XML.

    >>> differences('<svg><path d="M0 1.2"/></svg>', '<svg><path d="M0 1.3"/></svg>')
    []
    >>> differences('<svg><path d="M0 1"/></svg>', '<svg><path d="M0 2"/></svg>')
    ["path 1: d: 'M0 1' is now 'M0 2'"]
    """
    before, after = (elements(ElementTree.fromstring(text)) for text in (stored, fresh))
    if [(depth, e.tag) for depth, e in before] != [(depth, e.tag) for depth, e in after]:
        return [f"elements: {outline(before)} are now {outline(after)}"]
    found, counts = [], {}
    for (_, old), (_, new) in zip(before, after, strict=True):
        name = old.tag.rpartition("}")[2]
        counts[name] = counts.get(name, 0) + 1
        found += [f"{name} {counts[name]}: {line}" for line in changes(old, new, tolerance)]
    return found


def elements(root, depth=0):
    """(how deep it lies, element) of `root` and all in it, in the order of the text."""
    inner = [pair for child in root for pair in elements(child, depth + 1)]
    return [(depth, root), *inner]


def outline(pairs):
    """How many elements of each name there are, in words."""
    names = [element.tag.rpartition("}")[2] for _, element in pairs]
    return ", ".join(f"{names.count(name)} {name}" for name in dict.fromkeys(names))


def changes(old, new, tolerance):
    """What tells one element from another: its attributes, and its words."""
    found = []
    for key in sorted(old.attrib.keys() | new.attrib.keys()):
        was, now = old.get(key), new.get(key)
        if was is None or now is None or not alike(key, was, now, tolerance):
            found.append(f"{key}: {was!r} is now {now!r}")
    for was, now in ((old.text, new.text), (old.tail, new.tail)):
        if (was or "").split() != (now or "").split():
            found.append(f"words: {was!r} are now {now!r}")
    return found


def alike(key, was, now, tolerance):
    """Whether two values of an attribute show the same: coordinates nearly, all else exactly."""
    if was == now:
        return True
    if key not in PLACES or (key == "d" and STEP.search(was)) or TURN.search(was):
        return False
    if NUMBER.sub("0", was).split() != NUMBER.sub("0", now).split():
        return False
    pairs = zip(NUMBER.findall(was), NUMBER.findall(now), strict=True)
    return all(abs(float(a) - float(b)) <= tolerance for a, b in pairs)
