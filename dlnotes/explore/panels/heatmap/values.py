"""What a heat map shows at one setting."""

from dlnotes.explore.refusals import nowhere
from dlnotes.explore.surfaces import surface_values


def heat_values(panel, parts, values):
    """z at the nodes of the static grid, shape (rows, columns), y upwards."""
    return surface_values(panel, panel["value"], panel["plane"], parts, values)


def refusal(panel, parts, values):
    """In words why nothing is seen at these values, or nothing."""
    return nowhere([("the heat map", heat_values(panel, parts, values))])
