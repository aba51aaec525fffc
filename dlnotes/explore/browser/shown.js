// What a container shows: its style, an error, or nothing yet.

import { html } from "./elements.js";

export function addStyle(root, name, text) {
  const place = root.host ? root : document.head;
  if (!text || place.querySelector(`style[data-dlx="${name}"]`)) return;
  place.append(html("style", { "data-dlx": name }, text));
}

export function fail(element, error) {
  element.querySelector(".dlx-error")?.remove();
  element.append(html("p", { class: "dlx-error", role: "alert" }, `This cannot be shown: ${error.message}`));
}

// The static picture and words give way; the data stays.
export function clear(element) {
  for (const child of [...element.children]) {
    if (child.tagName !== "SCRIPT") child.remove();
  }
}
