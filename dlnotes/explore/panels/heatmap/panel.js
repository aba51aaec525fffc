// A function of two variables as colours, with a scale beside it.

import { panels } from "../../browser/kinds.js";
import { plain } from "../../browser/labels.js";
import { numberText } from "../../browser/numbers.js";
import { Plot } from "../../browser/plot.js";
import { ColorBar } from "../../browser/shared/bar.js";
import { Surface } from "../../browser/shared/surface.js";

class Heatmap extends Plot {
  constructor(explorer, panel) {
    super(explorer, panel);
    this.xRange = panel.x.range;
    this.yRange = panel.y.range;
    this.margin.right = 74;
    this.surface = new Surface(this, { tree: panel.value, plane: panel.plane, samples: panel.samples,
      levels: panel.levels, log: panel.z.log, limits: panel.z.range, soft: false });
    this.bar = new ColorBar(this);
    this.describe(`Values over ${plain(panel.x.label)} and ${plain(panel.y.label)}`);
  }

  draw() {
    this.frame(false);
    this.context.clearRect(0, 0, this.innerWidth, this.innerHeight);
    this.surface.draw();
    const { low, high, log } = this.surface;
    this.bar.draw(log ? [Math.exp(low), Math.exp(high)] : [low, high], log, this.panel.z.label);
    this.drawMarkers();
    this.showTip();
  }

  under(px, py) {
    const x = this.atX(px), y = this.atY(py);
    const name = plain(this.panel.z.label) || "value";
    const rows = [[`${plain(this.x.label)} = ${numberText(x, 3)}`], [`${plain(this.y.label)} = ${numberText(y, 3)}`],
      [`${name}: ${numberText(this.surface.at(x, y), 3)}`]];
    return { x: px, y: py, dots: [[px, py, 4]], rows };
  }
}

panels.heatmap = Heatmap;
