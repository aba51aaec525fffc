// Curves y = f(x; sliders), with bands and markers.

import { svg } from "../../browser/elements.js";
import { color } from "../../browser/frame.js";
import { panels } from "../../browser/kinds.js";
import { Program, spread, VECTOR } from "../../browser/program.js";
import { spaced } from "../../browser/scales.js";
import { linePath, Lines } from "../../browser/shared/lines.js";

class Curves extends Lines {
  constructor(explorer, panel) {
    super(explorer, panel, panel.curves, panel.x.label);
    const xs = { mask: VECTOR, data: spaced(panel.x, panel.samples) };
    this.nodes = xs.data;
    this.xs = panel.curves.map(() => xs.data);
    const edges = panel.bands.flatMap((band) => [band.low, band.high]);
    const trees = [...panel.curves.map((curve) => curve.f), ...edges];
    this.program = new Program(explorer.spec.parts, trees, { ...explorer.scope, [panel.variable]: xs },
      panel.samples);
    this.bands = panel.bands.map((_, i) => svg("path", { fill: color(i), "fill-opacity": 0.14 }));
    this.inside.prepend(...this.bands);
  }

  draw() {
    this.program.run();
    const all = this.program.results.map((r) => spread(r, this.nodes.length));
    const edges = all.slice(this.lines.length);
    this.ys = all.slice(0, this.lines.length);
    this.drawLines(edges);
    this.bands.forEach((band, i) => {
      const low = linePath(this, this.pixels[0], edges[2 * i]);
      const high = linePath(this, [...this.pixels[0]].reverse(), Float64Array.from(edges[2 * i + 1]).reverse());
      band.setAttribute("d", low && high ? `${low}L${high.slice(1)}Z` : "");
    });
  }
}

panels.curves = Curves;
