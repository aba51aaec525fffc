import { Control } from "./control.js";
import { html, OWN_KEYS } from "./elements.js";
import { htmlLabel } from "./labels.js";

// A native range input over whole steps.
export class Slider extends Control {
  build(id) {
    const { spec } = this;
    this.input = html("input", { ...OWN_KEYS, type: "range", id, min: 0, max: spec.steps, step: 1,
      input: () => this.set(this.atStep(Number(this.input.value))) });
    this.output = html("span", { class: "dlx-value" });
    return html("div", { class: "dlx-row" },
      this.head(html("label", { for: id }, htmlLabel(spec.label)), this.output), this.input);
  }

  show() {
    const step = this.stepOf(this.value);
    this.input.value = step;
    this.input.style.setProperty("--dlx-part", `${(100 * step) / this.spec.steps}%`);
    this.output.textContent = this.text();
    this.input.setAttribute("aria-valuetext", this.text());
  }
}
