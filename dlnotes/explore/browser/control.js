import { clamp, html, unique } from "./elements.js";
import { numberText } from "./numbers.js";
import { variable } from "./program.js";
import { part, whole } from "./scales.js";

// A symbol that the reader sets. Formulas read its value; its row shows and changes it.
export class Control {
  constructor(explorer, spec) {
    Object.assign(this, { explorer, spec, value: spec.value });
    for (const end of ["min", "max", "value", "steps"]) {
      if (!Number.isFinite(spec[end])) throw new Error(`slider ${spec.name} has no number ${end}`);
    }
    this.variable = variable(0);
    this.variable.data[0] = spec.value;
    if (spec.hidden) return;
    this.element = this.build(unique(`dlx-${explorer.spec.id}-${spec.name}`));
    this.show();
  }

  // Values on the grid are short numbers: 0.0501, not 0.050118723362727.
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

  // A value as an address holds it.
  read(text) {
    this.set(Number(text));
  }

  set(value, snapped = this.stepped) {
    if (!Number.isFinite(value)) return;
    const inside = clamp(value, this.spec.min, this.spec.max);
    this.value = this.variable.data[0] = snapped ? this.atStep(this.stepOf(inside)) : inside;
    if (this.element) this.show();
    this.explorer.changed();
  }

  text() {
    return [numberText(this.value), this.spec.unit].filter(Boolean).join(" ");
  }

  head(label, output) {
    return html("div", { class: "dlx-head" }, label, output);
  }
}
