"""A matrix of cells, as JSON data."""

import sympy as sp

from dlnotes.explore.axes import axis
from dlnotes.explore.formulas import Formula, symbols_checked
from dlnotes.explore.labels import label as label_runs

MOST_SIDE = 32  # more rows or columns cannot be told apart on a phone
MOST_DIGITS = 6


class Matrix:
    """Cells with labels, a number and a colour each.

    The reader goes from cell to cell by pointer or arrow keys. A cell whose value is not a number
    stays empty, as a masked score should: `sp.Piecewise((score, j <= i), (sp.nan, True))`.

    Args:
        cells: rows of formulas of the sliders, or a sympy matrix; with `index`, one formula of two
            symbols that counts from 0.
        rows, columns: the labels, from the top and from the left.
        index: the symbols of the row and the column in `cells`.
        row_name, column_name: what rows and columns are, such as "query" and "key".
        value_name: what a cell holds, for its tip.
        limits: a fixed range of colours; they follow the values if left out.
        digits: significant digits of a cell's number.
        title: words above the panel.
        shows: the equation or code that the cells show; see `dlnotes.explore.shows`.

    Raises:
        TypeError, ValueError: naming what does not fit.
    """

    kind = "matrix"

    def __init__(
        self,
        cells,
        rows,
        columns,
        *,
        index=None,
        row_name="row",
        column_name="column",
        value_name="value",
        limits=None,
        digits=2,
        title="",
        shows=None,
    ):
        for name, labels in (("rows", rows), ("columns", columns)):
            if not 1 <= len(labels) <= MOST_SIDE:
                raise ValueError(f"Matrix: {len(labels)} {name}: expected 1 to {MOST_SIDE} labels")
        if not 1 <= digits <= MOST_DIGITS:
            raise ValueError(f"Matrix: digits={digits}: expected 1 to {MOST_DIGITS}")
        self.rows, self.columns = list(rows), list(columns)
        self.index = None if index is None else symbols_checked("Matrix: index", index)
        self.cells = [cells] if index is not None else self._flat(cells)
        self.names = {"row": row_name, "column": column_name, "value": value_name}
        self.z, self.digits, self.title = axis("z", limits, None), digits, title
        self.shows = shows

    def _flat(self, cells):
        """All cells in one list, row by row."""
        table = cells.tolist() if isinstance(cells, sp.MatrixBase) else [list(r) for r in cells]
        shape = (len(self.rows), len(self.columns))
        if len(table) != shape[0] or any(len(row) != shape[1] for row in table):
            lengths = [len(row) for row in table]
            raise ValueError(f"Matrix: cells with rows of {lengths}: expected {shape}, as labelled")
        return [cell for row in table for cell in row]

    def spec(self):
        shape = (len(self.rows), len(self.columns))
        ranges = [(0, n - 1, False) if n > 1 else None for n in shape]
        inside = dict(zip(self.index or (), ranges, strict=False))
        return {
            "kind": self.kind,
            "title": self.title,
            "rows": [label_runs(name) for name in self.rows],
            "columns": [label_runs(name) for name in self.columns],
            "names": self.names,
            "z": self.z,
            "digits": self.digits,
            "index": [symbol.name for symbol in inside],
            "cells": [
                Formula(
                    f,
                    f"cell [{', '.join(map(str, place))}] of the matrix",
                    inside,
                    path=("cells",),
                    index=None if self.index else place,
                )
                for place, f in self._placed()
            ],
        }

    def _placed(self):
        """(row and column, formula) for every formula."""
        if self.index:
            return [(tuple(self.index), self.cells[0])]
        width = len(self.columns)
        return [(divmod(k, width), f) for k, f in enumerate(self.cells)]
