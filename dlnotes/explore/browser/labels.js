// Labels: runs of text with a style, see labels.py.

import { html, svg } from "./elements.js";

export const plain = (runs) => runs.map((run) => (typeof run === "string" ? run : run[0])).join("");

export function htmlLabel(runs) {
  const tags = { i: "i", _: "sub", "^": "sup" };
  return runs.map((run) => (typeof run === "string" ? run : html(tags[run[1]], {}, run[0])));
}

// Indices are moved by dy: not every browser has baseline-shift.
export function svgLabel(runs) {
  let shift = 0;
  return runs.map((run) => {
    const [text, style] = typeof run === "string" ? [run, ""] : run;
    const wanted = style === "_" ? 3 : style === "^" ? -4 : 0;
    const dy = wanted - shift;
    shift = wanted;
    return svg("tspan", {
      dy, "font-style": style === "i" ? "italic" : "normal", "font-size": wanted ? "80%" : "100%",
    }, text);
  });
}
