// Rectangles over a picture, moved as a whole and resized at their corners; sliders follow.

import { clamp, fill, OWN_KEYS, svg } from "../../browser/elements.js";
import { color, dashes } from "../../browser/frame.js";
import { panels } from "../../browser/kinds.js";
import { plain, svgLabel } from "../../browser/labels.js";
import { Plot } from "../../browser/plot.js";
import { Program } from "../../browser/program.js";
import { dot } from "../../browser/shared/dots.js";

const CORNERS = { xyxy: [[0, 1], [2, 3]], cxcywh: [[2, 3]] }; // the coordinates that a corner sets
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// What can be taken hold of: a box, or one of its corners. `move(x, y)` follows a point of the plane,
// `nudge(dx, dy)` a number of steps.
function grip(box, element, name, { start, move, nudge }) {
  const { plot } = box;
  let from = null;
  const at = (event) => {
    const frame = plot.svg.getBoundingClientRect();
    return [plot.atX(event.clientX - frame.left), plot.atY(event.clientY - frame.top)];
  };
  const drop = () => (from = null);
  return fill(element, {
    ...OWN_KEYS, tabindex: 0, role: "slider", "aria-label": `${plain(box.spec.label)}: ${name}`,
    pointerdown: (event) => {
      event.preventDefault();
      element.focus({ preventScroll: true });
      element.setPointerCapture(event.pointerId);
      from = start(...at(event));
    },
    pointermove: (event) => from && move(from, ...at(event)),
    pointerup: drop, pointercancel: drop,
    keydown: (event) => {
      const step = STEPS[event.key];
      if (!step) return;
      event.preventDefault();
      nudge(...step.map((d) => d * (event.shiftKey ? 10 : 1)));
    },
  }, []);
}

class Box {
  constructor(plot, spec, index) {
    const { explorer } = plot;
    Object.assign(this, { plot, spec, centred: spec.form === "cxcywh" });
    this.program = new Program(explorer.spec.parts, spec.at, explorer.scope);
    this.settings = spec.drag.map((name) => (name ? explorer.settings[name] : null));
    const style = `stroke:${color(index)};fill:${color(index)}`, ink = `fill:${color(index)};pointer-events:none`;
    this.body = svg("rect", { class: "dlx-area", style, "stroke-dasharray": dashes(index) });
    this.name = svg("text", { class: "dlx-name", style: ink }, svgLabel(spec.label));
    const held = CORNERS[spec.form].filter((pair) => pair.some((k) => this.settings[k]));
    this.dots = held.map((pair) => this.corner(pair, style));
    this.grips = this.dots.map((dot) => dot.group);
    if (this.settings.slice(0, 2).some(Boolean)) this.grips.push(this.movable());
    plot.areas.append(this.body);
    plot.handles.append(this.name, ...this.dots.map((dot) => dot.group));
    this.tell();
  }

  // All coordinates go the same way, as far as none leaves its slider.
  movable() {
    const moved = this.centred ? [[0], [1]] : [[0, 2], [1, 3]];
    const shift = (axis, way) => {
      const settings = moved[axis].map((k) => this.settings[k]).filter(Boolean);
      const low = Math.max(...settings.map((s) => s.spec.min - s.value));
      const high = Math.min(...settings.map((s) => s.spec.max - s.value));
      const inside = clamp(way, low, high);
      for (const setting of settings) setting.set(setting.value + inside, true);
      return inside;
    };
    const steps = (axis) => this.settings[moved[axis].find((k) => this.settings[k])]?.spec;
    this.body.classList.add("dlx-handle");
    return grip(this, this.body, "move with the arrow keys", {
      start: (x, y) => ({ x, y, at: this.settings.map((s) => s?.value) }),
      move: (from, x, y) => {
        this.settings.forEach((s, k) => s && (k < 2 || !this.centred) && s.set(from.at[k]));
        shift(0, x - from.x);
        shift(1, y - from.y);
      },
      nudge: (...ways) => ways.forEach((way, axis) => {
        const spec = steps(axis);
        if (way && spec) shift(axis, (way * (spec.max - spec.min)) / spec.steps);
      }),
    });
  }

  // A corner sets its own coordinates, or a size about the middle; it never passes the other one.
  corner(pair, style) {
    const dot = svg("circle", { r: 7, class: "dlx-corner", style }), reach = svg("circle", { r: 22, fill: "transparent" });
    const group = svg("g", { class: "dlx-handle" }, reach, dot);
    const wanted = (axis, value) => {
      if (this.centred) return 2 * Math.abs(value - this.at[axis]);
      return pair[axis] > 1 ? Math.max(value, this.at[axis]) : Math.min(value, this.at[axis + 2]);
    };
    const move = (_, ...point) => pair.forEach((k, axis) => this.settings[k]?.set(wanted(axis, point[axis]), true));
    const nudge = (...ways) => pair.forEach((k, axis) => ways[axis] && this.settings[k]?.nudge(ways[axis]));
    const name = this.centred ? "size" : pair[0] ? "lower right corner" : "upper left corner";
    grip(this, group, `${name}, resize with the arrow keys`, { start: () => true, move, nudge });
    return { group, dot, reach, pair };
  }

