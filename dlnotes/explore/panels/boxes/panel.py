"""Rectangles over a picture, as JSON data."""

from numbers import Integral

import sympy as sp

from dlnotes.explore.axes import axis
from dlnotes.explore.formulas import Formula, count_checked
from dlnotes.explore.labels import label as label_runs
from dlnotes.explore.panels.boxes.raster import data_uri

FORMS = ("xyxy", "cxcywh")
MOST_LINES = 32


class Box:
    """A rectangle with the corners (x0, y0) and (x1, y1), or with a middle and a size.

    A coordinate that is the symbol of a slider is moved by dragging; any other formula stays.

    Args:
        coordinates: four formulas: x0, y0, x1, y1, or the middle's x and y, width and height.
        form: "xyxy" or "cxcywh".
    """

    def __init__(self, coordinates, *, form="xyxy"):
        if form not in FORMS:
            raise ValueError(f"Box: form={form!r}: expected one of {', '.join(FORMS)}")
        if not isinstance(coordinates, list | tuple) or len(coordinates) != 4:
            raise ValueError(f"Box: coordinates={coordinates!r}: expected four formulas")
        self.coordinates, self.form = coordinates, form

    def spec(self, name):
        return {
            "label": label_runs(name),
            "form": self.form,
            "at": [
                Formula(f, f"coordinate {place} of box {name!r}", path=(name,), index=(place, 0))
                for place, f in enumerate(self.coordinates)
            ],
            "drag": [f.name if isinstance(f, sp.Symbol) else None for f in self.coordinates],
        }


class Boxes:
    """Rectangles in a plane whose y points downwards, as in a picture.

    A box is moved as a whole, and resized at its corners, by mouse, finger or arrow keys. What
    dragging sets are sliders, so that readouts may say how much two boxes share.

    Args:
        limits: ((left, right), (top, bottom)), numbers.
        boxes: {label: `Box`}, drawn in this order.
        picture: an array (rows, columns) from 0 to 255, grey, or (rows, columns, 3), drawn over
            the whole plane; at most 10,000 numbers.
        lines: (columns, rows) into which thin lines cut the plane.
        title: words above the panel.
        shows: the equation or code that a box shows; see `dlnotes.explore.shows`.

    Raises:
        TypeError, ValueError: naming what does not fit.
    """

    kind = "boxes"

    def __init__(self, limits, boxes, *, picture=None, lines=None, title="", shows=None):
        count_checked("Boxes", boxes)
        for name, box in boxes.items():
            if not isinstance(box, Box):
                raise TypeError(f"Boxes: {name!r} is {box!r}: expected a Box")
        self.x, self.y = axis("x", limits[0], None), axis("y", limits[1], None)
        self.boxes, self.title, self.shows = boxes, title, shows
        self.picture = None if picture is None else data_uri(picture)
        self.lines = None if lines is None else lines_checked(lines)

    def spec(self):
        return {
            "kind": self.kind,
            "title": self.title,
            "x": self.x,
            "y": self.y,
            "picture": self.picture,
            "lines": self.lines,
            "boxes": [box.spec(name) for name, box in self.boxes.items()],
        }


def lines_checked(lines):
    if len(lines) != 2 or not all(isinstance(n, Integral) and 1 <= n <= MOST_LINES for n in lines):
        raise ValueError(f"Boxes: lines={lines!r}: expected (columns, rows) up to {MOST_LINES}")
    return [int(number) for number in lines]
