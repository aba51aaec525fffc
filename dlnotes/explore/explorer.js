// Sliders that live everywhere: one module for the book's pages, Jupyter, VS Code and Colab.
//
// A page holds `<div class="dlnotes-widget">` with a JSON spec; `mountAll(document)` brings each to
// life. Under a kernel anywidget calls the default export's `render`. A spec is data only: its
// formulas are expression trees over a fixed list of operations, so nothing is ever compiled from
// source. Python twins: arrays.py, noise.py, axes.py, simulation.py, fields.py, picture.py in
// dlnotes/explore.

// ---------------------------------------------------------------- formulas over typed arrays

const SQRT_PI = Math.sqrt(Math.PI);

// erf to full double precision: a series of positive terms, then a continued fraction of erfc.
function erf(x) {
  const a = Math.abs(x);
  if (!(a < 6)) return Number.isNaN(x) ? NaN : Math.sign(x);
  if (a < 2.5) {
    let term = a, sum = a;
    for (let n = 1; term > sum * 1e-17; n++) sum += term *= (2 * a * a) / (2 * n + 1);
    return (Math.sign(x) * 2 * sum * Math.exp(-a * a)) / SQRT_PI;
  }
  let fraction = a;
  for (let n = 60; n > 0; n--) fraction = a + n / 2 / fraction;
  return Math.sign(x) * (1 - Math.exp(-a * a) / SQRT_PI / fraction);
}

// A pole of a power is nan, as in Python: the picture has a gap there.
const power = (a, b) => (a === 0 && b < 0 ? NaN : Math.pow(a, b));

function mod(a, b) {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

const UNARY = {
  exp: Math.exp, log: Math.log, sin: Math.sin, cos: Math.cos, tan: Math.tan,
  asin: Math.asin, acos: Math.acos, atan: Math.atan,
  sinh: Math.sinh, cosh: Math.cosh, tanh: Math.tanh,
  asinh: Math.asinh, acosh: Math.acosh, atanh: Math.atanh,
  erf, abs: Math.abs, sign: Math.sign, floor: Math.floor, ceil: Math.ceil,
  not: (a) => (a ? 0 : 1),
};

const BINARY = {
  pow: power, mod,
  atan2: (a, b) => Math.atan2(a + 0, b + 0), // one zero only: sympy has no negative one
  eq: (a, b) => +(a === b), ne: (a, b) => +(a !== b),
  lt: (a, b) => +(a < b), le: (a, b) => +(a <= b),
  gt: (a, b) => +(a > b), ge: (a, b) => +(a >= b),
};

const FOLDED = {
  add: (a, b) => a + b, mul: (a, b) => a * b, min: Math.min, max: Math.max,
  and: (a, b) => +(a !== 0 && b !== 0), or: (a, b) => +(a !== 0 || b !== 0),
};

const POWERS = {
  2: (a) => a * a, 3: (a) => a * a * a, 0.5: Math.sqrt,
  "-1": (a) => (a === 0 ? NaN : 1 / a), "-0.5": (a) => (a === 0 ? NaN : 1 / Math.sqrt(a)),
};

const VECTOR = 1; // one value for each sample or path, not one for all
const STEP = 2; // changes within a redraw: with the row of a grid, or the step of a recurrence

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

// A single number has stride 0, so that one loop serves numbers and arrays.
const stride = (a) => (a.length > 1 ? 1 : 0);

function loop1(f, out, [a]) {
  const p = stride(a);
  for (let i = 0; i < out.length; i++) out[i] = f(a[i * p]);
}

function loop2(f, out, [a, b]) {
  const p = stride(a), q = stride(b);
  for (let i = 0; i < out.length; i++) out[i] = f(a[i * p], b[i * q]);
}

function loopN(f, out, inputs) {
  const p = stride(inputs[0]);
  for (let i = 0; i < out.length; i++) out[i] = inputs[0][i * p];
  for (let k = 1; k < inputs.length; k++) loop2(f, out, [out, inputs[k]]);
}

// Sums and products are most of every formula: written out, the browser makes them fast.
const LOOPS = {
  add(f, out, inputs) {
    loopN(null, out, inputs.slice(0, 1));
    for (let k = 1; k < inputs.length; k++) {
      const a = inputs[k], p = stride(a);
      for (let i = 0; i < out.length; i++) out[i] += a[i * p];
    }
  },
  mul(f, out, inputs) {
    loopN(null, out, inputs.slice(0, 1));
    for (let k = 1; k < inputs.length; k++) {
      const a = inputs[k], p = stride(a);
      for (let i = 0; i < out.length; i++) out[i] *= a[i * p];
    }
  },
};

function choose(f, out, inputs) {
  const strides = inputs.map(stride);
  for (let i = 0; i < out.length; i++) {
    let k = 0;
    while (k < inputs.length && !inputs[k][i * strides[k]]) k += 2;
    out[i] = k < inputs.length ? inputs[k + 1][i * strides[k + 1]] : NaN;
  }
}

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

// ---------------------------------------------------------------- seeded noise

// Mulberry32: 32-bit integers, the same in Python bit for bit.
export function mulberry32(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

// Box-Muller: two integers give a cosine and a sine.
export function normals(seed, count) {
  const next = mulberry32(seed), draws = new Float64Array(count + 1);
  for (let i = 0; i < count; i += 2) {
    const radius = Math.sqrt(-2 * Math.log((next() + 1) / 2 ** 32));
    const angle = (2 * Math.PI * next()) / 2 ** 32;
    draws[i] = radius * Math.cos(angle);
    draws[i + 1] = radius * Math.sin(angle);
  }
  return draws.subarray(0, count);
}

// ---------------------------------------------------------------- numbers, ticks, labels

const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

export function numberText(value, digits = 4) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "–" : value < 0 ? "−∞" : "∞";
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e6)) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
    const short = String(Number(mantissa));
    const ten = "10" + [...String(Number(exponent))].map((c) => RAISED[c]).join("");
    return (short === "1" ? ten : short === "-1" ? "-" + ten : `${short}·${ten}`).replace("-", "−");
  }
  const places = Math.max(0, digits - 1 - (value ? Math.floor(Math.log10(size)) : 0));
  return String(Number(value.toFixed(Math.min(places, 20)))).replace("-", "−");
}

export function ticks(low, high, log, room) {
  if (log && Math.log10(high / low) >= 1) return decades(low, high, room);
  const step = niceStep((high - low) / Math.max(room, 1));
  const fine = step / (/^0*2/.test(String(step).replace(".", "")) ? 4 : 5);
  return [multiples(low, high, step), multiples(low, high, fine)];
}

function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((m) => m * power).find((step) => step >= rough * (1 - 1e-9));
}

function multiples(low, high, step) {
  const first = Math.ceil(low / step - 1e-9), last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => (first + k) * step);
}

function decades(low, high, room) {
  const first = Math.ceil(Math.log10(low) - 1e-9), last = Math.floor(Math.log10(high) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / Math.max(room, 1)));
  const major = [], minor = [];
  for (let k = first - 1; k <= last; k++) {
    if (k >= first && k % every === 0) major.push(10 ** k);
    for (let m = 1; m < (every > 1 ? 2 : 10); m++) minor.push(m * 10 ** k);
  }
  return [major, minor.filter((v) => v >= low * 0.999 && v <= high * 1.001)];
}

// Ticks of a log axis: powers of ten where digits would be many.
function tickText(value, log) {
  const power = Math.round(Math.log10(Math.abs(value)));
  if (!log || (power > -3 && power < 4) || Math.abs(value / 10 ** power - 1) > 1e-9) return numberText(value);
  return "10" + [...String(power)].map((c) => RAISED[c]).join("");
}

const plain = (runs) => runs.map((run) => (typeof run === "string" ? run : run[0])).join("");

function htmlLabel(runs) {
  const tags = { i: "i", _: "sub", "^": "sup" };
  return runs.map((run) => (typeof run === "string" ? run : html(tags[run[1]], {}, run[0])));
}

