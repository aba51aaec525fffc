// The controls of `live`: rows like those of explorers. What they change is drawn in Python.

import { controls } from "./browser/controls.js";
import { html } from "./browser/elements.js";
import { kinds } from "./browser/kinds.js";
import { clear } from "./browser/shown.js";
import { themeOf, watchTheme } from "./browser/theme.js";

class Settings {
  constructor(element, spec, host) {
    Object.assign(this, { element, spec, host, quiet: true });
    this.rows = spec.sliders.map((row) => new controls[row.kind ?? "slider"](this, row));
    this.root = html("div", { class: "dlx", role: "group", "aria-label": spec.title },
      html("div", { class: "dlx-controls" }, this.rows.map((row) => row.element)));
    this.quiet = false;
  }

  changed() {
    if (!this.quiet) this.host.changed?.();
  }

  values() {
    return Object.fromEntries(this.rows.map((row) => [row.spec.name, row.value]));
  }

  set(values) {
    this.quiet = true;
    for (const row of this.rows) row.set(values[row.spec.name] ?? row.value);
    this.quiet = false;
  }

  attach() {
    const restyle = () => (this.root.dataset.theme = themeOf());
    restyle();
    this.element.append(this.root);
    const themed = watchTheme(restyle);
    this.detach = () => {
      themed();
      this.root.remove();
    };
  }
}

kinds.settings = (element, spec, host) => {
  const settings = new Settings(element, spec, host);
  clear(element);
  settings.attach();
  if (host.values) settings.set(host.values);
  return settings;
};
