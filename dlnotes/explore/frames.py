"""What a function that draws makes on its way: shares of its work, and pictures."""

import inspect
import io
from numbers import Real
from typing import NamedTuple

import matplotlib.pyplot as plt
from matplotlib.figure import Figure


class Frame(NamedTuple):
    """A picture: the bytes of a PNG, and its description."""

    png: bytes
    described: str


def frames(function, values):
    """The frames and shares that `function(**values)` makes, in order; no figure is left open.

    Args:
        function: returns a matplotlib figure, or yields figures and shares of its work, numbers
            from 0 to 1.

    Raises:
        TypeError: it makes something else. What the function raises is passed on.
    """
    pieces, own = made(function, values), set()
    try:
        while True:
            others = set(plt.get_fignums())  # between two pieces other cells may run
            try:
                piece = next(pieces)
            except StopIteration:
                return
            finally:
                own |= set(plt.get_fignums()) - others
            yield checked(piece)
    finally:
        pieces.close()
        for number in own:
            plt.close(number)


def made(function, values):
    """What a function returns, or all that it yields and then returns."""
    result = function(**values)
    if inspect.isgenerator(result):
        result = yield from result
        if result is None:
            return
    yield result


def checked(piece):
    """The frame of a figure, or a share."""
    if isinstance(piece, Figure):
        buffer = io.BytesIO()
        piece.savefig(buffer, format="png")
        return Frame(buffer.getvalue(), piece.get_label())
    if isinstance(piece, Real) and not isinstance(piece, bool) and 0 <= piece <= 1:
        return float(piece)
    raise TypeError(
        f"the function made {piece!r}: expected a matplotlib figure, or a share of its work from "
        "0 to 1"
    )
