// Which cells of the input a unit of a stack of layers sees; the Python twin is rows.py.

import { clamp, fill, svg, textWidth } from "../../browser/elements.js";
import { panels } from "../../browser/kinds.js";
import { plain } from "../../browser/labels.js";
import { numberText } from "../../browser/numbers.js";
import { Plot } from "../../browser/plot.js";
import { Program } from "../../browser/program.js";
import { nearest } from "../../browser/scales.js";

const MOST_CELLS = 400; // of a row with its padding
const SETTINGS = ["kernel", "stride", "dilation", "padding"];

// The row that a layer makes of the row below; the Python twin is fields.py.
function rowAbove(below, label, layer) {
  const { kernel, stride, dilation, padding } = layer, reach = dilation * (kernel - 1);
  const padded = below.length + 2 * padding;
  const wrong = SETTINGS.find((name) => !(layer[name] >= (name === "padding" ? 0 : 1) && layer[name] < Infinity));
  const trouble = !below.length ? "no row below it"
    : wrong ? `${wrong} ${numberText(Number.isFinite(layer[wrong]) ? layer[wrong] : NaN)} is not possible`
      : padded > MOST_CELLS ? `${numberText(padded)} cells below are too many to draw`
        : reach + 1 > padded ? `its kernel spans ${numberText(reach + 1)} cells, below are ${padded}` : "";
  if (trouble) return { label, trouble, length: 0, seen: [], outside: [] };
  below.padding = padding;
  return { label, length: Math.floor((padded - reach - 1) / stride) + 1, layer, scale: below.scale * stride,
    offset: below.offset + below.scale * (reach / 2 - padding), padding: 0, seen: [], outside: [] };
}

const touches = ({ kernel, stride, dilation, padding }, place) =>
  Array.from({ length: kernel }, (_, j) => place * stride + j * dilation - padding);

// What a unit of the last row sees of every row below it.
function look(rows, unit) {
  rows.at(-1).seen = [unit];
  rows[0].span = 1;
  for (let level = rows.length - 1; level > 0; level--) {
    const { layer, seen } = rows[level], below = rows[level - 1], mark = new Uint8Array(below.length + 2 * layer.padding);
    for (const place of seen) {
      for (let j = 0; j < layer.kernel; j++) mark[place * layer.stride + j * layer.dilation] = 1;
    }
    mark.forEach((hit, i) => {
      const place = i - layer.padding;
      if (hit) (place >= 0 && place < below.length ? below.seen : below.outside).push(place);
    });
    rows[0].span += layer.dilation * (layer.kernel - 1) * below.scale;
  }
}

function rowWords({ label, trouble, length, seen, span }) {
  if (trouble) return `${label}: ${trouble}`;
  const cells = `${label}: ${length} cell${length === 1 ? "" : "s"}, ${seen.length} seen`;
  const between = seen.length ? ` (${seen[0]}–${seen.at(-1)})` : "";
  return span ? `${cells}${between}, receptive field ${span}` : cells;
}

// Rows of cells, the input at the bottom; a unit of the top row lights what it sees.
class Layers extends Plot {
  static style = `
.dlx-cell{fill:var(--dlx-minor)}.dlx-pad,.dlx-hollow{fill:none;stroke:var(--dlx-edge);stroke-dasharray:2 2}
.dlx-lit{fill:var(--dlx-c0);stroke:var(--dlx-c0)}.dlx-hollow{stroke:var(--dlx-c1);stroke-width:2}
.dlx-fan{fill:none;stroke:var(--dlx-c0);stroke-opacity:.4}
`;

  constructor(explorer, panel) {
    super(explorer, panel);
    const trees = panel.layers.flatMap((layer) => SETTINGS.map((name) => layer[name]));
    this.program = new Program(explorer.spec.parts, [panel.inputs, panel.unit ?? 0, ...trees], explorer.scope);
    this.setting = typeof panel.unit === "string" ? explorer.settings[panel.unit] : null;
    this.margin = { left: 8, right: 8, top: panel.title ? 30 : 10, bottom: 8 };
    const path = (name) => svg("path", { class: name });
    this.fan = path("dlx-fan");
    this.cells = path("dlx-edge dlx-cell");
    this.marks = { pads: path("dlx-pad"), lit: path("dlx-lit"), hollow: path("dlx-hollow") };
    this.names = [0, ...panel.layers].map(() => svg("text", { class: "dlx-name", x: 8 }));
    this.grid.append(this.fan, this.cells);
    this.over.append(...Object.values(this.marks), ...this.names,
      svg("text", { x: 4, y: 16, class: "dlx-axis" }, panel.title));
    fill(this.probe, { "aria-label": "Unit of the top row", "aria-valuemin": 0, "aria-valuenow": 0 }, []);
  }