// Indices are moved by dy: not every browser has baseline-shift.
function svgLabel(runs) {
  let shift = 0;
  return runs.map((run) => {
    const [text, style] = typeof run === "string" ? [run, ""] : run;
    const wanted = style === "_" ? 3 : style === "^" ? -4 : 0;
    const dy = wanted - shift;
    shift = wanted;
    return svg("tspan", {
      dy, "font-style": style === "i" ? "italic" : "normal", "font-size": wanted ? "80%" : "100%",
    }, text);
  });
}

// ---------------------------------------------------------------- page elements

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat());
  return element;
}

const html = (tag, attributes, ...children) =>
  fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

// JupyterLab leaves the arrow keys to elements that say this of themselves.
const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

// Places at least `gap` apart and at most `most`: labels that do not cover one another.
export function apart(wanted, gap, most) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const places = [...wanted];
  let last = -Infinity;
  for (const i of order) last = places[i] = Math.max(wanted[i], last + gap);
  for (const i of order.reverse()) {
    places[i] = Math.min(places[i], most);
    most = places[i] - gap;
  }
  return places;
}

let measure = null;
function textWidth(text) {
  measure ??= document.createElement("canvas").getContext("2d");
  measure.font = "600 12.5px system-ui, sans-serif";
  return measure.measureText(text).width;
}

// Puts a label beside one of some points, the first if all are alike: at the nearest of these places,
// in lines of text, that is off all other labels and covers the fewest of the plot's `crowd` of points.
const BESIDE = [[1, 0], [-1, 0], [1, -1], [1, 1], [-1, -1], [-1, 1], [1, -2], [1, 2], [-1, -2], [-1, 2],
  [1, -3], [1, 3], [-1, -3], [-1, 3]];
function placeLabel(plot, text, name, points) {
  const wide = textWidth(name), { left, top } = plot.margin;
  let best = null, least = Infinity;
  points.forEach(([x, y], rank) => BESIDE.forEach(([side, row], order) => {
    const from = side > 0 ? x + 11 : x - 11 - wide;
    const box = { x: clamp(from, left + 2, left + plot.innerWidth - wide - 2), wide,
      y: clamp(y + 4 + 16 * row, top + 13, top + plot.innerHeight - 4) };
    const inside = (px, py) => px > box.x - 3 && px < box.x + wide + 3 && py > box.y - 13 && py < box.y + 4;
    const over = plot.taken.filter((other) => Math.abs(box.y - other.y) < 15 &&
      box.x < other.x + other.wide + 4 && other.x < box.x + wide + 4).length + inside(x, y);
    const cost = 100 * over + 2 * plot.crowd.filter(([px, py]) => inside(px, py)).length + order + 3 * rank;
    if (cost < least) [best, least] = [box, cost];
  }));
  plot.taken.push(best);
  fill(text, { x: best.x, y: best.y }, []);
}

// ---------------------------------------------------------------- the frame of every panel

const DASHES = ["", "7 4", "2 3", "9 3 2 3", "12 4", "4 2"];
const dashes = (index) => DASHES[index % DASHES.length];
const color = (index) => `var(--dlx-c${index % 6})`;

class Plot {
  constructor(explorer, panel) {
    Object.assign(this, { explorer, panel, x: panel.x, y: panel.y, crowd: [], taken: [] });
    this.margin = { left: 46, right: 14, top: 30, bottom: 38 };
    this.canvas = html("canvas", { "aria-hidden": "true" });
    this.grid = svg("g", {});
    this.clip = svg("rect", {});
    const clipId = `dlx-${explorer.spec.id}-${explorer.plots.length}-${++Plot.count}`;
    this.inside = svg("g", { "clip-path": `url(#${clipId})` });
    this.over = svg("g", {});
    this.probe = svg("rect", { ...OWN_KEYS, class: "dlx-probe", fill: "transparent", tabindex: 0,
      role: "slider" });
    this.tip = svg("g", { "aria-hidden": "true", "pointer-events": "none" });
    this.handles = svg("g", {});
    this.back = svg("svg", { "aria-hidden": "true" }, this.grid);
    this.svg = svg("svg", { class: "dlx-front" },
      svg("clipPath", { id: clipId }, this.clip), this.inside, this.over, this.probe, this.tip,
      this.handles);
    this.element = html("div", { class: "dlx-plot" }, this.back, this.canvas, this.svg);
    this.markers = (panel.markers ?? []).map((marker) => new Marker(this, marker));
    this.listen();
  }

  static count = 0;

  // Sizes follow the width; the ratio is that of the static picture, so nothing jumps.
  layout() {
    const width = Math.max(this.element.clientWidth, 120);
    const height = Math.max(width * this.explorer.ratio, 280);
    Object.assign(this, { width, height });
    for (const layer of [this.back, this.svg]) {
      fill(layer, { viewBox: `0 0 ${width} ${height}`, width, height }, []);
    }
    this.arrange?.();
    const { left, right, top, bottom } = this.margin;
    Object.assign(this, { innerWidth: width - left - right, innerHeight: height - top - bottom });
    for (const rect of [this.clip, this.probe]) {
      fill(rect, { x: left, y: top, width: this.innerWidth, height: this.innerHeight }, []);
    }
    const dpr = Math.min(window.devicePixelRatio || 1, 3);
    this.canvas.width = Math.round(this.innerWidth * dpr);
    this.canvas.height = Math.round(this.innerHeight * dpr);
    this.canvas.style.cssText =
      `left:${left}px;top:${top}px;width:${this.innerWidth}px;height:${this.innerHeight}px`;
    this.context = this.canvas.getContext("2d");
    this.context.setTransform(dpr, 0, 0, dpr, 0, 0);
    this.drawn = "";
    this.fit?.();
  }

  // Pixels of data values and back.
  px(value) {
    return this.margin.left + this.innerWidth * part(value, this.xRange, this.x?.log);
  }

  py(value) {
    return this.margin.top + this.innerHeight * (1 - part(value, this.yRange, this.y.log));
  }

  atX(pixel) {
    return whole((pixel - this.margin.left) / this.innerWidth, this.xRange, this.x?.log);
  }

  atY(pixel) {
    return whole(1 - (pixel - this.margin.top) / this.innerHeight, this.yRange, this.y.log);
  }

  // The grid is drawn anew only when the range or the size is new.
  frame(gridded = true) {
    const key = [this.width, this.height, ...this.xRange, ...this.yRange].join();
    if (key === this.drawn) return;
    const labels = ticks(...this.yRange, this.y.log, Math.floor(this.innerHeight / 46))[0];
    const widest = Math.ceil(Math.max(...labels.map((v) => textWidth(tickText(v, this.y.log))))) + 12;
    if (widest > this.margin.left) {
      this.margin.left = widest;
      this.layout();
    }
    this.drawn = [this.width, this.height, ...this.xRange, ...this.yRange].join();
    this.drawGrid(gridded);
  }

  drawGrid(gridded) {
    const { left, top } = this.margin;
    const bottom = top + this.innerHeight, right = left + this.innerWidth;
    const minor = [], major = [], texts = [];
    if (this.x) {
      const [labels, fine] = ticks(...this.xRange, this.x.log, Math.floor(this.innerWidth / 68));
      for (const v of gridded ? fine : []) minor.push(`M${this.px(v).toFixed(1)} ${top}V${bottom}`);
      for (const v of labels) {
        const at = this.px(v).toFixed(1);
        major.push(gridded ? `M${at} ${top}V${bottom + 4}` : `M${at} ${bottom}v4`);
        texts.push(svg("text", { x: at, y: bottom + 17, "text-anchor": "middle" },
          tickText(v, this.x.log)));
      }
      texts.push(svg("text", { x: (left + right) / 2, y: this.height - 5, "text-anchor": "middle",
        class: "dlx-axis" }, svgLabel(this.x.label)));
    }
    const [labels, fine] = ticks(...this.yRange, this.y.log, Math.floor(this.innerHeight / 46));
    for (const v of gridded ? fine : []) minor.push(`M${left} ${this.py(v).toFixed(1)}H${right}`);
    for (const v of labels) {
      const at = this.py(v);
      major.push(gridded ? `M${left - 4} ${at.toFixed(1)}H${right}` : `M${left} ${at.toFixed(1)}h-4`);
      texts.push(svg("text", { x: left - 7, y: at + 4, "text-anchor": "end" },
        tickText(v, this.y.log)));
    }
    const title = this.panel.title ? [this.panel.title + (plain(this.y.label) ? " – " : "")] : [];
    texts.push(svg("text", { x: 4, y: 16, class: "dlx-axis" }, svgLabel([...title, ...this.y.label])));
    this.grid.replaceChildren(
      svg("path", { d: minor.join(""), class: "dlx-minor" }),
      svg("path", { d: major.join(""), class: "dlx-major" }),
      svg("path", { d: `M${left} ${top}V${bottom}H${right}`, class: "dlx-edge" }), ...texts);
  }

