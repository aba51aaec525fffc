"""What is put onto a static picture: names at lines, labels beside points, markers, ranges."""

import math

import numpy as np

from dlnotes.explore.axes import nice_step
from dlnotes.explore.labels import plain
from dlnotes.explore.markers import marker_values
from dlnotes.explore.picture.plot import BOTTOM, COLORS, LEFT, TOP

WIDE = 7  # pixels of a letter
BESIDE = [(side, row) for row in (0, -1, 1, -2, 2, -3, 3) for side in (1, -1)]


def draw_names(plot, names, heights):
    """Each curve's name at its right end, pushed apart where two would overlap."""
    floor = plot.height - BOTTOM
    ends = [h[np.isfinite(h)] for h in heights]
    wanted = [min(max(float(e[-1]), TOP + 6), floor) if e.size else floor for e in ends]
    for index, at in apart(wanted, 15, floor):
        plot.text(plot.width - plot.right + 6, at + 4, names[index], color=COLORS[index % 6])


def apart(wanted, gap, most):
    """(index, position) with positions at least `gap` apart, none beyond `most`."""
    # Lines that meet keep their order, whatever the last digits of where they end.
    order = sorted(range(len(wanted)), key=lambda i: round(wanted[i], 1))
    places, last = [], -math.inf
    for index in order:
        last = max(wanted[index], last + gap)
        places.append(last)
    limit = most
    for k in reversed(range(len(places))):
        places[k] = min(places[k], limit)
        limit = places[k] - gap
    return list(zip(order, places, strict=True))


def draw_ends(plot, ends):
    """Each path's name at its end."""
    finite = [(i, e) for i, e in enumerate(ends) if math.isfinite(e[1]) and math.isfinite(e[2])]
    wanted = [min(max(float(e[2]), TOP + 12), plot.height - BOTTOM - 4) for _, e in finite]
    for place, at in apart(wanted, 15, plot.height - BOTTOM - 4):
        index, (name, x, _) = finite[place]
        inside = min(max(float(x), LEFT), plot.width - plot.right - 8 * len(plain(name)))
        plot.text(inside + 6, at - 4, name, color=COLORS[index % 6], halo=True)


def draw_markers(plot, panel, parts, values):
    for marker, x, y in marker_values(panel, parts, values):
        left, right = LEFT, plot.width - plot.right
        across = left if x is None else float(plot.place(x, 0))
        down = TOP + 12 if y is None else float(plot.place(y, 1))
        if not (math.isfinite(across) and math.isfinite(down)):
            continue
        if y is None:
            plot.add(f'<path d="M{across:.1f} {TOP}V{plot.height - BOTTOM}" stroke="#666"/>')
        elif x is None:
            plot.add(f'<path d="M{left} {down:.1f}H{right}" stroke="#666"/>')
        else:
            plot.add(f'<circle cx="{across:.1f}" cy="{down:.1f}" r="5" fill="#1a1a1a"/>')
        plot.text(across + 8, down - 6, marker["label"], color="#1a1a1a", halo=True)


def draw_beside(plot, runs, points, others, color):
    """A label beside one of some points, where it covers the fewest of the `others`."""
    wide = WIDE * len(plain(runs))
    right, floor = plot.width - plot.right, plot.height - BOTTOM

    def box(place):
        (x, y), (side, row) = place
        left = x + 9 if side > 0 else x - 9 - wide
        return (
            min(max(left, LEFT + 2), right - wide - 2),
            min(max(y + 4 + 15 * row, TOP + 12), floor - 3),
        )

    def covered(corner):
        x, y = corner
        return sum(x - 3 < a < x + wide + 3 and y - 12 < b < y + 4 for a, b in others)

    corners = [box((point, side)) for point in points for side in BESIDE]
    x, y = min(corners, key=covered)  # the first of equals
    plot.text(x, y, runs, color=color, halo=True)
    # A label weighs more than a line: it counts as many points.
    return [(x + share * wide / 4, y - 5) for share in range(5)] * 9


def fitted(arrays, log):
    """A range that holds every finite value, with a little air."""
    values = np.concatenate([np.ravel(a) for a in arrays])
    values = values[np.isfinite(values) & (values > 0 if log else True)]
    if not values.size:
        return (1.0, 10.0) if log else (0.0, 1.0)
    low, high = float(values.min()), float(values.max())
    if log:
        return low / 1.2, max(high * 1.2, low * 2)
    if low == high:
        return low - (abs(low) * 0.1 or 1.0), high + (abs(high) * 0.1 or 1.0)
    step = nice_step((high - low) / 10)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step


def draw_dots(plot, across, down, index, radius=3):
    """A dot at every point that lies near the frame."""
    for x, y in zip(across, down, strict=True):
        if math.isfinite(x) and math.isfinite(y) and abs(y) < 1e4:
            plot.add(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{COLORS[index % 6]}"/>')
