import { Control } from "./control.js";
import { html, OWN_KEYS } from "./elements.js";
import { htmlLabel } from "./labels.js";

// On or off: a native checkbox that says of itself that it is a switch.
export class Switch extends Control {
  stepped = true;

  build(id) {
    this.input = html("input", { ...OWN_KEYS, type: "checkbox", role: "switch", id,
      change: () => this.set(+this.input.checked) });
    this.output = html("span", { class: "dlx-value" });
    return html("div", { class: "dlx-row dlx-switch" },
      html("label", { for: id }, this.input, html("span", {}, htmlLabel(this.spec.label))), this.output);
  }

  text() {
    return this.value ? "on" : "off";
  }

  show() {
    this.input.checked = this.value === 1;
    this.output.textContent = this.text();
  }
}
