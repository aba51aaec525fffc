// Named lines, as curves and outcomes have them.

import { apart } from "../beside.js";
import { clamp, fill, svg, textWidth } from "../elements.js";
import { color, dashes } from "../frame.js";
import { plain, svgLabel } from "../labels.js";
import { numberText } from "../numbers.js";
import { Plot } from "../plot.js";
import { fitted } from "../scales.js";

// A line through pixels; a value that is not finite leaves a gap.
export function linePath(plot, xs, ys) {
  let path = "", pen = "M";
  for (let i = 0; i < ys.length; i++) {
    const y = plot.py(ys[i]);
    if (!Number.isFinite(xs[i]) || !Number.isFinite(y)) { pen = "M"; continue; }
    path += `${pen}${clamp(xs[i], -2000, 4000).toFixed(1)} ${clamp(y, -2000, 4000).toFixed(1)}`;
    pen = "L";
  }
  return path;
}

// Named lines: `xs` and `ys` hold one array for each, `nodes` what the probe goes along.
export class Lines extends Plot {
  constructor(explorer, panel, items, named) {
    super(explorer, panel);
    Object.assign(this, { labels: items.map((item) => item.label), named });
    this.xRange = panel.x.range;
    this.yRange = panel.y.range;
    const line = (_, i) => svg("path", { class: "dlx-line", stroke: color(i), "stroke-dasharray": dashes(i) });
    this.lines = items.map(line);
    this.swatches = items.map(line);
    this.names = this.labels.map((label, i) =>
      svg("text", { style: `fill:${color(i)}`, class: "dlx-name" }, svgLabel(label)));
    this.inside.append(...this.lines);
    this.over.append(...this.swatches, ...this.names);
    this.describe(`Values along ${plain(named)}`);
  }

  // Names stand right of the lines; on a narrow screen above the frame, with a piece of line.
  arrange() {
    const wide = this.labels.map((label) => textWidth(plain(label)));
    const most = Math.max(...wide);
    this.beside = most < this.width * 0.28;
    this.margin.right = this.beside ? most + 16 : 14;
    this.margin.top = 30;
    if (this.beside) return;
    let x = this.margin.left, row = 0;
    wide.forEach((width, i) => {
      if (x + width + 36 > this.width && x > this.margin.left) { x = this.margin.left; row++; }
      const y = 34 + 17 * row;
      fill(this.swatches[i], { d: `M${x} ${y - 4}h22` }, []);
      fill(this.names[i], { x: x + 28, y }, []);
      x += width + 44;
    });
    this.margin.top = 30 + 17 * (row + 1);
  }

  drawLines(edges) {
    this.xRange = this.panel.x.range ?? fitted(this.xs, this.x.log);
    this.yRange = this.panel.y.range ?? fitted([...this.ys, ...edges], this.y.log);
    this.frame();
    this.pixels = this.xs.map((xs) => Array.from(xs, (x) => this.px(x)));
    this.lines.forEach((line, i) => line.setAttribute("d", linePath(this, this.pixels[i], this.ys[i])));
    this.crowd = this.ys.flatMap((ys, i) => this.pixels[i].map((x, k) => [x, this.py(ys[k])]));
    if (this.beside) this.placeNames();
    for (const swatch of this.swatches) swatch.style.display = this.beside ? "none" : "";
    this.drawMarkers();
    this.showTip();
  }

  placeNames() {
    const { left, top } = this.margin, bottom = top + this.innerHeight;
    const ends = this.ys.map((ys) => {
      let k = ys.length - 1;
      while (k > 0 && !Number.isFinite(this.py(ys[k]))) k--;
      const y = this.py(ys[k]);
      return Number.isFinite(y) ? clamp(y, top + 4, bottom) : bottom;
    });
    apart(ends, 15, bottom).forEach((y, i) =>
      fill(this.names[i], { x: left + this.innerWidth + 8, y: y + 4 }, []));
  }

  under(pixel) {
    const across = this.pixels[0];
    let k = 0;
    across.forEach((x, i) => { if (!(Math.abs(x - pixel) >= Math.abs(across[k] - pixel))) k = i; });
    const rows = [[`${plain(this.named)} = ${numberText(this.nodes[k], 3)}`]], dots = [];
    this.ys.forEach((ys, i) => {
      rows.push([`${plain(this.labels[i])}: ${numberText(ys[k], 3)}`, i]);
      const at = [this.pixels[i][k], this.py(ys[k])];
      if (this.holds(...at)) dots.push([...at, i]);
    });
    return { x: across[k], y: dots.length ? dots[0][1] : this.height / 2, dots, rows, line: true };
  }
}
