"""What a matrix shows at one setting."""

import numpy as np

from dlnotes.explore.arrays import evaluate_arrays
from dlnotes.explore.refusals import nowhere


def matrix_values(panel, parts, values):
    """The numbers in the cells, shape (rows, columns)."""
    shape = (len(panel["rows"]), len(panel["columns"]))
    if panel["index"]:
        scope = {**values, **dict(zip(panel["index"], np.indices(shape, float), strict=True))}
        return np.broadcast_to(evaluate_arrays(parts, panel["cells"], scope)[0], shape)
    return np.array(evaluate_arrays(parts, panel["cells"], values)).reshape(shape)


def refusal(panel, parts, values):
    """In words why nothing is seen at these values, or nothing."""
    return nowhere([("every cell of the matrix", matrix_values(panel, parts, values))])