  // Values under the pointer, the finger, or the arrow keys.
  listen() {
    const at = (event) => {
      const box = this.svg.getBoundingClientRect();
      this.point(event.clientX - box.left, event.clientY - box.top);
    };
    fill(this.probe, {
      pointermove: at, pointerdown: at, pointerleave: () => this.leave(), blur: () => this.leave(),
      focus: () => this.probe.matches(":focus-visible") && this.key(0, 0),
      keydown: (event) => {
        const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
          Home: [-1e3, 0], End: [1e3, 0] };
        const move = moves[event.key];
        if (event.key === "Escape") this.leave();
        if (!move) return;
        event.preventDefault();
        this.key(...move);
      },
    }, []);
  }

  key(dx, dy) {
    const { left, top } = this.margin;
    this.cursor ??= [left + this.innerWidth / 2, top + this.innerHeight / 2];
    this.point(
      clamp(this.cursor[0] + (dx * this.innerWidth) / 50, left, left + this.innerWidth),
      clamp(this.cursor[1] + (dy * this.innerHeight) / 50, top, top + this.innerHeight));
  }

  point(x, y) {
    this.cursor = [x, y];
    this.pointed = true;
    this.showTip();
  }

  leave() {
    this.pointed = false;
    this.tip.replaceChildren();
  }

  showTip() {
    if (!this.pointed) return;
    const found = this.under(...this.cursor);
    this.tip.replaceChildren();
    if (!found) return;
    const { x, y, dots, rows, line } = found;
    if (line) this.tip.append(svg("path", { class: "dlx-hair",
      d: `M${x} ${this.margin.top}v${this.innerHeight}` }));
    for (const [cx, cy, index] of dots) {
      this.tip.append(svg("circle", { cx, cy, r: 4, fill: color(index), class: "dlx-dot" }));
    }
    const wide = Math.max(...rows.map((row) => textWidth(row[0]))) + 18;
    const tall = rows.length * 17 + 8;
    const left = x + wide + 12 > this.width ? x - wide - 10 : x + 10;
    const top = clamp(y - tall / 2, 2, this.height - tall - 2);
    this.tip.append(svg("rect", { x: left, y: top, width: wide, height: tall, rx: 4, class: "dlx-tip" }));
    rows.forEach(([text, index], k) => this.tip.append(svg("text", { x: left + 8, y: top + 17 + 17 * k,
      style: index === undefined ? null : `fill:${color(index)}` }, text)));
    fill(this.probe, { "aria-valuenow": Math.round(100 * ((x - this.margin.left) / this.innerWidth)),
      "aria-valuetext": rows.map((row) => row[0]).join(", ") }, []);
  }

  describe(name) {
    fill(this.probe, { "aria-label": name, "aria-valuemin": 0, "aria-valuemax": 100,
      "aria-valuenow": 50, "aria-valuetext": "move with the arrow keys" }, []);
  }

  drawMarkers() {
    this.taken = [];
    for (const marker of this.markers) marker.draw();
  }
}

function part(value, [low, high], log) {
  return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

function whole(share, [low, high], log) {
  return log ? low * (high / low) ** share : low + share * (high - low);
}

function spaced(axis, count) {
  return Float64Array.from({ length: count }, (_, i) => whole(i / (count - 1), axis.range, axis.log));
}

function fitted(arrays, log, floor = Infinity) {
  let low = floor, high = floor === Infinity ? -Infinity : floor;
  for (const values of arrays) {
    for (const v of values) {
      if (!Number.isFinite(v) || (log && v <= 0)) continue;
      if (v < low) low = v;
      if (v > high) high = v;
    }
  }
  if (low > high) return log ? [1, 10] : [0, 1];
  if (log) return [low / 1.2, Math.max(high * 1.2, low * 2)];
  if (low === high) [low, high] = [low - (Math.abs(low) * 0.1 || 1), high + (Math.abs(high) * 0.1 || 1)];
  const step = niceStep((high - low) / 10); // whole steps, so that axes rarely move
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
}

// A line through pixels; a value that is not finite leaves a gap.
function linePath(plot, xs, ys) {
  let path = "", pen = "M";
  for (let i = 0; i < ys.length; i++) {
    const y = plot.py(ys[i]);
    if (!Number.isFinite(xs[i]) || !Number.isFinite(y)) { pen = "M"; continue; }
    path += `${pen}${clamp(xs[i], -2000, 4000).toFixed(1)} ${clamp(y, -2000, 4000).toFixed(1)}`;
    pen = "L";
  }
  return path;
}

// A point or a line in a panel; a point may be dragged, by arrow keys too, to set two sliders.
class Marker {
  constructor(plot, marker) {
    Object.assign(this, { plot, marker });
    const explorer = plot.explorer;
    const trees = [marker.x, marker.y].filter((tree) => tree !== null);
    this.program = new Program(explorer.spec.parts, trees, explorer.scope);
    this.text = svg("text", { class: "dlx-name" }, svgLabel(marker.label));
    this.rule = svg("path", { class: "dlx-rule" });
    this.dot = svg("circle", { r: marker.drag ? 8 : 4, class: "dlx-marker" });
    const group = svg("g", {}, this.rule, this.dot, this.text);
    if (marker.drag) this.draggable(group);
    (marker.drag ? plot.handles : plot.over).append(group);
  }

  draggable(group) {
    const { explorer } = this.plot;
    const names = this.marker.drag;
    const settings = names.map((name) => (name ? explorer.settings[name] : null));
    group.prepend(this.reach = svg("circle", { r: 24, fill: "transparent" }));
    const move = (event) => {
      const box = this.plot.svg.getBoundingClientRect();
      settings[0]?.set(this.plot.atX(event.clientX - box.left), true);
      settings[1]?.set(this.plot.atY(event.clientY - box.top), true);
    };
    const first = settings.find(Boolean).spec;
    fill(this.group = group, {
      ...OWN_KEYS, class: "dlx-handle", tabindex: 0, role: "slider",
      "aria-label": `${plain(this.marker.label) || "point"}: drag, or use the arrow keys`,
      "aria-valuemin": first.min, "aria-valuemax": first.max, "aria-valuenow": first.value,
      pointerdown: (event) => {
        event.preventDefault();
        group.focus({ preventScroll: true });
        group.setPointerCapture(event.pointerId);
        this.dragging = true;
      },
      pointermove: (event) => this.dragging && move(event),
      pointerup: () => (this.dragging = false),
      pointercancel: () => (this.dragging = false),
      keydown: (event) => {
        const moves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowDown: [1, -1], ArrowUp: [1, 1] };
        const [which, way] = moves[event.key] ?? [];
        const setting = settings[which];
        if (!setting) return;
        event.preventDefault();
        setting.nudge(way * (event.shiftKey ? 10 : 1));
      },
    }, []);
    this.settings = settings.filter(Boolean);
  }

  draw() {
    const { plot, marker } = this, { left, top } = plot.margin;
    this.program.run();
    const values = this.program.results.map((r) => r[0]);
    const x = marker.x === null ? left : plot.px(values[0]);
    const y = marker.y === null ? top + 13 : plot.py(values[values.length - 1]);
    const shown = Number.isFinite(x) && Number.isFinite(y) && (marker.drag || plot.holds(x, y));
    for (const part of [this.dot, this.text, this.rule]) {
      part.style.display = shown ? "" : "none";
    }
    if (!shown) return;
    const at = [clamp(x, left, left + plot.innerWidth), clamp(y, top, top + plot.innerHeight)];
    const isPoint = marker.x !== null && marker.y !== null;
    this.dot.style.display = isPoint ? "" : "none";
    fill(this.dot, { cx: at[0], cy: at[1] }, []);
    if (this.reach) fill(this.reach, { cx: at[0], cy: at[1] }, []);
    const way = marker.x === null ? `M${left} ${y}h${plot.innerWidth}` : `M${x} ${top}v${plot.innerHeight}`;
    if (!isPoint) fill(this.rule, { d: way }, []);
    if (marker.label.length) placeLabel(plot, this.text, plain(marker.label), [at]);
    if (!this.settings) return;
    const told = this.settings.map((s) => `${plain(s.spec.label)} = ${s.text()}`).join(", ");
    fill(this.group, { "aria-valuenow": this.settings[0].value, "aria-valuetext": told }, []);
  }
}

