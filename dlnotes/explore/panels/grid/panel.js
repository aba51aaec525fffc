// A world of cells: values updated from the neighbours' step by step, arrows, and pieces to change.
// The Python twin is values.py.

import { controls } from "../../browser/controls.js";
import { clamp, fill, svg } from "../../browser/elements.js";
import { panels } from "../../browser/kinds.js";
import { numberText } from "../../browser/numbers.js";
import { Program, STEP, variable, VECTOR } from "../../browser/program.js";
import { Cells, spreadOf } from "../../browser/shared/cells.js";

const MOVES = [[-1, 0], [0, 1], [1, 0], [0, -1]]; // north, east, south, west
const WAYS = ["up", "right", "down", "left", "stay"];
const NEAR = 1e-9; // two actions that differ by less are both the best

// The world as a setting: a letter for each cell, rows joined by "/".
class World {
  constructor(explorer, spec) {
    Object.assign(this, { explorer, spec, value: spec.value });
  }

  read(text) {
    this.set(text);
  }

  set(text) {
    const { value, letters } = this.spec, known = (c, i) => (value[i] === "/" ? c === "/" : letters.includes(c));
    if (typeof text !== "string" || text.length !== value.length || ![...text].every(known)) return;
    this.value = text;
    this.explorer.changed();
  }

  // Changes a cell, `at` letters from the start, to the next piece.
  turn(at) {
    const { letters } = this.spec, next = letters[(letters.indexOf(this.value[at]) + 1) % letters.length];
    this.set(this.value.slice(0, at) + next + this.value.slice(at + 1));
  }
}

class Grid extends Cells {
  constructor(explorer, panel) {
    super(explorer, panel, ...panel.shape);
    const { parts } = explorer.spec, count = this.rows * this.columns;
    const numbers = (mask) => variable(mask, count), { pieces, here, around, actions } = panel;
    Object.assign(this, { square: true, world: explorer.settings[panel.world], step: variable(STEP) });
    this.values = numbers(VECTOR | STEP);
    this.rewards = numbers(VECTOR);
    this.near = around.map(() => numbers(VECTOR | STEP));
    this.paid = around.map(() => numbers(VECTOR));
    const scope = { ...explorer.scope, [panel.step]: this.step, [here[0]]: this.values, [here[1]]: this.rewards };
    around.forEach(([value, reward], d) => Object.assign(scope, { [value]: this.near[d], [reward]: this.paid[d] }));
    this.fixed = new Program(parts, [...pieces.map((piece) => piece.reward), panel.bump, panel.start], explorer.scope);
    this.update = new Program(parts, [panel.update], scope, count);
    this.actions = new Program(parts, actions, scope, count);
    this.history = Array.from({ length: panel.steps + 1 }, () => new Float64Array(count));
    this.signs = this.boxes.map(() => svg("path", {}));
    this.over.append(...this.signs);
    this.headed("click or Enter changes a cell");
    this.describe("World: arrow keys move, Enter changes the cell");
    this.edits();
  }

  static style = `${Cells.style}
.dlx-wall{fill:var(--dlx-muted)}
`;

  // A mouse points before it presses; a finger chooses a cell first, and changes it when it comes back.
  edits() {
    const edit = () => {
      const [row, column] = this.cell;
      this.pointed = true;
      this.world.turn(row * (this.columns + 1) + column);
    };
    this.svg.addEventListener("pointerdown", () => (this.held = String(this.cell)), true);
    fill(this.probe, {
      click: () => this.held === String(this.cell) && edit(),
      keydown: (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        if (this.cell) edit();
      },
    }, []);
  }

  // What the cells are, where moves lead, and what they pay.
  settle() {
    const { pieces } = this.panel, letters = pieces.map((piece) => piece.letter);
    this.fixed.run();
    const [bump, start] = this.fixed.results.slice(pieces.length).map((r) => r[0]);
    this.kinds = [...this.world.value.replaceAll("/", "")].map((letter) => letters.indexOf(letter));
    const count = this.kinds.length, wall = (k) => pieces[this.kinds[k]].wall;
    const pays = (k) => this.fixed.results[this.kinds[k]][0], leads = (k) => pieces[this.kinds[k]].leads;
    this.kinds.forEach((_, k) => (this.rewards.data[k] = leads(k) ? 0 : pays(k)));
    this.targets = MOVES.map(([down, right]) => Array.from({ length: count }, (_, k) => {
      const [row, column] = leads(k) ?? [Math.floor(k / this.columns) + down, (k % this.columns) + right];
      const inside = row >= 0 && row < this.rows && column >= 0 && column < this.columns;
      const target = row * this.columns + column;
      return inside && !wall(target) ? target : k;
    }));
    this.targets.forEach((targets, d) => targets.forEach((target, k) => {
      this.paid[d].data[k] = leads(k) ? pays(k) : target === k ? bump : this.rewards.data[target];
    }));
    return start;
  }

