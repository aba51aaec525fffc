// Bars, one formula each.

import { clamp, fill, svg } from "../../browser/elements.js";
import { color } from "../../browser/frame.js";
import { panels } from "../../browser/kinds.js";
import { svgLabel } from "../../browser/labels.js";
import { numberText } from "../../browser/numbers.js";
import { Plot } from "../../browser/plot.js";
import { Program } from "../../browser/program.js";
import { fitted } from "../../browser/scales.js";

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

panels.bars = Bars;
