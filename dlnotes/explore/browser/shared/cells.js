// Rows and columns of cells that are read one by one, by pointer, finger and arrow keys; the static
// picture places them by the same rules, see picture/cells.py.

import { clamp, fill, svg, textWidth } from "../elements.js";
import { Plot } from "../plot.js";
import { shade } from "../ramp.js";

const WIDEST = 2.2, TALLEST = 1.4; // of a cell, in heights and in widths

export class Cells extends Plot {
  static style = `
.dlx-box{stroke:var(--dlx-paper);stroke-width:1}.dlx svg .dlx-on{font-size:12.5px}
.dlx-empty{stroke:var(--dlx-major)}
.dlx-ring{fill:none;stroke:var(--dlx-ink);stroke-width:3;pointer-events:none}
`;

  constructor(explorer, panel, rows, columns) {
    super(explorer, panel);
    Object.assign(this, { rows, columns, cell: null, square: false, margin: { left: 8, right: 8, top: 30, bottom: 8 } });
    const many = (tag, attributes) => Array.from({ length: rows * columns }, () => svg(tag, attributes));
    this.boxes = many("rect", { class: "dlx-box" });
    this.numbers = many("text", { class: "dlx-on", "text-anchor": "middle" });
    this.heading = svg("text", { x: 4, y: 16, class: "dlx-axis" });
    this.ring = svg("rect", { class: "dlx-ring", visibility: "hidden" });
    this.over.append(...this.boxes, ...this.numbers, this.heading);
    this.tip.before(this.ring);
  }

  headed(words) {
    this.heading.textContent = [this.panel.title, words].filter(Boolean).join(" – ");
  }

  // Called when the size is new: all cells have one size, and lie in the middle.
  fit() {
    const { rows, columns, innerWidth, innerHeight, margin } = this;
    const wide = innerWidth / columns, tall = innerHeight / rows;
    this.wide = Math.min(wide, (this.square ? 1 : WIDEST) * tall);
    this.tall = Math.min(tall, (this.square ? 1 : TALLEST) * wide);
    this.left = margin.left + (innerWidth - this.wide * columns) / 2;
    this.boxes.forEach((box, k) => {
      const [x, y] = this.corner(k);
      fill(box, { x, y, width: this.wide, height: this.tall }, []);
      fill(this.numbers[k], { x: x + this.wide / 2, y: y + this.tall / 2 + 4 }, []);
    });
    fill(this.probe, { x: this.left, y: margin.top, width: this.wide * columns, height: this.tall * rows }, []);
  }

  corner(k) {
    return [this.left + (k % this.columns) * this.wide, this.margin.top + Math.floor(k / this.columns) * this.tall];
  }

  // Colours a cell by its value, and writes on it what fits.
  paint(k, value, [low, high], words) {
    const { theme } = this.explorer, seen = Number.isFinite(value);
    const rgb = seen && shade(theme, false, clamp((value - low) / (high - low), 0, 1));
    const ink = seen && 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2] > 140 ? "#1a1a1a" : "#fff";
    this.boxes[k].style.fill = seen ? `rgb(${rgb})` : "none";
    this.numbers[k].style.fill = ink;
    this.numbers[k].textContent = seen && textWidth(words) + 4 <= this.wide && this.tall >= 14 ? words : "";
    return ink;
  }

  key(dx, dy) {
    const [row, column] = this.cell ?? [0, 0], first = !this.cell;
    this.choose(first ? row : row + dy, first ? column : column + dx);
  }

  point(x, y) {
    this.choose(Math.floor((y - this.margin.top) / this.tall), Math.floor((x - this.left) / this.wide));
  }

  choose(row, column) {
    this.cell = [clamp(row, 0, this.rows - 1), clamp(column, 0, this.columns - 1)];
    this.cursor = this.cell;
    this.pointed = true;
    if (this.left !== undefined) this.showTip(); // else the first drawing shows it
  }

  // What a finger chose stays to be read until the panel is left.
  leave(event) {
    if (event?.pointerType === "touch") return;
    super.leave();
    this.words = "";
    this.ring.setAttribute("visibility", "hidden");
  }

  under(row, column) {
    const k = row * this.columns + column, [x, y] = this.corner(k), rows = this.told(row, column, k).map((text) => [text]);
    fill(this.ring, { x, y, width: this.wide, height: this.tall, visibility: "visible" }, []);
    this.words = rows.flat().join(", ");
    return { x: x + this.wide / 2, y: y + this.tall / 2, dots: [], rows };
  }
}

// The range of colours: the limits, or that of the finite values.
export function spreadOf(values, limits) {
  const finite = Array.from(values).filter(Number.isFinite);
  const [low, high] = limits ?? (finite.length ? [Math.min(...finite), Math.max(...finite)] : [0, 1]);
  return low < high ? [low, high] : [low - 0.5, low + 0.5];
}
