// From values to shares of an axis and back; ranges that fit.

import { niceStep } from "./numbers.js";

export function part(value, [low, high], log) {
  return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

export function whole(share, [low, high], log) {
  return log ? low * (high / low) ** share : low + share * (high - low);
}

export function spaced(axis, count) {
  return Float64Array.from({ length: count }, (_, i) => whole(i / (count - 1), axis.range, axis.log));
}

export function fitted(arrays, log, floor = Infinity) {
  let low = floor, high = floor === Infinity ? -Infinity : floor;
  for (const values of arrays) {
    for (const v of values) {
      if (!Number.isFinite(v) || (log && v <= 0)) continue;
      if (v < low) low = v;
      if (v > high) high = v;
    }
  }
  if (low > high) return log ? [1, 10] : [0, 1];
  if (log) return [low / 1.2, Math.max(high * 1.2, low * 2)];
  if (low === high) [low, high] = [low - (Math.abs(low) * 0.1 || 1), high + (Math.abs(high) * 0.1 || 1)];
  const step = niceStep((high - low) / 10); // whole steps, so that axes rarely move
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
}

// Whole numbers, halves upwards as in Python's twin.
export const nearest = (value) => Math.floor(value + 0.5);
