"""The static picture of a heat map."""

from dlnotes.explore.panels.heatmap.values import heat_values
from dlnotes.explore.picture.marks import draw_markers
from dlnotes.explore.picture.plot import Plot
from dlnotes.explore.picture.shades import draw_surface


def draw_panel(panel, parts, values, size):
    plot = Plot(panel, panel["x"]["range"], panel["y"]["range"], size)
    z = heat_values(panel, parts, values)
    draw_surface(plot, z, panel["z"]["log"], panel["z"]["range"])
    plot.frame(gridded=False)
    draw_markers(plot, panel, parts, values)
    return plot
