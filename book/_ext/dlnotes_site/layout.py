"""Where the chapters stand on the map: rows by what they need, few crossings, short lines."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

SWEEPS = 24


@dataclass(frozen=True)
class Bend:
    """A place in a row between two chapters, through which a long line runs."""

    source: str
    target: str
    row: int


def levels(needs):
    """{name: number of chapters on the longest way to it}, of {name: names it needs}."""

    @cache
    def level(name):
        return max((level(other) + 1 for other in needs[name]), default=0)

    return {name: level(name) for name in needs}


def ancestors(needs, name):
    """All that must be read before `name`."""
    direct = set(needs[name])
    return direct.union(*(ancestors(needs, other) for other in direct))


def reduced(needs):
    """The same order with no line that follows from others."""
    above = {name: ancestors(needs, name) for name in needs}
    return {
        name: [other for other in direct if not any(other in above[n] for n in direct)]
        for name, direct in needs.items()
    }


def rows_of(needs):
    """{name: its row}: its level, but what needs nothing stands just above its first use."""
    level = levels(needs)
    first = {
        other: min(level[n] for n in needs if other in needs[n])
        for direct in needs.values()
        for other in direct
    }
    return {n: first.get(n, 1) - 1 if not needs[n] else level[n] for n in needs}


def chains(needs, row):
    """Every line as the places it runs through: a chapter, its bends, a chapter."""
    return [
        [other, *(Bend(other, name, r) for r in range(row[other] + 1, row[name])), name]
        for name, direct in needs.items()
        for other in direct
    ]


def ordered(needs, row, lines):
    """The places of each row from left to right, sorted by the mean place of their neighbours."""
    rows = [[n for n in needs if row[n] == r] for r in range(max(row.values()) + 1)]
    for line in lines:
        for bend in line[1:-1]:
            rows[bend.row].append(bend)
    up, down = neighbours(lines)
    best, fewest = rows, crossings(rows, up)
    for sweep in range(SWEEPS):
        near = up if sweep % 2 == 0 else down
        steps = range(1, len(rows)) if sweep % 2 == 0 else range(len(rows) - 2, -1, -1)
        rows = [list(places) for places in rows]
        for r in steps:
            beside = rows[r - 1] if sweep % 2 == 0 else rows[r + 1]
            rows[r] = by_mean(rows[r], beside, near)
        if crossings(rows, up) < fewest:
            best, fewest = rows, crossings(rows, up)
    return best


def neighbours(lines):
    """The places above and below each place."""
    up, down = {}, {}
    for line in lines:
        for high, low in pairwise(line):
            up.setdefault(low, []).append(high)
            down.setdefault(high, []).append(low)
    return up, down


def by_mean(places, beside, near):
    """The places, those with neighbours sorted by them and the others where they were."""
    index = {place: i for i, place in enumerate(beside)}
    size = max(len(places), 1)

    def mean(i, place):
        known = [index[n] for n in near.get(place, ()) if n in index]
        return sum(known) / len(known) if known else i * len(beside) / size

    keys = {place: mean(i, place) for i, place in enumerate(places)}
    return sorted(places, key=keys.get)


def crossings(rows, up):
    """How many pairs of lines cross between neighbouring rows."""
    count = 0
    for above, below in pairwise(rows):
        index = {place: i for i, place in enumerate(above)}
        ends = [(index[n], i) for i, p in enumerate(below) for n in up.get(p, ()) if n in index]
        count += sum(a < c and b > d for a, b in ends for c, d in ends)
    return count


def spread(wanted, gaps):
    """The places nearest to `wanted`, in this order and at least `gaps` apart (least squares).

    >>> spread([0.0, 0.0, 5.0], [2.0, 2.0])
    [-1.0, 1.0, 5.0]
    """
    shifts = [sum(gaps[:i]) for i in range(len(wanted))]
    blocks = []
    for place, shift in zip(wanted, shifts, strict=True):
        blocks.append([place - shift, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (a, n), (b, m) = blocks[-2:]
            blocks[-2:] = [[(a * n + b * m) / (n + m), n + m]]
    means = [mean for mean, count in blocks for _ in range(count)]
    return [mean + shift for mean, shift in zip(means, shifts, strict=True)]


def places(needs, width, bend_width):
    """{place: (x of its middle, row)} and the lines, for chapters `width` wide."""
    row, lines = rows_of(needs), chains(reduced(needs), rows_of(needs))
    rows = ordered(needs, row, lines)
    up, down = neighbours(lines)
    half = {p: (bend_width if isinstance(p, Bend) else width) / 2 for r in rows for p in r}
    whole = max(sum(2 * half[p] for p in r) for r in rows)
    x = dict.fromkeys(half, whole / 2)
    for sweep in range(SWEEPS):
        for places_ in rows if sweep % 2 == 0 else reversed(rows):
            near = {p: [*up.get(p, ()), *down.get(p, ())] or [p] for p in places_}
            wanted = [sum(x[n] for n in near[p]) / len(near[p]) for p in places_]
            gaps = [half[a] + half[b] for a, b in pairwise(places_)]
            ends = half[places_[0]], whole - half[places_[-1]]
            x.update(zip(places_, within(spread(wanted, gaps), gaps, *ends), strict=True))
    return {p: (x[p], r) for r, row_ in enumerate(rows) for p in row_}, lines


def within(wanted, gaps, first, last):
    """The same places moved into a row from `first` to `last`, still at least `gaps` apart."""
    shifts = [sum(gaps[:i]) for i in range(len(wanted))]
    low = [first + shift for shift in shifts]
    high = [last - shifts[-1] + shift for shift in shifts]
    return [min(max(x, a), b) for x, a, b in zip(wanted, low, high, strict=True)]