Plot.prototype.holds = function (x, y) {
  const { left, top } = this.margin;
  return x > left - 1 && x < left + this.innerWidth + 1 && y > top - 1 && y < top + this.innerHeight + 1;
};

// ---------------------------------------------------------------- panels

// Named lines: `xs` and `ys` hold one array for each, `nodes` what the probe goes along.
class Lines extends Plot {
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

class Curves extends Lines {
  constructor(explorer, panel) {
    super(explorer, panel, panel.curves, panel.x.label);
    const xs = { mask: VECTOR, data: spaced(panel.x, panel.samples) };
    this.nodes = xs.data;
    this.xs = panel.curves.map(() => xs.data);
    const edges = panel.bands.flatMap((band) => [band.low, band.high]);
    const trees = [...panel.curves.map((curve) => curve.f), ...edges];
    this.program = new Program(explorer.spec.parts, trees, { ...explorer.scope, [panel.variable]: xs },
      panel.samples);
    this.bands = panel.bands.map((_, i) => svg("path", { fill: color(i), "fill-opacity": 0.14 }));
    this.inside.prepend(...this.bands);
  }

  draw() {
    this.program.run();
    const all = this.program.results.map((r) => spread(r, this.nodes.length));
    const edges = all.slice(this.lines.length);
    this.ys = all.slice(0, this.lines.length);
    this.drawLines(edges);
    this.bands.forEach((band, i) => {
      const low = linePath(this, this.pixels[0], edges[2 * i]);
      const high = linePath(this, [...this.pixels[0]].reverse(), Float64Array.from(edges[2 * i + 1]).reverse());
      band.setAttribute("d", low && high ? `${low}L${high.slice(1)}Z` : "");
    });
  }
}

const spread = (values, length) =>
  values.length === length ? values : new Float64Array(length).fill(values[0]);

class Bars extends Plot {
  constructor(explorer, panel) {
    super(explorer, panel);
    this.program = new Program(explorer.spec.parts, panel.bars.map((bar) => bar.f), explorer.scope);
    this.xRange = [0, panel.bars.length];
    this.bars = panel.bars.map((_, i) => svg("rect", { fill: color(i) }));
    this.names = panel.bars.map((bar) =>
      svg("text", { "text-anchor": "middle", class: "dlx-axis" }, svgLabel(bar.label)));
    this.numbers = panel.bars.map(() => svg("text", { "text-anchor": "middle", class: "dlx-name" }));
    this.inside.append(...this.bars);
    this.over.append(...this.names, ...this.numbers);
    this.probe.remove();
  }

  draw() {
    this.program.run();
    const heights = this.program.results.map((r) => r[0]);
    this.yRange = this.panel.y.range ?? fitted([heights], false, 0);
    this.frame();
    const [low, high] = this.yRange;
    const base = this.py(this.y.log ? low : clamp(0, low, high));
    heights.forEach((height, i) => {
      const x = this.px(i + 0.2), width = this.px(i + 0.8) - x;
      const y = clamp(this.py(height), this.margin.top, this.margin.top + this.innerHeight);
      const middle = this.px(i + 0.5);
      const tall = Number.isFinite(y) ? Math.abs(y - base) : 0;
      fill(this.bars[i], { x, width, y: tall ? Math.min(y, base) : base, height: tall }, []);
      fill(this.names[i], { x: middle, y: this.margin.top + this.innerHeight + 17 }, []);
      this.numbers[i].textContent = numberText(height, 3);
      fill(this.numbers[i], { x: middle, y: (Number.isFinite(y) ? Math.min(y, base) : base) - 6 }, []);
    });
  }
}

// z on a grid, its colours, and its level lines; kept until a slider that it uses moves.
class Surface {
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
    const table = this.plot.explorer.ramp(this.soft);
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
const backdrop = (plot, surface) => surface && new Surface(plot, { tree: surface.value, plane: surface.plane,
  samples: 100, levels: surface.levels, log: surface.log, limits: null, soft: true });

// Where a point of a panel lies, for its tip.
function whereabouts({ x, y, surface }, at) {
  const rows = [x, y].map((axis, d) => [`${plain(axis.label) || "xy"[d]} = ${numberText(at[d], 3)}`]);
  if (surface) rows.push([`surface: ${numberText(surface.at(...at), 3)}`]);
  return rows;
}

// Which sides of a cell a level line joins, by the corners above it.
const CASES = [[], [[3, 0]], [[0, 1]], [[3, 1]], [[1, 2]], [[3, 0], [1, 2]], [[0, 2]], [[3, 2]],
  [[2, 3]], [[2, 0]], [[0, 1], [2, 3]], [[2, 1]], [[1, 3]], [[1, 0]], [[0, 3]], []];

class Heatmap extends Plot {
  constructor(explorer, panel) {
    super(explorer, panel);
    this.xRange = panel.x.range;
    this.yRange = panel.y.range;
    this.margin.right = 74;
    this.surface = new Surface(this, { tree: panel.value, plane: panel.plane, samples: panel.samples,
      levels: panel.levels, log: panel.z.log, limits: panel.z.range, soft: false });
    this.bar = svg("g", { "aria-hidden": "true" });
    this.over.append(this.bar);
    this.describe(`Values over ${plain(panel.x.label)} and ${plain(panel.y.label)}`);
  }

  draw() {
    this.frame(false);
    this.context.clearRect(0, 0, this.innerWidth, this.innerHeight);
    this.surface.draw();
    this.drawBar();
    this.drawMarkers();
    this.showTip();
  }

  drawBar() {
    const { low, high, log } = this.surface, { top } = this.margin;
    const key = [low, high, this.width, this.height, this.explorer.theme].join();
    if (key === this.barKey) return;
    this.barKey = key;
    const x = this.margin.left + this.innerWidth + 12, id = `${this.svg.querySelector("clipPath").id}r`;
    const ends = log ? [Math.exp(low), Math.exp(high)] : [low, high];
    const stops = this.explorer.stops(false).map((rgb, i, all) =>
      svg("stop", { offset: i / (all.length - 1), "stop-color": `rgb(${rgb})` }));
    const labels = ticks(...ends, log, Math.floor(this.innerHeight / 40))[0].map((v) => {
      const y = top + this.innerHeight * (1 - part(v, ends, log));
      return svg("text", { x: x + 17, y: y + 4 }, numberText(v, 3));
    });
    this.bar.replaceChildren(
      svg("linearGradient", { id, x1: 0, x2: 0, y1: 1, y2: 0 }, ...stops),
      svg("rect", { x, y: top, width: 12, height: this.innerHeight, fill: `url(#${id})` }), ...labels,
      svg("text", { x: x - 2, y: top - 8, class: "dlx-axis" }, svgLabel(this.panel.z.label)));
  }