  // x0, y0, x1, y1
  corners() {
    const [a, b, c, d] = this.at;
    return this.centred ? [a - c / 2, b - d / 2, a + c / 2, b + d / 2] : this.at;
  }

  draw() {
    const { plot } = this, { left, top } = plot.margin;
    this.program.run();
    this.at = this.program.results.map((r) => r[0]);
    const corners = this.corners(), shown = corners.every(Number.isFinite);
    for (const element of [this.body, this.name, ...this.grips]) element.style.display = shown ? "" : "none";
    if (!shown) return;
    const [xs, ys] = [0, 1].map((axis) => [corners[axis], corners[axis + 2]].map((value) => (axis
      ? clamp(plot.py(value), top, top + plot.innerHeight) : clamp(plot.px(value), left, left + plot.innerWidth))));
    const x = Math.min(...xs), y = Math.min(...ys);
    fill(this.body, { x, y, width: Math.abs(xs[1] - xs[0]), height: Math.abs(ys[1] - ys[0]) }, []);
    fill(this.name, { x: x + 5, y: y + 16 }, []);
    for (const { dot, reach, pair } of this.dots) {
      const end = pair[0] > 1 ? 1 : 0;
      for (const circle of [dot, reach]) fill(circle, { cx: xs[end], cy: ys[end] }, []);
    }
    this.tell();
  }

  tell() {
    const { settings } = this, say = (s) => `${plain(s.spec.label)} = ${s.text()}`;
    const told = settings.filter(Boolean).map(say).join(", ");
    for (const element of this.grips) {
      const pair = this.dots.find((dot) => dot.group === element)?.pair ?? [0, 1];
      const first = settings[pair[0]] ?? settings[pair[1]];
      fill(element, { "aria-valuemin": first.spec.min, "aria-valuemax": first.spec.max, "aria-valuenow": first.value,
        "aria-valuetext": told }, []);
    }
  }
}

class Boxes extends Plot {
  static style = `
.dlx-area{fill-opacity:.12;stroke-width:2.5}.dlx-area:not(.dlx-handle){pointer-events:none}.dlx-corner{stroke:var(--dlx-paper);stroke-width:2}
.dlx-area:focus-visible{stroke-width:5}.dlx-handle:focus-visible .dlx-corner{stroke:var(--dlx-ink);stroke-width:3}
`;

  constructor(explorer, panel) {
    super(explorer, panel);
    this.margin = { left: 8, right: 8, top: 30, bottom: 8 };
    this.probe.remove();
    this.xRange = panel.x.range;
    this.yRange = [...panel.y.range].reverse(); // y points downwards
    this.picture = svg("image", { preserveAspectRatio: "none", href: panel.picture });
    this.edge = svg("path", { class: "dlx-edge" });
    this.grid.append(...(panel.picture ? [this.picture] : []), this.edge,
      svg("text", { x: 4, y: 16, class: "dlx-axis" }, panel.title));
    this.areas = svg("g", {});
    this.handles.append(this.areas); // below all corners
    this.boxes = panel.boxes.map((box, index) => new Box(this, box, index));
  }

  // One scale for both axes: the plane is as large as it fits.
  arrange() {
    const { x, y } = this.panel, across = this.width - 16, down = this.height - 38;
    const [wide, tall] = [x, y].map(({ range: [low, high] }) => high - low), scale = Math.min(across / wide, down / tall);
    const side = 8 + (across - wide * scale) / 2;
    this.margin = { left: side, right: side, top: 30, bottom: this.height - 30 - tall * scale };
  }

  fit() {
    const { innerWidth: width, innerHeight: height, panel } = this, { left: x, top: y } = this.margin;
    const [columns, rows] = panel.lines ?? [1, 1];
    fill(this.picture, { x, y, width, height }, []);
    const cuts = (count, line) => Array.from({ length: count + 1 }, (_, k) => line(k / count)).join("");
    this.edge.setAttribute("d", cuts(columns, (share) => `M${x + width * share} ${y}v${height}`) +
      cuts(rows, (share) => `M${x} ${y + height * share}h${width}`));
  }

  draw() {
    for (const box of this.boxes) box.draw();
  }
}

panels.boxes = Boxes;
