// Brings containers to life, on a page and under a kernel.

import { kinds } from "./kinds.js";
import { addStyle, fail } from "./shown.js";
import { STYLE } from "./style.js";

// One container. `host` says where: {values, changed, shares}. What cannot be shown says so in its
// container and leaves the rest of the page alone.
export function mount(element, spec, host = {}) {
  addStyle(element.getRootNode(), "core", STYLE);
  try {
    if (!Object.hasOwn(kinds, spec?.kind)) throw new Error(`nothing is of kind ${spec?.kind}`);
    return kinds[spec.kind](element, spec, host);
  } catch (error) {
    fail(element, error);
    return null;
  }
}

// Every container of a page that is not mounted yet.
export function mountAll(root = document) {
  return [...root.querySelectorAll(".dlnotes-widget:not([data-mounted])")].map((element) => {
    const script = element.querySelector('script[type="application/json"]');
    if (!script) return null; // a host that removes scripts keeps the picture
    element.dataset.mounted = "";
    let spec = null;
    try {
      spec = JSON.parse(script.textContent);
    } catch (error) {
      addStyle(document, "core", STYLE);
      fail(element, error);
      return null;
    }
    return mount(element, spec, { shares: true });
  });
}

// Under a kernel: values go to Python at most twenty times a second, and come back from it.
export function render({ model, el }) {
  let waiting = 0;
  const send = () => {
    waiting = 0;
    model.set("values", widget.values());
    model.save_changes();
  };
  const widget = mount(el, model.get("spec"), {
    values: model.get("values"),
    changed: () => { waiting ||= setTimeout(send, 50); },
  });
  const receive = () => { if (!waiting) widget?.set(model.get("values")); };
  model.on("change:values", receive);
  return () => {
    model.off("change:values", receive);
    widget?.detach();
  };
}