  // Walls have no value, ends are worth nothing more: their reward was paid on entering.
  keep(into, values) {
    const { pieces } = this.panel;
    this.kinds.forEach((kind, k) => {
      const { wall, end } = pieces[kind];
      into[k] = wall ? NaN : end ? 0 : values.length > 1 ? values[k] : values[0];
    });
  }

  look(step) {
    this.step.data[0] = step;
    this.values.data.set(this.history[step]);
    this.near.forEach((near, d) => this.targets[d].forEach((target, k) => (near.data[k] = this.values.data[target])));
  }

  iterate() {
    this.keep(this.history[0], [this.settle()]);
    for (let step = 1; step <= this.panel.steps; step++) {
      this.look(step - 1);
      this.step.data[0] = step;
      if (step < 2) this.update.run();
      else this.update.step();
      this.keep(this.history[step], this.update.results[0]);
    }
  }

  // The best actions in a cell.
  best(k) {
    const found = this.actions.results.map((r) => r[r.length > 1 ? k : 0]), most = Math.max(...found);
    const { wall, end } = this.panel.pieces[this.kinds[k]];
    if (wall || end) return [];
    return found.flatMap((q, action) => (q >= most - NEAR * Math.max(1, Math.abs(most)) ? [action] : []));
  }

  draw() {
    const settings = Object.values(this.explorer.settings).map((s) => s.value).join();
    if (settings !== this.iterated) {
      this.iterated = settings;
      this.iterate();
    }
    const { pieces, steps, digits, z } = this.panel, ended = this.kinds.map((kind) => pieces[kind].end);
    const seen = (values) => Array.from(values, (value, k) => (ended[k] ? this.rewards.data[k] : value));
    this.shown = Math.round(clamp(this.explorer.time, 0, 1) * steps);
    this.look(this.shown);
    this.actions.run();
    const limits = spreadOf(seen(this.history[steps]), z.range);
    seen(this.history[this.shown]).forEach((value, k) => {
      const ink = this.paint(k, value, limits, numberText(value, digits)), { wall, end } = pieces[this.kinds[k]];
      this.boxes[k].classList.toggle("dlx-wall", wall);
      if (wall) this.boxes[k].style.fill = "";
      fill(this.signs[k], { d: end ? this.edge(k) : this.best(k).map((action) => this.head(k, action)).join(""),
        fill: end ? "none" : ink, stroke: end ? ink : "none", "stroke-width": 2 }, []);
    });
    this.showTip();
  }

  // What ends the way has a frame.
  edge(k) {
    const [x, y] = this.corner(k), inner = this.wide - 8;
    return `M${x + 4} ${y + 4}h${inner}v${inner}h${-inner}z`;
  }

  // A triangle near the edge of a cell, a dot for staying.
  head(k, action) {
    const { wide } = this, [left, top] = this.corner(k), x = left + wide / 2, y = top + wide / 2;
    if (action === MOVES.length) return `M${x - 3} ${y + 14}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z`;
    const [down, right] = MOVES[action], tip = 0.44 * wide, base = 0.34 * wide, half = 0.09 * wide;
    const at = (along, side) => `${x + along * right + side * down} ${y + along * down + side * right}`;
    return `M${at(tip, 0)}L${at(base, half)}L${at(base, -half)}z`;
  }

  told(row, column, k) {
    const { label, wall, end, leads } = this.panel.pieces[this.kinds[k]];
    const at = ([down, right]) => `row ${down + 1}, column ${right + 1}`;
    const place = [`${at([row, column])}: ${label}`, ...(leads ? [`leads to ${at(leads)}`] : [])].join(", ");
    if (wall) return [place];
    if (end) return [place, `entering pays ${numberText(this.rewards.data[k], 3)}`];
    const best = this.best(k).map((action) => WAYS[action]).join(" or ");
    return [place, `value ${numberText(this.history[this.shown][k], 3)}`, ...(best ? [`best: ${best}`] : [])];
  }
}

panels.grid = Grid;
controls.cells = World;
