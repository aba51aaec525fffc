// Numbers for readers, and the ticks of an axis; the Python twin is axes.py.

export const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

export function numberText(value, digits = 4) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "–" : value < 0 ? "−∞" : "∞";
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e6)) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
    const short = String(Number(mantissa));
    const ten = "10" + [...String(Number(exponent))].map((c) => RAISED[c]).join("");
    return (short === "1" ? ten : short === "-1" ? "-" + ten : `${short}·${ten}`).replace("-", "−");
  }
  const places = Math.max(0, digits - 1 - (value ? Math.floor(Math.log10(size)) : 0));
  return String(Number(value.toFixed(Math.min(places, 20)))).replace("-", "−");
}

export function ticks(low, high, log, room) {
  if (log && Math.log10(high / low) >= 1) return decades(low, high, room);
  const step = niceStep((high - low) / Math.max(room, 1));
  const fine = step / (/^0*2/.test(String(step).replace(".", "")) ? 4 : 5);
  return [multiples(low, high, step), multiples(low, high, fine)];
}

export function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((m) => m * power).find((step) => step >= rough * (1 - 1e-9));
}

function multiples(low, high, step) {
  const first = Math.ceil(low / step - 1e-9), last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => (first + k) * step);
}

function decades(low, high, room) {
  const first = Math.ceil(Math.log10(low) - 1e-9), last = Math.floor(Math.log10(high) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / Math.max(room, 1)));
  const major = [], minor = [];
  for (let k = first - 1; k <= last; k++) {
    if (k >= first && k % every === 0) major.push(10 ** k);
    for (let m = 1; m < (every > 1 ? 2 : 10); m++) minor.push(m * 10 ** k);
  }
  return [major, minor.filter((v) => v >= low * 0.999 && v <= high * 1.001)];
}

// Ticks of a log axis: powers of ten where digits would be many.
export function tickText(value, log) {
  const power = Math.round(Math.log10(Math.abs(value)));
  if (!log || (power > -3 && power < 4) || Math.abs(value / 10 ** power - 1) > 1e-9) return numberText(value);
  return "10" + [...String(power)].map((c) => RAISED[c]).join("");
}
