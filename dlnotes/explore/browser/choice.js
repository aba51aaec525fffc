import { Control } from "./control.js";
import { html, OWN_KEYS } from "./elements.js";
import { htmlLabel } from "./labels.js";

// Named options as native radio buttons: arrow keys choose, Tab enters and leaves the group.
export class Choice extends Control {
  stepped = true;

  build(id) {
    const { label, names } = this.spec;
    this.inputs = names.map((_, value) => html("input", { ...OWN_KEYS, type: "radio", name: id, value,
      change: () => this.set(value) }));
    const options = this.inputs.map((input, value) => html("label", { class: "dlx-option" }, input, names[value]));
    const wide = 8 * Math.max(...names.map((name) => name.length)) + 40; // as in the static page
    return html("div", { class: "dlx-row dlx-group", role: "radiogroup", "aria-labelledby": id },
      this.head(html("span", { id }, htmlLabel(label)), ""),
      html("div", { class: "dlx-options",
        style: `grid-template-columns:repeat(auto-fill,minmax(min(100%,${wide}px),1fr))` }, options));
  }

  text() {
    return this.spec.names[this.value];
  }

  show() {
    this.inputs.forEach((input, value) => (input.checked = value === this.value));
  }
}