  compute() {
    this.program.run();
    const [inputs, given, ...settings] = this.program.results.map((r) => nearest(r[0])), { panel } = this;
    const fine = inputs >= 1 && inputs <= MOST_CELLS;
    const rows = [{ label: "input", length: fine ? inputs : 0, scale: 1, offset: 0, padding: 0, seen: [], outside: [],
      trouble: fine ? "" : `${numberText(Number.isFinite(inputs) ? inputs : NaN)} cells cannot be drawn` }];
    panel.layers.forEach(({ label }, i) => {
      const own = Object.fromEntries(SETTINGS.map((name, k) => [name, settings[4 * i + k]]));
      rows.push(rowAbove(rows.at(-1), plain(label), own));
    });
    this.rows = rows;
    this.real = rows.filter((row) => row.length);
    if (!this.real.length) return;
    const most = this.real.at(-1).length - 1, asked = panel.unit !== null && Number.isFinite(given);
    if (asked && given !== this.given) this.chosen = null; // the formula moved
    this.given = given;
    this.unit = clamp(this.chosen ?? (asked ? given : most >> 1), 0, most);
    look(this.real, this.unit);
  }

  // Rows stand above the middle of what they read; all cells have one size.
  place() {
    const { margin, height, innerWidth, real, rows } = this;
    const low = Math.min(0, ...real.map((r) => r.offset - r.scale * r.padding)) - 0.5;
    const high = Math.max(0, ...real.map((r) => r.offset + r.scale * (r.length - 1 + r.padding))) + 0.5;
    this.cell = Math.min(innerWidth / (high - low), 24);
    this.left = this.width / 2 - (this.cell * (low + high)) / 2;
    const room = height - margin.top - margin.bottom;
    this.tall = clamp(Math.min(this.cell, room / rows.length - 24), 4, 24);
    this.pitch = (room - this.tall - 20) / (rows.length - 1);
    this.wide = this.cell * (this.cell > 4 ? 0.86 : 1);
  }

  topOf(level) {
    return this.height - this.margin.bottom - level * this.pitch - this.tall;
  }

  middle(row, place) {
    return this.left + this.cell * (row.offset + row.scale * place);
  }

  boxes(places) {
    const { wide, tall, real } = this, shape = `h${wide.toFixed(1)}v${tall.toFixed(1)}h${(-wide).toFixed(1)}z`;
    return real.map((row, level) => places(row).map((p) =>
      `M${(this.middle(row, p) - wide / 2).toFixed(1)} ${this.topOf(level).toFixed(1)}${shape}`).join("")).join("");
  }

  fans() {
    let path = "";
    this.real.slice(1).forEach((row, i) => {
      const below = this.real[i], from = this.topOf(i + 1) + this.tall, to = this.topOf(i).toFixed(1);
      const many = row.seen.length * row.layer.kernel > 400;
      for (const v of row.seen) {
        const read = touches(row.layer, v), start = `M${this.middle(row, v).toFixed(1)} ${from.toFixed(1)}`;
        for (const p of many ? [read[0], read.at(-1)] : read) path += `${start}L${this.middle(below, p).toFixed(1)} ${to}`;
      }
    });
    return path;
  }

  draw() {
    this.compute();
    this.place();
    const range = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);
    const without = (all, some) => { const set = new Set(some); return all.filter((p) => !set.has(p)); };
    const pads = ({ length, padding }) => [...range(-padding, 0), ...range(length, length + padding)];
    this.fan.setAttribute("d", this.fans());
    this.cells.setAttribute("d", this.boxes((row) => without(range(0, row.length), row.seen)));
    this.marks.pads.setAttribute("d", this.boxes((row) => without(pads(row), row.outside)));
    this.marks.lit.setAttribute("d", this.boxes((row) => row.seen));
    this.marks.hollow.setAttribute("d", this.boxes((row) => row.outside));
    this.rows.forEach((row, level) => {
      const text = this.names[level], words = rowWords(row), room = this.width - 12;
      text.textContent = words;
      fill(text, { y: this.topOf(level) - 5, lengthAdjust: "spacingAndGlyphs" }, []);
      if (textWidth(words) > room) text.setAttribute("textLength", room); // a narrow screen squeezes it
      else text.removeAttribute("textLength");
    });
    this.tell();
  }

  // The probe lies over the top row, as high as a finger needs.
  tell() {
    const { real, unit, width } = this, top = real.at(-1), { seen, length } = this.rows[0];
    const middle = real.length ? this.topOf(real.length - 1) + this.tall / 2 : 30;
    this.words = top ? `unit ${unit} of ${top.label} sees ${seen.length} of ${length} input cells` +
      (seen.length ? `, from ${seen[0]} to ${seen.at(-1)}` : "") : rowWords(this.rows[0]);
    fill(this.probe, { x: 0, width, y: Math.max(0, middle - 22), height: 44, "aria-valuemax": top ? top.length - 1 : 0,
      "aria-valuenow": top ? unit : 0, "aria-valuetext": this.words }, []);
  }

  choose(unit) {
    const top = this.real?.at(-1);
    if (!top) return;
    const inside = clamp(unit, 0, top.length - 1);
    if (inside === this.unit) return;
    if (this.setting) return void this.setting.set(inside, true);
    this.chosen = inside;
    this.explorer.invalidate();
  }

  point(x) {
    const top = this.real?.at(-1);
    if (top) this.choose(nearest(((x - this.left) / this.cell - top.offset) / top.scale));
  }

  key(dx, dy) {
    this.choose(this.unit + dx - dy);
  }

  leave() {}

  reset() {
    this.chosen = null;
  }
}

panels.layers = Layers;
