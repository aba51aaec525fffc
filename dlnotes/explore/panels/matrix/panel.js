// Labelled cells with numbers and colours; a cell whose value is not a number is empty.

import { fill, svg, textWidth } from "../../browser/elements.js";
import { panels } from "../../browser/kinds.js";
import { plain, svgLabel } from "../../browser/labels.js";
import { numberText } from "../../browser/numbers.js";
import { Program, spread, VECTOR } from "../../browser/program.js";
import { Cells, spreadOf } from "../../browser/shared/cells.js";

class Matrix extends Cells {
  constructor(explorer, panel) {
    const { rows, columns, index, cells } = panel;
    super(explorer, panel, rows.length, columns.length);
    const count = this.rows * this.columns, places = index.map((_, axis) => ({ mask: VECTOR,
      data: Float64Array.from({ length: count }, (_, k) => (axis ? k % this.columns : Math.floor(k / this.columns))) }));
    const inside = Object.fromEntries(index.map((name, axis) => [name, places[axis]]));
    this.program = new Program(explorer.spec.parts, cells, { ...explorer.scope, ...inside }, index.length ? count : 1);
    this.values = new Float64Array(count);
    const named = (labels, anchor) => labels.map((label) => svg("text", { "text-anchor": anchor }, svgLabel(label)));
    Object.assign(this, { rowNames: named(rows, "end"), columnNames: named(columns, "middle") });
    this.over.append(...this.rowNames, ...this.columnNames);
    const { row, column } = panel.names;
    this.headed(`${row} ↓  ${column} →`);
    this.describe(`Cells by ${row} and ${column}`);
  }

  // Room for the labels; those of columns are slanted where they are wider than a cell.
  arrange() {
    const [down, across] = [this.panel.rows, this.panel.columns].map((labels) =>
      Math.max(...labels.map((label) => textWidth(plain(label)))));
    this.margin.left = 14 + Math.min(down, this.width / 3);
    this.slanted = across + 4 > (this.width - this.margin.left - 8) / this.columns;
    this.margin.top = 30 + (this.slanted ? 0.75 * across + 8 : 18);
  }

  fit() {
    super.fit();
    this.rowNames.forEach((text, row) => {
      fill(text, { x: this.left - 6, y: this.margin.top + (row + 0.5) * this.tall + 4 }, []);
    });
    this.columnNames.forEach((text, column) => {
      const x = this.left + (column + 0.5) * this.wide, y = this.margin.top - 6;
      fill(text, { "text-anchor": this.slanted ? "start" : "middle",
        transform: `translate(${x} ${y})${this.slanted ? " rotate(-45)" : ""}` }, []);
    });
  }

  draw() {
    this.program.run();
    const { results } = this.program, { digits, index, z } = this.panel;
    if (index.length) this.values.set(spread(results[0], this.values.length));
    else results.forEach((result, k) => (this.values[k] = result[0]));
    const limits = spreadOf(this.values, z.range);
    this.values.forEach((value, k) => {
      this.paint(k, value, limits, numberText(value, digits));
      this.boxes[k].classList.toggle("dlx-empty", !Number.isFinite(value));
    });
    this.showTip();
  }

  told(row, column, k) {
    const { names, rows, columns } = this.panel, value = this.values[k];
    return [`${names.row} ${plain(rows[row])}, ${names.column} ${plain(columns[column])}`,
      `${names.value}: ${Number.isNaN(value) ? "empty" : numberText(value, 3)}`];
  }
}

panels.matrix = Matrix;
