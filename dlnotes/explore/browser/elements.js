// Elements of a page.

export function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat());
  return element;
}

export const html = (tag, attributes, ...children) =>
  fill(document.createElement(tag), attributes, children);
export const svg = (tag, attributes, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

// JupyterLab leaves the arrow keys to elements that say this of themselves.
export const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

export const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

let measure = null;
export function textWidth(text) {
  measure ??= document.createElement("canvas").getContext("2d");
  measure.font = "600 12.5px system-ui, sans-serif";
  return measure.measureText(text).width;
}

// An id that no other element of the page has.
let ids = 0;
export const unique = (stem) => `${stem}-${++ids}`;
