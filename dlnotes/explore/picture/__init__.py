"""The static picture of a panel: an SVG of the default state, for print and where nothing runs.

Coordinates have one decimal, so that the text is the same on every machine. The card is white and
looks the same on light and dark pages, as the book's figures do.
"""

from dlnotes.explore import panels


def picture(panel, parts, values, size):
    """The SVG text of one panel at the given slider values.

    Args:
        panel: a panel's JSON data.
        parts: the explorer's shared parts.
        values: {slider name: number}.
        size: (width, height) in pixels.
    """
    return panels.kind(panel["kind"]).draw_panel(panel, parts, values, size).svg()
