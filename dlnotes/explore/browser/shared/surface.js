// A surface z = f(x, y): colours, level lines, and the value under a point.

import { html } from "../elements.js";
import { plain } from "../labels.js";
import { numberText } from "../numbers.js";
import { stride } from "../operations.js";
import { Program, STEP, variable, VECTOR } from "../program.js";
import { ramp, shade } from "../ramp.js";
import { part, whole } from "../scales.js";

// z on a grid, its colours, and its level lines; kept until a slider that it uses moves.
export class Surface {
  constructor(plot, { tree, plane, samples, levels, log, limits, soft }) {
    Object.assign(this, { plot, samples, levels, log, limits, soft });
    const { spec, scope } = plot.explorer;
    const x = variable(VECTOR, samples);
    this.row = variable(STEP);
    this.xs = x.data;
    this.program = new Program(spec.parts, [tree], { ...scope, [plane[0]]: x, [plane[1]]: this.row }, samples);
    this.z = new Float64Array(samples * samples);
    this.picture = html("canvas", { width: samples, height: samples });
    this.image = this.picture.getContext("2d").createImageData(samples, samples);
    this.pixels = new Uint32Array(this.image.data.buffer);
    this.finished = html("canvas", {});
  }

  compute() {
    const { samples, z, program, plot } = this;
    const node = (k, range, axis) => whole(k / (samples - 1), range, axis.log);
    for (let i = 0; i < samples; i++) this.xs[i] = node(i, plot.xRange, plot.x);
    this.low = Infinity;
    this.high = -Infinity;
    for (let j = 0; j < samples; j++) {
      this.row.data[0] = node(j, plot.yRange, plot.y);
      if (j === 0) program.run();
      else program.step();
      const result = program.results[0], p = stride(result);
      for (let i = 0; i < samples; i++) {
        const value = this.log ? Math.log(result[i * p]) : result[i * p];
        z[j * samples + i] = value;
        if (value < this.low && value > -Infinity) this.low = value;
        if (value > this.high && value < Infinity) this.high = value;
      }
    }
    if (this.limits) [this.low, this.high] = this.limits.map((v) => (this.log ? Math.log(v) : v));
    if (!(this.high > this.low)) this.high = this.low + 1;
  }

  // Under paths the levels lie closer at the bottom: evenly spaced lines on a bowl.
  level(share) {
    return this.low + (this.high - this.low) * (this.soft && !this.log ? share * share : share);
  }

  paint() {
    const { samples, z, pixels, low, high } = this;
    const table = ramp(this.plot.explorer.theme, this.soft);
    const bent = this.soft && !this.log, scale = 255 / (high - low);
    for (let j = 0; j < samples; j++) {
      const target = (samples - 1 - j) * samples;
      for (let i = 0; i < samples; i++) {
        let shade = (z[j * samples + i] - low) * scale;
        if (bent) shade = Math.sqrt(shade * 255);
        pixels[target + i] = shade === shade ? table[shade < 0 ? 0 : shade > 255 ? 255 : shade | 0] : 0;
      }
    }
    this.picture.getContext("2d").putImageData(this.image, 0, 0);
  }

  // Marching squares over the grid, coarser where it is fine enough.
  contours(context, width, height) {
    const { samples, z } = this, stepped = samples > 120 ? 2 : 1;
    const cells = Math.floor((samples - 1) / stepped), n = (samples - 1) / stepped;
    let x = 0, y = 0;
    const cut = (side, i, j, a, b, c, d) => {
      x = i + (side === 0 ? a / (a - b) : side === 1 ? 1 : side === 2 ? d / (d - c) : 0);
      y = j + (side === 1 ? b / (b - c) : side === 2 ? 1 : side === 3 ? a / (a - d) : 0);
      x *= width / n;
      y = height - (y * height) / n;
    };
    context.beginPath();
    for (let k = 1; k < this.levels; k++) {
      const level = this.level(k / this.levels);
      for (let j = 0; j < cells; j++) {
        for (let i = 0; i < cells; i++) {
          const at = j * stepped * samples + i * stepped;
          const a = z[at] - level, b = z[at + stepped] - level;
          const d = z[at + stepped * samples] - level, c = z[at + stepped * samples + stepped] - level;
          const sides = (a > 0) + 2 * (b > 0) + 4 * (c > 0) + 8 * (d > 0);
          if (sides === 0 || sides === 15 || a + b + c + d !== a + b + c + d) continue;
          for (const [from, to] of CASES[sides]) {
            cut(from, i, j, a, b, c, d);
            context.moveTo(x, y);
            cut(to, i, j, a, b, c, d);
            context.lineTo(x, y);
          }
        }
      }
    }
    context.stroke();
  }

  // Onto the plot's canvas.
  draw() {
    const { plot, finished } = this, names = [...this.program.names];
    const settings = plot.explorer.settings;
    const key = [plot.canvas.width, plot.canvas.height, plot.explorer.theme, ...plot.xRange, ...plot.yRange,
      ...names.filter((n) => settings[n]).map((n) => settings[n].value)].join();
    if (key !== this.key) {
      this.key = key;
      this.compute();
      this.paint();
      finished.width = plot.canvas.width;
      finished.height = plot.canvas.height;
      const context = finished.getContext("2d");
      context.drawImage(this.picture, 0, 0, finished.width, finished.height);
      context.strokeStyle = this.soft ? plot.explorer.colors.level : "rgb(140 140 140 / .7)";
      context.lineWidth = finished.width / plot.innerWidth;
      if (this.levels > 1) this.contours(context, finished.width, finished.height);
    }
    plot.context.drawImage(finished, 0, 0, plot.innerWidth, plot.innerHeight);
  }

  at(x, y) {
    const n = this.samples - 1;
    const i = Math.round(n * part(x, this.plot.xRange, this.plot.x.log));
    const j = Math.round(n * part(y, this.plot.yRange, this.plot.y.log));
    const z = this.z[j * this.samples + i];
    return this.log ? Math.exp(z) : z;
  }
}

// Level lines and soft colours behind the lines of a panel; null where it has none.
export const backdrop = (plot, surface) => surface && new Surface(plot, { tree: surface.value, plane: surface.plane,
  samples: 100, levels: surface.levels, log: surface.log, limits: null, soft: true });

// Where a point of a panel lies, for its tip.
export function whereabouts({ x, y, surface }, at) {
  const rows = [x, y].map((axis, d) => [`${plain(axis.label) || "xy"[d]} = ${numberText(at[d], 3)}`]);
  if (surface) rows.push([`surface: ${numberText(surface.at(...at), 3)}`]);
  return rows;
}

// Which sides of a cell a level line joins, by the corners above it.
const CASES = [[], [[3, 0]], [[0, 1]], [[3, 1]], [[1, 2]], [[3, 0], [1, 2]], [[0, 2]], [[3, 2]],
  [[2, 3]], [[2, 0]], [[0, 1], [2, 3]], [[2, 1]], [[1, 3]], [[1, 0]], [[0, 3]], []];
