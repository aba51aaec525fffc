// Recurrences iterated step by step, over an optional surface.

import { placeLabel } from "../../browser/beside.js";
import { clamp, svg } from "../../browser/elements.js";
import { color } from "../../browser/frame.js";
import { panels } from "../../browser/kinds.js";
import { plain, svgLabel } from "../../browser/labels.js";
import { stride } from "../../browser/operations.js";
import { Plot } from "../../browser/plot.js";
import { Program, STEP, variable, VECTOR } from "../../browser/program.js";
import { shape } from "../../browser/shared/dots.js";
import { normals } from "../../browser/shared/noise.js";
import { backdrop, whereabouts } from "../../browser/shared/surface.js";

class Paths extends Plot {
  constructor(explorer, panel) {
    super(explorer, panel);
    this.xRange = panel.x.range;
    this.yRange = panel.y.range;
    const { count, steps, noise } = panel;
    this.surface = backdrop(this, panel.surface);
    this.draws = normals(panel.seed, (steps + 1) * noise.length * count);
    this.stepNumber = variable(STEP);
    this.noise = noise.map(() => variable(VECTOR | STEP, count));
    this.methods = panel.methods.map((method) => this.method(method));
    this.names = panel.methods.map((method, i) =>
      svg("text", { class: "dlx-name", style: `fill:${color(i)}` }, svgLabel(method.label)));
    if (count === 1 || panel.methods.length > 1) this.over.append(...this.names);
    this.describe("Points of the paths");
  }

  // Start, update and shown formulas work on the same state buffers.
  method(method) {
    const { explorer, panel } = this, { count, steps } = panel;
    const state = method.state.map(() => variable(VECTOR | STEP, count));
    const scope = { ...explorer.scope, [panel.step]: this.stepNumber };
    panel.noise.forEach((name, k) => (scope[name] = this.noise[k]));
    const program = (trees, more) => new Program(explorer.spec.parts, trees, { ...scope, ...more }, count);
    const named = Object.fromEntries(method.state.map((name, k) => [name, state[k]]));
    return {
      state, start: program(method.start, {}), update: program(method.update, named),
      show: program(method.show, named), next: state.map(() => new Float64Array(count)),
      x: new Float64Array((steps + 1) * count), y: new Float64Array((steps + 1) * count),
    };
  }

  // Every formula sees the state before the step.
  simulate(method) {
    const { count, steps } = this.panel;
    for (let step = 0; step <= steps; step++) {
      this.stepNumber.data[0] = step;
      this.noise.forEach((noise, k) => {
        const from = (step * this.noise.length + k) * count;
        noise.data.set(this.draws.subarray(from, from + count));
      });
      const program = step === 0 ? method.start : method.update;
      if (step < 2) program.run();
      else program.step();
      program.results.forEach((r, k) => (r.length === count ? method.next[k].set(r) : method.next[k].fill(r[0])));
      method.state.forEach((s, k) => s.data.set(method.next[k]));
      if (step === 0) method.show.run();
      else method.show.step();
      [method.x, method.y].forEach((into, k) => {
        const shown = method.show.results[k], p = stride(shown);
        for (let i = 0; i < count; i++) into[step * count + i] = shown[i * p];
      });
    }
  }

  draw() {
    const settings = Object.values(this.explorer.settings).map((s) => s.value).join();
    if (settings !== this.simulated) {
      this.simulated = settings;
      for (const method of this.methods) this.simulate(method);
    }
    this.frame(!this.surface);
    this.context.clearRect(0, 0, this.innerWidth, this.innerHeight);
    this.surface?.draw();
    this.until = Math.round(clamp(this.explorer.time, 0, 1) * this.panel.steps);
    this.methods.forEach((method, i) => this.stroke(method, i));
    this.findCrowd();
    this.drawMarkers();
    this.placeNames();
    this.showTip();
  }

