// Labels that cover neither one another nor what is drawn.

import { clamp, fill, textWidth } from "./elements.js";

// Places at least `gap` apart and at most `most`: labels that do not cover one another.
export function apart(wanted, gap, most) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const places = [...wanted];
  let last = -Infinity;
  for (const i of order) last = places[i] = Math.max(wanted[i], last + gap);
  for (const i of order.reverse()) {
    places[i] = Math.min(places[i], most);
    most = places[i] - gap;
  }
  return places;
}

// Puts a label beside one of some points, the first if all are alike: at the nearest of these places,
// in lines of text, that is off all other labels and covers the fewest of the plot's `crowd` of points.
const BESIDE = [[1, 0], [-1, 0], [1, -1], [1, 1], [-1, -1], [-1, 1], [1, -2], [1, 2], [-1, -2], [-1, 2],
  [1, -3], [1, 3], [-1, -3], [-1, 3]];
export function placeLabel(plot, text, name, points) {
  const wide = textWidth(name), { left, top } = plot.margin;
  let best = null, least = Infinity;
  points.forEach(([x, y], rank) => BESIDE.forEach(([side, row], order) => {
    const from = side > 0 ? x + 11 : x - 11 - wide;
    const box = { x: clamp(from, left + 2, left + plot.innerWidth - wide - 2), wide,
      y: clamp(y + 4 + 16 * row, top + 13, top + plot.innerHeight - 4) };
    const inside = (px, py) => px > box.x - 3 && px < box.x + wide + 3 && py > box.y - 13 && py < box.y + 4;
    const over = plot.taken.filter((other) => Math.abs(box.y - other.y) < 15 &&
      box.x < other.x + other.wide + 4 && other.x < box.x + wide + 4).length + inside(x, y);
    const cost = 100 * over + 2 * plot.crowd.filter(([px, py]) => inside(px, py)).length + order + 3 * rank;
    if (cost < least) [best, least] = [box, cost];
  }));
  plot.taken.push(best);
  fill(text, { x: best.x, y: best.y }, []);
}