  under(px, py) {
    const x = this.atX(px), y = this.atY(py);
    const name = plain(this.panel.z.label) || "value";
    const rows = [[`${plain(this.x.label)} = ${numberText(x, 3)}`], [`${plain(this.y.label)} = ${numberText(y, 3)}`],
      [`${name}: ${numberText(this.surface.at(x, y), 3)}`]];
    return { x: px, y: py, dots: [[px, py, 4]], rows };
  }
}

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

// A step of a path: circles, squares, triangles, diamonds, so that colour is not the only sign.
function shape(context, index, x, y, r) {
  context.moveTo(x + r, y);
  if (index % 4 === 0) context.arc(x, y, r, 0, 2 * Math.PI);
  else if (index % 4 === 1) context.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
  else {
    const corners = index % 4 === 2 ? [[0, -1.2], [1.1, 0.8], [-1.1, 0.8]] : [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]];
    corners.forEach(([dx, dy], k) => context[k ? "lineTo" : "moveTo"](x + r * dx, y + r * dy));
    context.closePath();
  }
}

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

// Whole numbers, halves upwards as in Python's twin.
const nearest = (value) => Math.floor(value + 0.5);

// A value among few: shapes as in `shape`, for SVG.
function dot(index, x, y, r) {
  const at = (dx, dy) => `${(x + r * dx).toFixed(1)} ${(y + r * dy).toFixed(1)}`;
  if (index % 4 === 0) return `M${at(-1, 0)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
  const corners = [[[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]], [[0, -1.2], [1.1, 0.8], [-1.1, 0.8]],
    [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]]][(index % 4) - 1];
  return `M${corners.map((corner) => at(...corner)).join("L")}z`;
}

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

const PANELS = { curves: Curves, bars: Bars, heatmap: Heatmap, paths: Paths, plane: Plane, layers: Layers, outcomes: Outcomes };

// ---------------------------------------------------------------- sliders and the explorer

// One slider's value; its row is a native range input over whole steps.
class Setting {
  constructor(explorer, spec) {
    Object.assign(this, { explorer, spec, value: spec.value });
    for (const end of ["min", "max", "value", "steps"]) {
      if (!Number.isFinite(spec[end])) throw new Error(`slider ${spec.name} has no number ${end}`);
    }
    this.variable = variable(0);
    this.variable.data[0] = spec.value;
    if (!spec.hidden) this.build();
  }

  build() {
    const id = `dlx-${this.explorer.spec.id}-${this.spec.name}-${++Plot.count}`;
    this.input = html("input", { ...OWN_KEYS, type: "range", id, min: 0, max: this.spec.steps, step: 1,
      input: () => this.set(this.atStep(Number(this.input.value))) });
    this.output = html("span", { class: "dlx-value" });
    this.element = html("div", { class: "dlx-row" },
      html("div", { class: "dlx-head" }, html("label", { for: id }, htmlLabel(this.spec.label)), this.output),
      this.input);
    this.show();
  }

  // Values on the slider's grid are short numbers: 0.0501, not 0.050118723362727.
  atStep(step) {
    const { min, max, steps, log } = this.spec;
    if (step <= 0) return min;
    if (step >= steps) return max;
    return Number(whole(step / steps, [min, max], log).toPrecision(log ? 3 : 10));
  }

  stepOf(value) {
    return Math.round(this.spec.steps * part(value, [this.spec.min, this.spec.max], this.spec.log));
  }

  nudge(steps) {
    this.set(this.atStep(this.stepOf(this.value) + steps));
  }

  set(value, snapped = false) {
    if (!Number.isFinite(value)) return;
    const inside = clamp(value, this.spec.min, this.spec.max);
    this.value = this.variable.data[0] = snapped || this.spec.names ? this.atStep(this.stepOf(inside)) : inside;
    this.show();
    this.explorer.changed();
  }

  text() {
    const { names, unit } = this.spec;
    return [names ? names[this.value] : numberText(this.value), unit].filter(Boolean).join(" ");
  }

  show() {
    if (!this.input) return;
    const step = this.stepOf(this.value);
    this.input.value = step;
    this.input.style.setProperty("--dlx-part", `${(100 * step) / this.spec.steps}%`);
    this.output.textContent = this.text();
    this.input.setAttribute("aria-valuetext", this.text());
  }
}

class Explorer {
  constructor(element, spec, host) {
    Object.assign(this, { element, spec, host, plots: [], settings: {}, time: 1, colors: {} });
    for (const slider of spec.sliders) this.settings[slider.name] = new Setting(this, slider);
    this.scope = Object.fromEntries(Object.entries(this.settings).map(([n, s]) => [n, s.variable]));
    this.ratio = spec.panels.length > 1 ? 300 / 420 : 400 / 640;
    for (const panel of spec.panels) {
      if (!Object.hasOwn(PANELS, panel.kind)) throw new Error(`a panel is of kind ${panel.kind}`);
      this.plots.push(new PANELS[panel.kind](this, panel));
    }
    this.readouts = spec.readouts.map((readout) => this.readout(readout));
    this.build();
  }

  readout(readout) {
    const output = html("span", { class: "dlx-number" });
    const program = new Program(this.spec.parts, [readout.f], this.scope);
    const element = html("div", { class: "dlx-row dlx-readout" },
      html("span", {}, htmlLabel(readout.label)), html("div", {}, output, ` ${readout.unit}`));
    return { readout, program, output, element };
  }

  build() {
    const { spec } = this;
    const rows = Object.values(this.settings).filter((s) => s.element).map((s) => s.element);
    if (spec.panels.some((panel) => panel.play)) rows.push(this.player());
    this.live = html("div", { class: "dlx-hidden", "aria-live": "polite" });
    this.note = html("span", { class: "dlx-note", role: "status" });
    const buttons = [html("button", { type: "button", click: () => this.reset() }, "Reset")];
    if (this.host.shares) {
      buttons.push(html("button", { type: "button", click: () => this.share() }, "Copy link to this setting"));
    }
    this.root = html("div", { class: "dlx", role: "group", "aria-label": spec.alt },
      html("div", { class: spec.panels.length > 1 ? "dlx-panels dlx-many" : "dlx-panels" },
        this.plots.map((plot) => plot.element)),
      html("div", { class: "dlx-controls" }, rows, this.readouts.map((r) => r.element),
        html("div", { class: "dlx-buttons" }, buttons, this.note)),
      this.live);
  }

  player() {
    const id = `dlx-${this.spec.id}-time-${++Plot.count}`;
    const steps = Math.max(...this.spec.panels.filter((p) => p.play).map((p) => p.steps));
    this.button = html("button", { type: "button", class: "dlx-play", "aria-label": "Play",
      click: () => (this.playing ? this.pause() : this.play()) }, "▶");
    this.clock = html("input", { ...OWN_KEYS, type: "range", id, min: 0, max: steps, step: 1, value: steps,
      input: () => { this.pause(); this.setTime(Number(this.clock.value) / steps); } });
    this.clockText = html("span", { class: "dlx-value" });
    this.steps = steps;
    return html("div", { class: "dlx-row" },
      html("div", { class: "dlx-head" }, html("label", { for: id }, "shown up to step"), this.clockText),
      html("div", { class: "dlx-time" }, this.button, this.clock));
  }

  setTime(time) {
    this.time = clamp(time, 0, 1);
    this.invalidate();
  }

  // Four seconds from start to end; ten still pictures for those who asked for less motion.
  play() {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.playing = true;
    fill(this.button, { "aria-label": "Pause" }, []).textContent = "⏸";
    if (this.time >= 1) this.time = 0;
    let last = performance.now();
    const tick = (now) => {
      if (!this.playing) return;
      if (!still || now - last >= 600) {
        this.setTime(this.time + (still ? 0.1 : (now - last) / 4000));
        last = now;
      }
      if (this.time >= 1) this.pause();
      else requestAnimationFrame(tick);
    };
    this.invalidate();
    requestAnimationFrame(tick);
  }

  pause() {
    this.playing = false;
    fill(this.button, { "aria-label": "Play" }, []).textContent = "▶";
  }

  values() {
    return Object.fromEntries(Object.entries(this.settings).map(([name, s]) => [name, s.value]));
  }

  set(values) {
    this.quiet = true;
    for (const [name, value] of Object.entries(values)) this.settings[name]?.set(value);
    this.quiet = false;
  }

  changed() {
    if (!this.quiet) this.host.changed?.(this.values());
    this.invalidate();
  }

  reset() {
    for (const setting of Object.values(this.settings)) setting.set(setting.spec.value);
    if (this.button) this.pause();
    for (const plot of this.plots) plot.reset?.();
    this.setTime(1);
    this.say("");
  }

  say(text) {
    this.note.textContent = text;
  }

  // The address of the page with the settings that differ from the first ones.
  address() {
    const url = new URL(location.href);
    for (const [name, setting] of Object.entries(this.settings)) {
      const key = `${this.spec.id}.${name}`;
      if (setting.value === setting.spec.value) url.searchParams.delete(key);
      else url.searchParams.set(key, String(setting.value));
    }
    url.hash = this.spec.id;
    return url;
  }

  async share() {
    const url = this.address();
    history.replaceState(null, "", url);
    try {
      await navigator.clipboard.writeText(url.href);
      this.say("Link copied");
    } catch {
      this.say("The link is in the address bar");
    }
  }

  fromAddress() {
    const query = new URLSearchParams(location.search);
    for (const [name, setting] of Object.entries(this.settings)) {
      const text = query.get(`${this.spec.id}.${name}`);
      if (text) setting.set(Number(text));
    }
  }

  // Colours of the canvas come from the style sheet, like all others.
  restyle(theme = themeOf()) {
    this.theme = theme;
    this.root.dataset.theme = theme;
    const style = getComputedStyle(this.root);
    const read = (name) => style.getPropertyValue(`--dlx-${name}`).trim();
    this.colors = { lines: [0, 1, 2, 3, 4, 5].map((i) => read(`c${i}`)), level: read("level") };
    this.invalidate();
  }

  stops(soft) {
    return RAMPS[this.theme][soft ? "soft" : "full"];
  }

  ramp(soft) {
    const stops = this.stops(soft);
    return Uint32Array.from({ length: 256 }, (_, k) => {
      const at = (k / 255) * (stops.length - 1), i = Math.min(Math.floor(at), stops.length - 2);
      const [r, g, b] = stops[i].map((v, c) => Math.round(v + (stops[i + 1][c] - v) * (at - i)));
      return (255 << 24) | (b << 16) | (g << 8) | r;
    });
  }

  invalidate() {
    if (this.pending || !this.visible) { this.stale = true; return; }
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      this.draw();
    });
  }

  draw() {
    this.stale = false;
    try {
      for (const plot of this.plots) plot.draw();
      for (const { readout, program, output } of this.readouts) {
        program.run();
        output.textContent = numberText(program.results[0][0], readout.digits);
      }
      if (this.clock) {
        const step = Math.round(this.time * this.steps);
        this.clock.value = step;
        this.clock.style.setProperty("--dlx-part", `${100 * this.time}%`);
        this.clock.setAttribute("aria-valuetext", `step ${step} of ${this.steps}`);
        this.clockText.textContent = String(step);
      }
      this.announce();
    } catch (error) {
      fail(this.element, error);
    }
  }

  words() {
    const read = ({ readout, output }) => `${plain(readout.label)} ${output.textContent} ${readout.unit}`.trim();
    const told = [...this.readouts.map(read), ...this.plots.map((plot) => plot.words)];
    return told.filter(Boolean).join("; ");
  }

  // Readouts are told when the hand rests, not at every frame, and not before anything moved.
  announce() {
    this.told ??= this.words();
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      const words = this.words();
      if (words !== this.told) this.live.textContent = this.told = words;
    }, 500);
  }

  attach() {
    this.element.append(this.root);
    this.restyle();
    const layout = () => {
      if (!this.root.clientWidth) return;
      for (const plot of this.plots) plot.layout();
      this.invalidate();
    };
    layout();
    let width = this.root.clientWidth;
    const sized = new ResizeObserver(() => {
      if (this.root.clientWidth === width) return;
      width = this.root.clientWidth;
      layout();
    });
    sized.observe(this.root);
    const seen = new IntersectionObserver((entries) => {
      this.visible = entries[entries.length - 1].isIntersecting;
      if (this.visible && this.stale) this.invalidate();
    }, { rootMargin: "200px" });
    seen.observe(this.root);
    const themed = watchTheme(() => this.restyle());
    const before = () => { this.restyle("light"); this.draw(); };
    const after = () => this.restyle();
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    this.detach = () => {
      this.playing = false;
      sized.disconnect();
      seen.disconnect();
      themed();
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
      this.root.remove();
    };
  }
}

const RAMPS = {
  light: {
    soft: [[255, 255, 255], [240, 243, 248], [224, 230, 240], [204, 214, 231], [182, 197, 221]],
    full: [[255, 252, 235], [190, 224, 214], [95, 174, 196], [40, 104, 170], [16, 38, 104]],
  },
  dark: {
    soft: [[20, 24, 30], [28, 34, 44], [36, 45, 60], [45, 57, 77], [55, 70, 95]],
    full: [[16, 24, 56], [30, 80, 140], [60, 150, 175], [165, 210, 190], [255, 250, 220]],
  },
};

// ---------------------------------------------------------------- themes

// The page's choice: Sphinx themes, JupyterLab, VS Code, Colab; otherwise the system's.
function themeOf() {
  const page = document.documentElement, body = document.body;
  const said = page.dataset.theme ?? page.getAttribute("theme");
  if (said === "dark" || said === "light") return said;
  if (body.dataset.jpThemeLight) return body.dataset.jpThemeLight === "true" ? "light" : "dark";
  if (/vscode-(dark|high-contrast)/.test(body.className)) return "dark";
  if (/vscode-light/.test(body.className)) return "light";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function watchTheme(changed) {
  const observer = new MutationObserver(changed);
  const names = ["data-theme", "theme", "data-jp-theme-light", "class"];
  for (const element of [document.documentElement, document.body]) {
    observer.observe(element, { attributes: true, attributeFilter: names });
  }
  const query = matchMedia("(prefers-color-scheme: dark)");
  query.addEventListener("change", changed);
  return () => { observer.disconnect(); query.removeEventListener("change", changed); };
}

const STYLE = `
.dlx{--dlx-ink:#1a1a1a;--dlx-muted:#595959;--dlx-paper:#fff;--dlx-edge:#767676;--dlx-major:#dcdcdc;
--dlx-minor:#f0f0f0;--dlx-level:#0b3d9138;--dlx-c0:#0b3d91;--dlx-c1:#c44e1e;--dlx-c2:#0a8074;
--dlx-c3:#c012c9;--dlx-c4:#1a1a1a;--dlx-c5:#8a6d00;color:var(--dlx-ink);line-height:1.3;
font:14px/1.3 system-ui,-apple-system,"Segoe UI",sans-serif;max-width:100%}
.dlx[data-theme=dark]{--dlx-ink:#eceff4;--dlx-muted:#b3bac6;--dlx-paper:#14181e;--dlx-edge:#8b94a3;
--dlx-major:#343b47;--dlx-minor:#222831;--dlx-level:#9db8e83d;--dlx-c0:#7fb0ff;--dlx-c1:#ff9a66;
--dlx-c2:#45d1bf;--dlx-c3:#ef8cf4;--dlx-c4:#eceff4;--dlx-c5:#e3c454}
.dlx-panels{display:grid;gap:12px;grid-template-columns:repeat(auto-fit,minmax(min(100%,320px),1fr))}
.dlx-many{grid-template-columns:repeat(auto-fit,minmax(min(100%,300px),1fr))}
.dlx-plot{position:relative;min-width:0}
.dlx-plot canvas{position:absolute;max-width:none}
.dlx-plot .dlx-front{position:absolute;left:0;top:0}
.dlx-plot svg{display:block;max-width:none;overflow:visible;font-size:12.5px}
.dlx svg text{fill:var(--dlx-muted);font-family:inherit;user-select:none}
.dlx svg .dlx-axis{fill:var(--dlx-ink)}
.dlx svg .dlx-name{fill:var(--dlx-ink);paint-order:stroke;stroke:var(--dlx-paper);stroke-width:4px;
stroke-linejoin:round;font-weight:600}
.dlx-minor,.dlx-major,.dlx-edge,.dlx-rule,.dlx-hair{fill:none;shape-rendering:crispEdges}
.dlx-minor{stroke:var(--dlx-minor)}.dlx-major{stroke:var(--dlx-major)}.dlx-edge{stroke:var(--dlx-edge)}
.dlx-rule,.dlx-hair{stroke:var(--dlx-edge);stroke-dasharray:3 3}
.dlx-line{fill:none;stroke-width:2.25;stroke-linejoin:round;stroke-linecap:butt}
.dlx-cell{fill:var(--dlx-minor)}.dlx-pad,.dlx-hollow{fill:none;stroke:var(--dlx-edge);stroke-dasharray:2 2}
.dlx-lit{fill:var(--dlx-c0);stroke:var(--dlx-c0)}.dlx-hollow{stroke:var(--dlx-c1);stroke-width:2}
.dlx-fan{fill:none;stroke:var(--dlx-c0);stroke-opacity:.4}
.dlx-dot{stroke:var(--dlx-paper);stroke-width:1.5}
.dlx-tip{fill:var(--dlx-paper);stroke:var(--dlx-edge);opacity:.95}
.dlx-marker{fill:var(--dlx-ink);stroke:var(--dlx-paper);stroke-width:2}
.dlx-probe{touch-action:pan-y;outline:none}
.dlx-handle{cursor:grab;touch-action:none;outline:none}.dlx-handle:active{cursor:grabbing}
.dlx-probe:focus-visible{stroke:var(--dlx-c0);stroke-width:2}
.dlx-handle:focus-visible .dlx-marker{stroke:var(--dlx-c1);stroke-width:4}
.dlx-handle:hover .dlx-marker{r:9.5px}
.dlx-controls{display:grid;gap:4px 24px;margin-top:8px;
grid-template-columns:repeat(auto-fill,minmax(min(100%,230px),1fr))}
.dlx-row{height:58px}
.dlx-head{display:flex;justify-content:space-between;gap:8px;height:18px}
.dlx-head label{margin:0;font-weight:400;color:inherit}
.dlx-value,.dlx-number{font-variant-numeric:tabular-nums;white-space:nowrap}
.dlx-readout>span{color:var(--dlx-muted)}.dlx-number{font-size:20px;font-weight:600}
.dlx sub,.dlx sup{font-size:75%;line-height:0}
.dlx input[type=range]{-webkit-appearance:none;appearance:none;background:none;width:100%;height:44px;
margin:-4px 0 0;padding:0;cursor:pointer;touch-action:pan-y;display:block}
.dlx input[type=range]::-webkit-slider-runnable-track{height:4px;border-radius:2px;
background:linear-gradient(to right,var(--dlx-c0) var(--dlx-part,0%),var(--dlx-edge) var(--dlx-part,0%))}
.dlx input[type=range]::-moz-range-track{height:4px;border-radius:2px;background:var(--dlx-edge)}
.dlx input[type=range]::-moz-range-progress{height:4px;border-radius:2px;background:var(--dlx-c0)}
.dlx input[type=range]::-webkit-slider-thumb{-webkit-appearance:none;width:20px;height:20px;margin-top:-8px;
border-radius:50%;background:var(--dlx-c0);border:3px solid var(--dlx-paper);box-shadow:0 0 0 1px var(--dlx-c0)}
.dlx input[type=range]::-moz-range-thumb{width:14px;height:14px;border-radius:50%;background:var(--dlx-c0);
border:3px solid var(--dlx-paper);box-shadow:0 0 0 1px var(--dlx-c0)}
.dlx input[type=range]:focus-visible{outline:2px solid var(--dlx-c1);outline-offset:-8px;border-radius:8px}
.dlx-time{display:flex;gap:10px;align-items:center;height:40px}.dlx .dlx-time input{margin:0}
.dlx button{font:inherit;color:var(--dlx-ink);background:none;border:1px solid var(--dlx-edge);border-radius:6px;
min-height:36px;padding:0 12px;cursor:pointer}
.dlx button:hover{border-color:var(--dlx-c0)}
.dlx button:focus-visible{outline:2px solid var(--dlx-c1);outline-offset:1px}
.dlx .dlx-play{min-width:44px;min-height:38px;padding:0;font-size:15px}
.dlx-buttons{grid-column:1/-1;height:44px;display:flex;gap:8px;align-items:center}
.dlx-note{color:var(--dlx-muted)}
.dlx-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.dlx-question{border-left:4px solid var(--dlx-edge);padding:2px 0 2px 14px;margin:0 0 16px}
.dlx-question[data-state=right]{border-color:var(--dlx-c2)}.dlx-question[data-state=wrong]{border-color:var(--dlx-c1)}
.dlx .dlx-prompt{display:block;width:auto;margin:0 0 6px;padding:0;border:0;font:inherit;font-size:16px;line-height:1.5}
.dlx fieldset{border:0;margin:0;padding:0;min-width:0}
.dlx .dlx-choice{display:flex;gap:10px;align-items:center;min-height:36px;margin:0;font-weight:400;font-size:15px;cursor:pointer}
.dlx-choice input{flex:none;width:18px;height:18px;margin:0;accent-color:var(--dlx-c0)}
.dlx-answer{display:flex;flex-wrap:wrap;gap:6px 10px;align-items:center;min-height:44px}
.dlx-question[data-theme=dark]{color-scheme:dark}
.dlx input[type=text]{box-sizing:border-box;width:7.5em;min-height:36px;margin:0;padding:0 10px;font:inherit;font-size:16px;
color:var(--dlx-ink);background:var(--dlx-paper);border:1px solid var(--dlx-edge);border-radius:6px}
.dlx input[type=text]:focus-visible,.dlx-choice input:focus-visible{outline:2px solid var(--dlx-c1);outline-offset:1px}
.dlx-verdict{min-height:28px;line-height:28px;font-weight:600}
[data-state=right] .dlx-verdict{color:var(--dlx-c2)}[data-state=wrong] .dlx-verdict{color:var(--dlx-c1)}
.dlx .dlx-verdict button{min-height:28px;border:0;padding:0 6px;font-weight:400;text-decoration:underline;color:var(--dlx-muted);line-height:inherit}
.dlx-error{border-left:4px solid #c44e1e;padding:4px 12px}
@media(pointer:coarse){.dlx button,.dlx .dlx-play,.dlx .dlx-choice,.dlx input[type=text]{min-height:44px}}
@media print{.dlx-buttons,.dlx-question button,.dlx-play,.dlx input[type=range]{display:none!important}.dlx-row{height:auto}
.dlx{break-inside:avoid}}
`;

// ---------------------------------------------------------------- questions

const LOWERED = Object.fromEntries(Object.entries(RAISED).map(([low, high]) => [high, low]));

// The number that a reader wrote, or NaN; what is understood stands at the Python twin, answers.py.
export function readNumber(written, unit = "") {
  const bare = (text) => text.replace(/\s/g, "");
  const without = (text, end) => (end && text.endsWith(end) ? text.slice(0, -end.length) : text);
  const full = without(bare(written).replaceAll("−", "-"), bare(unit)), text = without(full, "%");
  const parts = text
    .replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (raised) => "^" + [...raised].map((c) => LOWERED[c]).join(""))
    .replace(/[·×*]10\^/g, "e").replace(/\b10\^/g, "1e").split("/").map(readDecimal);
  const value = ((text === full ? 1 : 0.01) * parts[0]) / (parts[1] ?? 1);
  return parts.length < 3 && Number.isFinite(value) ? value : NaN;
}

function readDecimal(written) {
  const grouped = /^[+-]?[1-9]\d{0,2}(,\d{3})+(?![\d,])/.test(written);
  const text = grouped ? written.replaceAll(",", "") : written.replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
}

// 32-bit FNV-1a, as in answers.py: it keeps a right choice from the eye, from nobody who digs.
function digest(text) {
  let value = 0x811c9dc5;
  for (const c of text) value = Math.imul(value ^ c.charCodeAt(0), 0x01000193);
  return value >>> 0;
}

// Right answers are remembered in this browser, a page at a time; some hosts have no storage.
const memory = {
  prefix: `dlnotes:${globalThis.location?.pathname}:`,
  read(name) {
    try { return localStorage.getItem(this.prefix + name); } catch { return null; }
  },
  write(name, text) {
    try { localStorage.setItem(this.prefix + name, text); } catch { /* remembered until the page closes */ }
  },
  forget() {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix));
      for (const key of keys) localStorage.removeItem(key);
    } catch { /* there is nothing to forget */ }
    window.dispatchEvent(new Event("dlnotes-forget"));
  },
};

class Question {
  constructor(element, spec, host) {
    Object.assign(this, { element, spec, host, solved: false, judged: null });
    this.id = `dlx-${spec.id}-${++Plot.count}`;
    this.verdict = html("div", { class: "dlx-verdict", role: "status" });
    this.clue = html("div", { class: "dlx-clue", role: "status" });
    this.hinting = html("button", { type: "button", hidden: "", click: () => this.hint() }, "Show a hint");
    const check = html("button", { type: "button", click: () => this.judge(true) }, "Check");
    const answer = html("div", { class: "dlx-answer" }, check, this.hinting);
    const asked = spec.choices.length ? this.choices() : this.number(answer);
    this.root = html("div", { class: "dlx dlx-question", input: () => this.tell(""),
      keydown: (event) => event.key === "Enter" && this.enter(event) }, asked, answer, this.verdict, this.clue);
  }

  number(row) {
    const { id, spec } = this;
    this.inputs = [html("input", { id, type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      "aria-describedby": `${id}-note`, change: () => this.judge() })];
    row.prepend(this.inputs[0], html("span", { id: `${id}-note` },
      `${spec.unit} `, html("span", { class: "dlx-note" }, `(${spec.note})`)));
    return html("label", { for: id, class: "dlx-prompt" }, htmlLabel(spec.prompt));
  }

  choices() {
    const { id, spec } = this, type = spec.several ? "checkbox" : "radio";
    this.inputs = spec.choices.map((_, value) => html("input", { type, name: id, value }));
    return html("fieldset", {}, html("legend", { class: "dlx-prompt" }, htmlLabel(spec.prompt), " ",
      html("span", { class: "dlx-note" }, `(${spec.note})`)),
    this.inputs.map((input, k) => html("label", { class: "dlx-choice" }, input, html("span", {}, htmlLabel(spec.choices[k])))));
  }

  given() {
    if (!this.spec.choices.length) return this.inputs[0].value.trim();
    return this.inputs.filter((input) => input.checked).map((input) => input.value).join("+");
  }

  give(text) {
    if (!this.spec.choices.length) this.inputs[0].value = text;
    else for (const input of this.inputs) input.checked = text.split("+").includes(input.value);
  }

  right(given) {
    const { spec } = this;
    if (spec.choices.length) return digest(`${spec.id}:${given}`) === spec.secret;
    const value = readNumber(given, spec.unit), [low, high] = atob(spec.secret).split(" ").map(Number);
    return low <= value && value <= high;
  }

  enter(event) {
    if (event.target.tagName !== "INPUT") return;
    event.preventDefault();
    this.judge(true);
  }

  // Leaving a field judges it too; saying the same again to the same answer helps nobody.
  judge(asked = false) {
    const given = this.given(), choosing = this.spec.choices.length > 0;
    if (given === this.judged || (!given && !asked)) return;
    const value = choosing ? 0 : readNumber(given, this.spec.unit);
    if (!given) this.tell("", choosing ? "Choose first." : "Write a number first.");
    else if (Number.isNaN(value)) this.tell("wrong", "This is not read as a number. Write it as 0.25, 1/4, 25 % or 2.5e-1.");
    else if (this.right(given)) {
      memory.write(this.spec.id, given);
      this.hinting.hidden = true;
      this.tell("right", "Right.");
    } else {
      this.tell("wrong", choosing ? "Not right." : `${numberText(value)} is not right.`);
      this.hinting.hidden = !this.spec.hint.length || this.clue.hasChildNodes();
    }
    this.judged = given;
    this.host.changed?.();
  }

  // Words and a sign: colour is never the only one.
  tell(state, text = "") {
    this.judged = null;
    this.solved = state === "right";
    this.root.dataset.state = state;
    const invalid = String(state === "wrong");
    for (const input of this.inputs) if (input.type === "text") input.setAttribute("aria-invalid", invalid);
    const sign = { right: "✓ ", wrong: "✗ " }[state] ?? "";
    const forget = html("button", { type: "button", click: () => this.forget() }, "Forget my answers on this page");
    this.verdict.replaceChildren(html("span", { "aria-hidden": "true" }, sign), text, " ",
      ...(this.solved && memory.read(this.spec.id) ? [forget] : []));
  }

  hint() {
    this.hinting.hidden = true;
    this.clue.replaceChildren("Hint: ", ...htmlLabel(this.spec.hint));
    this.inputs[0].focus();
  }

  forget() {
    memory.forget();
    this.inputs[0].focus();
  }

  reset() {
    this.give("");
    this.clue.replaceChildren();
    this.hinting.hidden = true;
    this.tell("");
  }

  values() {
    return { given: this.given(), solved: this.solved };
  }

  set({ given }) {
    if (!given || given === this.judged) return;
    this.give(given);
    this.judge();
  }

  attach() {
    const given = memory.read(this.spec.id);
    if (given && this.right(given)) {
      this.give(given);
      this.tell("right", "Solved before.");
      this.judged = given;
    }
    const restyle = () => (this.root.dataset.theme = themeOf());
    restyle();
    this.element.append(this.root);
    const themed = watchTheme(restyle), forgotten = () => this.reset();
    window.addEventListener("dlnotes-forget", forgotten);
    this.detach = () => {
      themed();
      window.removeEventListener("dlnotes-forget", forgotten);
      this.root.remove();
    };
  }
}

// ---------------------------------------------------------------- mounting

function addStyle(root) {
  const place = root.host ? root : document.head;
  if (place.querySelector("style[data-dlx]")) return;
  place.append(html("style", { "data-dlx": "" }, STYLE));
}

function fail(element, error) {
  element.querySelector(".dlx-error")?.remove();
  element.append(html("p", { class: "dlx-error", role: "alert" }, `This cannot be shown: ${error.message}`));
}

function mountExplorer(element, spec, host) {
  const explorer = new Explorer(element, spec, host);
  if (host.shares) explorer.fromAddress();
  if (host.values) explorer.set(host.values);
  clear(element);
  explorer.attach();
  return explorer;
}

function mountQuestion(element, spec, host) {
  const question = new Question(element, spec, host);
  clear(element);
  question.attach();
  if (host.values) question.set(host.values);
  return question;
}

// The static picture and words give way; the data stays.
function clear(element) {
  for (const child of [...element.children]) {
    if (child.tagName !== "SCRIPT") child.remove();
  }
}

// What a container may hold, by `spec.kind`: add an entry to mount another kind.
export const kinds = { explorer: mountExplorer, question: mountQuestion };

// Brings one container to life. `host` says where: {values, changed, shares}. What cannot be shown
// says so in its container and leaves the rest of the page alone.
export function mount(element, spec, host = {}) {
  addStyle(element.getRootNode());
  try {
    if (!Object.hasOwn(kinds, spec?.kind)) throw new Error(`nothing is of kind ${spec?.kind}`);
    return kinds[spec.kind](element, spec, host);
  } catch (error) {
    fail(element, error);
    return null;
  }
}

// Mounts every container of a page that is not mounted yet.
export function mountAll(root = document) {
  return [...root.querySelectorAll(".dlnotes-widget:not([data-mounted])")].map((element) => {
    const script = element.querySelector('script[type="application/json"]');
    if (!script) return null; // a host that removes scripts keeps the picture
    element.dataset.mounted = "";
    let spec = null;
    try {
      spec = JSON.parse(script.textContent);
    } catch (error) {
      addStyle(document);
      fail(element, error);
      return null;
    }
    return mount(element, spec, { shares: true });
  });
}

// Under a kernel: slider values go to Python at most twenty times a second, and come back from it.
function render({ model, el }) {
  let waiting = 0;
  const send = () => {
    waiting = 0;
    model.set("values", widget.values());
    model.save_changes();
  };
  const widget = mount(el, model.get("spec"), {
    values: model.get("values"),
    changed: () => { waiting ||= setTimeout(send, 50); },
  });
  const receive = () => { if (!waiting) widget?.set(model.get("values")); };
  model.on("change:values", receive);
  return () => {
    model.off("change:values", receive);
    widget?.detach();
  };
}

export default { render };

// Loaded by a page itself, not as text by a notebook.
if (typeof document !== "undefined" && /^(https?|file):/.test(import.meta.url)) mountAll(document);
