import { clamp, svg } from "../../browser/elements.js";
import { color } from "../../browser/frame.js";
import { panels } from "../../browser/kinds.js";
import { Program, spread, STEP, variable, VECTOR } from "../../browser/program.js";
import { nearest, spaced } from "../../browser/scales.js";
import { dot } from "../../browser/shared/dots.js";
import { Lines } from "../../browser/shared/lines.js";

// Where recurrences end, for each value of a variable; a value is frozen when its steps are done.
class Outcomes extends Lines {
  constructor(explorer, panel) {
    super(explorer, panel, panel.methods, panel.name);
    const { parts } = explorer.spec, count = panel.samples;
    this.nodes = panel.values ? Float64Array.from(panel.values) : spaced(panel.grid, count);
    this.stepNumber = variable(STEP);
    this.done = variable(VECTOR, count);
    const scope = { ...explorer.scope, [panel.variable]: { mask: VECTOR, data: this.nodes } };
    const program = (trees, more) => new Program(parts, trees, { ...scope, ...more }, count);
    this.steps = program([panel.steps], {});
    this.methods = panel.methods.map(({ state, start, update, show }) => {
      const own = state.map(() => variable(VECTOR | STEP, count));
      const named = Object.fromEntries(state.map((name, k) => [name, own[k]]));
      return {
        state: own, next: own.map(() => new Float64Array(count)), start: program(start, {}),
        update: program(update, { ...named, [panel.step]: this.stepNumber }),
        show: program(show, { ...named, [panel.step]: this.done }),
      };
    });
    this.dots = panel.methods.map((_, i) => svg("path", { fill: color(i) }));
    this.inside.append(...this.dots);
  }

  iterate({ state, next, start, update, show }) {
    const done = this.done.data, set = (into, from) => (from.length > 1 ? into.set(from) : into.fill(from[0]));
    const last = done.reduce((most, steps) => (steps > most ? steps : most), 0);
    start.run();
    start.results.forEach((r, k) => set(state[k].data, r));
    for (let step = 1; step <= last; step++) {
      this.stepNumber.data[0] = step;
      if (step < 2) update.run();
      else update.step();
      update.results.forEach((r, k) => set(next[k], r)); // every formula sees the state before the step
      state.forEach(({ data }, k) => {
        for (let i = 0; i < data.length; i++) if (step <= done[i]) data[i] = next[k][i];
      });
    }
    show.run();
    const [x, y] = show.results.map((r) => Float64Array.from(spread(r, done.length)));
    return [x, y.map((v, i) => (done[i] >= 0 ? v : NaN))];
  }

  draw() {
    this.steps.run();
    const wanted = spread(this.steps.results[0], this.nodes.length);
    wanted.forEach((steps, i) => (this.done.data[i] = nearest(clamp(steps, 0, this.panel.most))));
    const ends = this.methods.map((method) => this.iterate(method));
    this.xs = ends.map(([x]) => x);
    this.ys = ends.map(([, y]) => y);
    this.drawLines([]);
    if (!this.panel.values) return;
    this.dots.forEach((path, i) => path.setAttribute("d", this.pixels[i].map((x, k) => {
      const y = this.py(this.ys[i][k]);
      return this.holds(x, y) ? dot(i, x, y, 3.5) : "";
    }).join("")));
  }
}

panels.outcomes = Outcomes;
