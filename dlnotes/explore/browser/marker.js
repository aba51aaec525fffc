import { placeLabel } from "./beside.js";
import { clamp, fill, OWN_KEYS, svg } from "./elements.js";
import { plain, svgLabel } from "./labels.js";
import { Program } from "./program.js";

// A point or a line in a panel; a point may be dragged, by arrow keys too, to set two sliders.
export class Marker {
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
