import { svg } from "../elements.js";
import { svgLabel } from "../labels.js";
import { numberText, ticks } from "../numbers.js";
import { stops } from "../ramp.js";
import { part } from "../scales.js";

// The scale of colours right of a panel.
export class ColorBar {
  constructor(plot) {
    this.plot = plot;
    this.group = svg("g", { "aria-hidden": "true" });
    plot.over.append(this.group);
  }

  // Drawn anew only when the range, the size or the theme is new.
  draw(ends, log, label) {
    const { plot } = this, { top, left } = plot.margin, { theme } = plot.explorer;
    const key = [...ends, plot.width, plot.height, theme].join();
    if (key === this.drawn) return;
    this.drawn = key;
    const x = left + plot.innerWidth + 12, id = `${plot.clipId}r`;
    const shades = stops(theme, false).map((rgb, i, all) =>
      svg("stop", { offset: i / (all.length - 1), "stop-color": `rgb(${rgb})` }));
    const labels = ticks(...ends, log, Math.floor(plot.innerHeight / 40))[0].map((v) => {
      const y = top + plot.innerHeight * (1 - part(v, ends, log));
      return svg("text", { x: x + 17, y: y + 4 }, numberText(v, 3));
    });
    this.group.replaceChildren(
      svg("linearGradient", { id, x1: 0, x2: 0, y1: 1, y2: 0 }, ...shades),
      svg("rect", { x, y: top, width: 12, height: plot.innerHeight, fill: `url(#${id})` }), ...labels,
      svg("text", { x: x - 2, y: top - 8, class: "dlx-axis" }, svgLabel(label)));
  }
}
