"""The static picture of paths."""

from dlnotes.explore.panels.paths.values import path_values
from dlnotes.explore.picture.marks import draw_dots, draw_ends, draw_markers
from dlnotes.explore.picture.plot import Plot
from dlnotes.explore.picture.shades import SOFT, draw_surface
from dlnotes.explore.surfaces import surface_values


def draw_panel(panel, parts, values, size):
    plot = Plot(panel, panel["x"]["range"], panel["y"]["range"], size)
    if panel["surface"]:
        surface = panel["surface"]
        z = surface_values(panel, surface["value"], surface["plane"], parts, values)
        draw_surface(plot, z, surface["log"], ramp=SOFT, bent=not surface["log"])
    plot.frame(gridded=not panel["surface"])
    plot.add('<g clip-path="url(#c)">')
    ends = []
    for index, method in enumerate(panel["methods"]):
        xs, ys = path_values(panel, method, parts, values)
        across, down = plot.place(xs, 0), plot.place(ys, 1)
        if panel.get("trails", True):
            for x, y in zip(across.T[:8], down.T[:8], strict=True):
                plot.line(x, y, index, 2 if panel["count"] == 1 else 1)
        else:
            draw_dots(plot, across[-1], down[-1], index, 2)
        ends.append((method["label"], plot.place(xs[-1, 0], 0), plot.place(ys[-1, 0], 1)))
    plot.add("</g>")
    draw_ends(plot, ends)
    draw_markers(plot, panel, parts, values)
    return plot
