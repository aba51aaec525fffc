// A panel that is read by pointer, finger and arrow keys, and that holds markers.

import { clamp, fill, svg, textWidth } from "./elements.js";
import { color, Frame } from "./frame.js";
import { Marker } from "./marker.js";

export class Plot extends Frame {
  constructor(explorer, panel) {
    super(explorer, panel);
    Object.assign(this, { crowd: [], taken: [] });
    this.markers = (panel.markers ?? []).map((marker) => new Marker(this, marker));
    this.listen();
  }

  // Values under the pointer, the finger, or the arrow keys.
  listen() {
    const at = (event) => {
      const box = this.svg.getBoundingClientRect();
      this.point(event.clientX - box.left, event.clientY - box.top);
    };
    fill(this.probe, {
      pointermove: at, pointerdown: at, pointerleave: (event) => this.leave(event), blur: (event) => this.leave(event),
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