  stroke(method, index) {
    const { context } = this, { count } = this.panel, { left, top } = this.margin;
    const pixel = (v) => clamp(v, -9999, 9999);
    context.strokeStyle = context.fillStyle = this.explorer.colors.lines[index % 6];
    context.lineWidth = count > 1 ? 1 : 1.75;
    context.globalAlpha = count > 1 ? 0.55 : 0.85;
    context.lineJoin = "round";
    context.beginPath();
    for (let i = 0; i < count && this.panel.trails !== false; i++) {
      let pen = false;
      for (let step = 0; step <= this.until; step++) {
        const x = this.px(method.x[step * count + i]) - left, y = this.py(method.y[step * count + i]) - top;
        const finite = Number.isFinite(x) && Number.isFinite(y);
        if (finite && pen) context.lineTo(pixel(x), pixel(y));
        else if (finite) context.moveTo(pixel(x), pixel(y));
        pen = finite;
      }
    }
    context.stroke();
    context.globalAlpha = 1;
    context.beginPath();
    let last = [-99, -99];
    for (let step = count > 1 ? this.until : 0; step <= this.until; step++) {
      for (let i = 0; i < count; i++) {
        const x = this.px(method.x[step * count + i]) - left, y = this.py(method.y[step * count + i]) - top;
        const near = Math.hypot(x - last[0], y - last[1]) < 6 && step < this.until;
        if (near || !(Math.abs(x) < 9999 && Math.abs(y) < 9999)) continue;
        shape(context, count > 1 ? 0 : index, x, y, count > 1 ? 2 : step === this.until ? 6 : 2.75);
        last = count > 1 ? last : [x, y];
      }
    }
    context.fill();
  }

  // Visible points of the first path of each method.
  findCrowd() {
    const { count } = this.panel;
    this.pixels = this.methods.map(({ x, y }) => {
      const found = [];
      for (let k = 0; k <= this.until * count; k += count) {
        const at = [this.px(x[k]), this.py(y[k])];
        if (this.holds(...at)) found.push(at);
      }
      return found;
    });
    this.crowd = count > 1 ? [] : this.pixels.flat();
  }

  // Names stand where the first paths end, clear of the markers' labels.
  placeNames() {
    this.names.forEach((text, i) => {
      const end = this.lastSeen(i);
      text.style.visibility = end ? "visible" : "hidden";
      if (end) placeLabel(this, text, plain(this.panel.methods[i].label), [end]);
    });
  }

  // Where a path ends, or where it first leaves the frame.
  lastSeen(index) {
    const { count } = this.panel, { x, y } = this.methods[index], { left, top } = this.margin;
    const at = (k) => [this.px(x[k * count]), this.py(y[k * count])];
    if (this.holds(...at(this.until))) return at(this.until);
    let step = 0;
    while (step < this.until && this.holds(...at(step))) step++;
    if (step === 0) return this.pixels[index].at(-1);
    const [inside, outside] = [at(step - 1), at(step)];
    const ends = [[left, left + this.innerWidth], [top, top + this.innerHeight]];
    const share = Math.min(...[0, 1].map((d) => {
      const way = outside[d] - inside[d];
      return way ? (ends[d][way > 0 ? 1 : 0] - inside[d]) / way : Infinity;
    }));
    return [0, 1].map((d) => inside[d] + clamp(share, 0, 1) * (outside[d] - inside[d] || 0));
  }

  under(px, py) {
    const { count } = this.panel;
    let best = null, distance = 40 ** 2;
    this.methods.forEach(({ x, y }, index) => {
      for (let k = 0; k < (this.until + 1) * count; k++) {
        const a = this.px(x[k]), b = this.py(y[k]), d = (a - px) ** 2 + (b - py) ** 2;
        if (d < distance) [best, distance] = [{ index, k, a, b, x: x[k], y: y[k] }, d];
      }
    });
    if (!best) return null;
    const name = plain(this.panel.methods[best.index].label);
    const rows = [[`${name}, step ${Math.floor(best.k / count)}`, best.index],
      ...whereabouts(this, [best.x, best.y])];
    return { x: best.a, y: best.b, dots: [[best.a, best.b, best.index]], rows };
  }
}

panels.paths = Paths;
