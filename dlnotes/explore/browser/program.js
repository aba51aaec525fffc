// Formulas over typed arrays.

import { BINARY, choose, FOLDED, loop1, loop2, loopN, LOOPS, POWERS, stride, UNARY } from "./operations.js";

export const VECTOR = 1; // one value for each sample or path, not one for all
export const STEP = 2; // changes within a redraw: with the row of a grid, or the step of a recurrence

// A name that formulas may use: its values, and how often they change.
export const variable = (mask, length = 1) => ({ mask, data: new Float64Array(length) });

// Trees compiled to a list of loops over buffers that are allocated once. Parts that depend on
// sliders alone are single numbers, computed once a redraw: the rest costs what it must.
export class Program {
  constructor(parts, trees, scope, length = 1) {
    Object.assign(this, { parts: new Map(parts), scope: { ...scope }, length });
    this.names = new Set();
    this.once = [];
    this.each = [];
    this.results = trees.map((tree) => this.register(tree).data);
  }

  register(tree) {
    if (typeof tree === "number") return { mask: 0, data: Float64Array.of(tree) };
    if (typeof tree === "string") return this.named(tree);
    if (!Array.isArray(tree)) throw new Error(`a formula holds ${JSON.stringify(tree)}`);
    const [operation, ...args] = tree;
    if (operation === "true" || operation === "false") return this.register(+(operation === "true"));
    if (operation === "pow" && POWERS[args[1]]) return this.emit(POWERS[args[1]], [args[0]], loop1);
    if (operation === "piecewise") return this.emit(null, args, choose);
    if (Object.hasOwn(UNARY, operation)) return this.emit(UNARY[operation], args, loop1);
    if (Object.hasOwn(BINARY, operation)) return this.emit(BINARY[operation], args, loop2);
    if (Object.hasOwn(FOLDED, operation)) return this.emit(FOLDED[operation], args, LOOPS[operation] ?? loopN);
    throw new Error(`a formula uses ${operation}, which is not an operation`);
  }

  named(name) {
    if (!Object.hasOwn(this.scope, name)) {
      if (!this.parts.has(name)) throw new Error(`a formula uses ${name}, which has no value`);
      this.scope[name] = this.register(this.parts.get(name));
    }
    this.names.add(name);
    return this.scope[name];
  }

  emit(f, args, loop) {
    const inputs = args.map((tree) => this.register(tree));
    const out = variable(inputs.reduce((mask, input) => mask | input.mask, 0));
    if (out.mask & VECTOR) out.data = new Float64Array(this.length);
    const data = inputs.map((input) => input.data);
    (out.mask & STEP ? this.each : this.once).push(() => loop(f, out.data, data));
    return out;
  }

  run() {
    for (const instruction of this.once) instruction();
    this.step();
  }

  step() {
    for (const instruction of this.each) instruction();
  }
}

export const spread = (values, length) =>
  values.length === length ? values : new Float64Array(length).fill(values[0]);

// Values of `{parts, results}` at many points: what the property tests compare with Python.
export function evaluate(tree, points) {
  const length = Math.max(...Object.values(points).map((p) => p.length), 1);
  const scope = {};
  for (const [name, values] of Object.entries(points)) {
    scope[name] = { mask: VECTOR, data: Float64Array.from(values) };
  }
  const program = new Program(tree.parts, tree.results, scope, length);
  program.run();
  return program.results.map((r) => Array.from({ length }, (_, i) => r[i * stride(r)]));
}
