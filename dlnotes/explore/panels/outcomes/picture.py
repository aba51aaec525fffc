"""The static picture of outcomes."""

from dlnotes.explore.labels import plain
from dlnotes.explore.panels.outcomes.values import outcome_values
from dlnotes.explore.picture.marks import draw_dots, draw_markers, draw_names, fitted
from dlnotes.explore.picture.plot import RIGHT, Plot


def draw_panel(panel, parts, values, size):
    found = [outcome_values(panel, method, parts, values) for method in panel["methods"]]
    names = [m["label"] for m in panel["methods"]]
    x = panel["x"]["range"] or fitted([xs for xs, _ in found], panel["x"]["log"])
    y = panel["y"]["range"] or fitted([ys for _, ys in found], panel["y"]["log"])
    right = RIGHT + min(8 * max(len(plain(n)) for n in names), size[0] // 3)
    plot = Plot(panel, x, y, size, right)
    plot.frame()
    places = [(plot.place(xs, 0), plot.place(ys, 1)) for xs, ys in found]
    plot.add('<g clip-path="url(#c)">')
    for index, (across, down) in enumerate(places):
        plot.line(across, down, index)
        if panel["values"]:
            draw_dots(plot, across, down, index)
    plot.add("</g>")
    draw_names(plot, names, [down for _, down in places])
    draw_markers(plot, panel, parts, values)
    return plot
