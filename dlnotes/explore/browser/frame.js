// The frame of a panel: its layers, scales, grid, ticks and titles.

import { fill, html, OWN_KEYS, svg, textWidth, unique } from "./elements.js";
import { plain, svgLabel } from "./labels.js";
import { ticks, tickText } from "./numbers.js";
import { part, whole } from "./scales.js";

const DASHES = ["", "7 4", "2 3", "9 3 2 3", "12 4", "4 2"];
export const dashes = (index) => DASHES[index % DASHES.length];
export const color = (index) => `var(--dlx-c${index % 6})`;

export class Frame {
  constructor(explorer, panel) {
    Object.assign(this, { explorer, panel, x: panel.x, y: panel.y });
    this.margin = { left: 46, right: 14, top: 30, bottom: 38 };
    this.canvas = html("canvas", { "aria-hidden": "true" });
    this.grid = svg("g", {});
    this.clip = svg("rect", {});
    this.clipId = unique(`dlx-${explorer.spec.id}-clip`);
    this.inside = svg("g", { "clip-path": `url(#${this.clipId})` });
    this.over = svg("g", {});
    this.probe = svg("rect", { ...OWN_KEYS, class: "dlx-probe", fill: "transparent", tabindex: 0,
      role: "slider" });
    this.tip = svg("g", { "aria-hidden": "true", "pointer-events": "none" });
    this.handles = svg("g", {});
    this.back = svg("svg", { "aria-hidden": "true" }, this.grid);
    this.svg = svg("svg", { class: "dlx-front" },
      svg("clipPath", { id: this.clipId }, this.clip), this.inside, this.over, this.probe, this.tip,
      this.handles);
    this.element = html("div", { class: "dlx-plot" }, this.back, this.canvas, this.svg);
  }

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

  holds(x, y) {
    const { left, top } = this.margin;
    return x > left - 1 && x < left + this.innerWidth + 1 && y > top - 1 && y < top + this.innerHeight + 1;
  }
}
