"""A plane in equal scales: traces, filled and not, arrows, a surface, a point to drag."""

import sympy as sp

from dlnotes.explore import Arrow, Explorer, Marker, Plane, Readout, Slider, Trace
from dlnotes.explore.panels.plane.values import shape_values
from tests.explore.surfaces import behind

X, Y = sp.symbols("x y", real=True)


def ellipse():
    """A matrix as what it does to the circle, over a bowl, with a point to drag."""
    u, turn, a, b = sp.symbols("u theta a b", real=True)
    px, py = sp.symbols("p_x p_y", real=True)
    matrix = sp.Matrix([[sp.cos(turn), -sp.sin(turn)], [sp.sin(turn), sp.cos(turn)]])
    x, y = matrix * sp.Matrix([a * sp.cos(u), b * sp.sin(u)])
    first, second = matrix * sp.Matrix([a, 0]), matrix * sp.Matrix([0, b])
    return Explorer(
        "ellipse",
        sliders=[
            Slider(turn, 0, 3, value=0.5, step=0.01, label=r"angle $\theta$"),
            Slider(a, 0.2, 3, value=2, step=0.1),
            Slider(b, 0.2, 3, value=0.8, step=0.1),
            Slider(px, -3, 3, value=-1.5, step=0.1, hidden=True),
            Slider(py, -2, 2, value=1, step=0.1, hidden=True),
        ],
        panels=[
            Plane(
                ((-3, 3), (-2, 2)),
                {
                    "circle": Trace(u, (0, 2 * sp.pi), sp.cos(u), sp.sin(u)),
                    "image": Trace(u, (0, 2 * sp.pi), x, y, fill=True),
                    "arc": Trace(u, (0, turn), 1.5 * sp.cos(u), 1.5 * sp.sin(u)),
                    "$u_1$": Arrow((0, 0), tuple(first)),
                    "$u_2$": Arrow((0, 0), tuple(second)),
                },
                plane=(X, Y),
                surface=(X - px) ** 2 + 2 * (Y - py) ** 2,
                markers=[Marker(px, py, "lowest", drag=(px, py)), Marker(0, 0)],
                x_label="$x$",
                y_label="$y$",
            )
        ],
        readouts=[Readout("area", sp.pi * a * b)],
        alt="A circle and the tilted ellipse that a matrix makes of it, its two axes as arrows.",
    )


def bare():
    """A plane of one arrow: no labels, nothing behind it, nothing marked."""
    turn = sp.Symbol("theta", real=True)
    return Explorer(
        "bare",
        sliders=[Slider(turn, 0, 6, value=1, step=0.1)],
        panels=[Plane(((-1, 1), (-1, 1)), {"arm": Arrow((0, 0), (sp.cos(turn), sp.sin(turn)))})],
        alt="An arm that turns about the middle of a square.",
    )


EXAMPLES = [ellipse, bare]
SHOWN = """(plot) => [...plot.shapes.flatMap((shape) => [shape.xs, shape.ys]),
  ...(plot.surface ? [plot.surface.z] : [])]"""


def values(panel, parts, settings, frame):
    pairs = [shape_values(shape, parts, settings) for shape in panel["shapes"]]
    ranges = {axis: panel[axis] | {"range": frame[axis]} for axis in "xy"}  # equal scales show more
    return [axis for pair in pairs for axis in pair] + behind(panel | ranges, parts, settings)
