// Parametric curves, areas and arrows in one plane.

import { placeLabel } from "../../browser/beside.js";
import { svg } from "../../browser/elements.js";
import { color, dashes } from "../../browser/frame.js";
import { panels } from "../../browser/kinds.js";
import { plain, svgLabel } from "../../browser/labels.js";
import { numberText } from "../../browser/numbers.js";
import { Plot } from "../../browser/plot.js";
import { Program, spread, variable, VECTOR } from "../../browser/program.js";
import { dot } from "../../browser/shared/dots.js";
import { linePath } from "../../browser/shared/lines.js";
import { backdrop, whereabouts } from "../../browser/shared/surface.js";

// A trace x(u), y(u), or an arrow: points, and the line through them.
class Shape {
  constructor(plot, shape, index) {
    const { spec, scope } = plot.explorer, trace = shape.kind === "trace";
    const count = trace ? shape.samples : 2;
    Object.assign(this, { plot, shape, index, trace, xs: new Float64Array(count), ys: new Float64Array(count) });
    this.along = variable(VECTOR, count);
    this.ends = trace && new Program(spec.parts, [shape.low, shape.high], scope);
    this.program = trace
      ? new Program(spec.parts, [shape.x, shape.y], { ...scope, [shape.parameter]: this.along }, count)
      : new Program(spec.parts, [...shape.x, ...shape.y], scope);
    this.area = svg("path", { fill: color(index), "fill-opacity": 0.16 });
    this.line = svg("path", { class: "dlx-line", stroke: color(index), "stroke-dasharray": dashes(index) });
    this.head = svg("path", { fill: color(index) });
    this.name = svg("text", { class: "dlx-name", style: `fill:${color(index)}` }, svgLabel(shape.label));
    plot.inside.append(this.area, this.line, this.head);
    plot.over.append(this.name);
  }

  compute() {
    const { xs, ys, program, along, ends } = this;
    if (this.trace) {
      ends.run();
      const [[low], [high]] = ends.results;
      along.data.forEach((_, i, data) => (data[i] = low + ((high - low) * i) / (data.length - 1)));
    }
    program.run();
    const { results } = program, every = this.trace ? results.map((r) => spread(r, xs.length))
      : [results.slice(0, 2), results.slice(2)].map((pair) => pair.map((r) => r[0]));
    xs.set(every[0]);
    ys.set(every[1]);
  }

  draw() {
    const { plot, xs, ys, shape } = this;
    this.compute();
    const across = Array.from(xs, (x) => plot.px(x)), down = Array.from(ys, (y) => plot.py(y));
    this.pixels = across.map((x, k) => [x, down[k]]);
    const path = linePath(plot, across, ys);
    if (this.trace) this.line.setAttribute("d", shape.fill && path ? `${path}Z` : path);
    else this.drawArrow();
    if (shape.fill) this.area.setAttribute("d", path && `${path}Z`);
    this.seen = this.walk();
  }

  // A head at the end; an arrow without length is a dot.
  drawArrow() {
    const [[x0, y0], [x1, y1]] = this.pixels, length = Math.hypot(x1 - x0, y1 - y0), size = Math.min(10, length);
    const shown = this.pixels.flat().every((v) => Math.abs(v) < 1e5);
    const ux = ((x1 - x0) / length) * size, uy = ((y1 - y0) / length) * size, at = (x, y) => `${x.toFixed(1)} ${y.toFixed(1)}`;
    const long = shown && length >= 0.5;
    this.line.setAttribute("d", long ? `M${at(x0, y0)}L${at(x1 - ux, y1 - uy)}` : "");
    this.head.setAttribute("d", long
      ? `M${at(x1, y1)}L${at(x1 - ux + 0.45 * uy, y1 - uy - 0.45 * ux)}L${at(x1 - ux - 0.45 * uy, y1 - uy + 0.45 * ux)}z`
      : shown ? dot(0, x1, y1, 3) : "");
  }

  // Visible points along the line, some eight pixels apart.
  walk() {
    const { plot, pixels } = this, found = [];
    for (let k = 0; k < pixels.length; k++) {
      const [x, y] = pixels[k], [px, py] = pixels[k - 1] ?? pixels[k], far = Math.hypot(x - px, y - py);
      const pieces = far < 3000 ? Math.max(1, Math.floor(far / 8)) : 1;
      for (let i = 1; i <= pieces; i++) {
        const at = [px + ((x - px) * i) / pieces, py + ((y - py) * i) / pieces], last = found.at(-1);
        if (plot.holds(...at) && !(last && Math.hypot(at[0] - last[0], at[1] - last[1]) < 7.9)) found.push(at);
      }
    }
    return found;
  }

  placeName() {
    const { seen, plot, name, shape } = this, last = seen.length - 1;
    name.style.visibility = seen.length ? "visible" : "hidden";
    if (seen.length) placeLabel(plot, name, plain(shape.label), [1, 0.5, 0.75, 0.25, 0].map((part) => seen[Math.round(part * last)]));
  }

  told(k) {
    const { shape, along } = this, name = plain(shape.label);
    return this.trace ? `${name}, ${shape.parameter} = ${numberText(along.data[k], 3)}` : `${name}, ${k ? "tip" : "start"}`;
  }
}

class Plane extends Plot {
  constructor(explorer, panel) {
    super(explorer, panel);
    this.xRange = panel.x.range;
    this.yRange = panel.y.range;
    this.surface = backdrop(this, panel.surface);
    this.shapes = panel.shapes.map((shape, i) => new Shape(this, shape, i));
    this.describe("Points of the shapes");
  }

  // With equal scales one of the ranges grows at both ends until it fills the frame.
  fit() {
    const { x, y, equal } = this.panel, { innerWidth, innerHeight } = this;
    const scale = Math.max((x.range[1] - x.range[0]) / innerWidth, (y.range[1] - y.range[0]) / innerHeight);
    const grown = ([low, high], pixels) => {
      const more = equal ? (scale * pixels - (high - low)) / 2 : 0;
      return [low - more, high + more];
    };
    this.xRange = grown(x.range, innerWidth);
    this.yRange = grown(y.range, innerHeight);
  }

  draw() {
    this.frame(!this.surface);
    this.context.clearRect(0, 0, this.innerWidth, this.innerHeight);
    this.surface?.draw();
    for (const shape of this.shapes) shape.draw();
    this.crowd = this.shapes.flatMap((shape) => shape.seen);
    this.drawMarkers();
    for (const shape of this.shapes) shape.placeName();
    this.showTip();
  }

  under(px, py) {
    let best = null, least = Infinity;
    for (const shape of this.shapes) {
      shape.pixels.forEach(([x, y], k) => {
        const distance = (x - px) ** 2 + (y - py) ** 2;
        if (distance < least && this.holds(x, y)) [best, least] = [{ shape, x, y, k }, distance];
      });
    }
    if (!best) return null;
    const { shape, x, y, k } = best;
    return { x, y, dots: [[x, y, shape.index]],
      rows: [[shape.told(k), shape.index], ...whereabouts(this, [shape.xs[k], shape.ys[k]])] };
  }
}

panels.plane = Plane;
