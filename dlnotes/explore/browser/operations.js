// What a formula may use: operations over numbers, and the loops that run them over arrays.

const SQRT_PI = Math.sqrt(Math.PI);

// erf to full double precision: a series of positive terms, then a continued fraction of erfc.
function erf(x) {
  const a = Math.abs(x);
  if (!(a < 6)) return Number.isNaN(x) ? NaN : Math.sign(x);
  if (a < 2.5) {
    let term = a, sum = a;
    for (let n = 1; term > sum * 1e-17; n++) sum += term *= (2 * a * a) / (2 * n + 1);
    return (Math.sign(x) * 2 * sum * Math.exp(-a * a)) / SQRT_PI;
  }
  let fraction = a;
  for (let n = 60; n > 0; n--) fraction = a + n / 2 / fraction;
  return Math.sign(x) * (1 - Math.exp(-a * a) / SQRT_PI / fraction);
}

// A pole of a power is nan, as in Python: the picture has a gap there.
const power = (a, b) => (a === 0 && b < 0 ? NaN : Math.pow(a, b));

function mod(a, b) {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

export const UNARY = {
  exp: Math.exp, log: Math.log, sin: Math.sin, cos: Math.cos, tan: Math.tan,
  asin: Math.asin, acos: Math.acos, atan: Math.atan,
  sinh: Math.sinh, cosh: Math.cosh, tanh: Math.tanh,
  asinh: Math.asinh, acosh: Math.acosh, atanh: Math.atanh,
  erf, abs: Math.abs, sign: Math.sign, floor: Math.floor, ceil: Math.ceil,
  not: (a) => (a ? 0 : 1),
};

export const BINARY = {
  pow: power, mod,
  atan2: (a, b) => Math.atan2(a + 0, b + 0), // one zero only: sympy has no negative one
  eq: (a, b) => +(a === b), ne: (a, b) => +(a !== b),
  lt: (a, b) => +(a < b), le: (a, b) => +(a <= b),
  gt: (a, b) => +(a > b), ge: (a, b) => +(a >= b),
};

export const FOLDED = {
  add: (a, b) => a + b, mul: (a, b) => a * b, min: Math.min, max: Math.max,
  and: (a, b) => +(a !== 0 && b !== 0), or: (a, b) => +(a !== 0 || b !== 0),
};

export const POWERS = {
  2: (a) => a * a, 3: (a) => a * a * a, 0.5: Math.sqrt,
  "-1": (a) => (a === 0 ? NaN : 1 / a), "-0.5": (a) => (a === 0 ? NaN : 1 / Math.sqrt(a)),
};

// A single number has stride 0, so that one loop serves numbers and arrays.
export const stride = (a) => (a.length > 1 ? 1 : 0);

export function loop1(f, out, [a]) {
  const p = stride(a);
  for (let i = 0; i < out.length; i++) out[i] = f(a[i * p]);
}

export function loop2(f, out, [a, b]) {
  const p = stride(a), q = stride(b);
  for (let i = 0; i < out.length; i++) out[i] = f(a[i * p], b[i * q]);
}

export function loopN(f, out, inputs) {
  const p = stride(inputs[0]);
  for (let i = 0; i < out.length; i++) out[i] = inputs[0][i * p];
  for (let k = 1; k < inputs.length; k++) loop2(f, out, [out, inputs[k]]);
}

// Sums and products are most of every formula: written out, the browser makes them fast.
export const LOOPS = {
  add(f, out, inputs) {
    loopN(null, out, inputs.slice(0, 1));
    for (let k = 1; k < inputs.length; k++) {
      const a = inputs[k], p = stride(a);
      for (let i = 0; i < out.length; i++) out[i] += a[i * p];
    }
  },
  mul(f, out, inputs) {
    loopN(null, out, inputs.slice(0, 1));
    for (let k = 1; k < inputs.length; k++) {
      const a = inputs[k], p = stride(a);
      for (let i = 0; i < out.length; i++) out[i] *= a[i * p];
    }
  },
};

export function choose(f, out, inputs) {
  const strides = inputs.map(stride);
  for (let i = 0; i < out.length; i++) {
    let k = 0;
    while (k < inputs.length && !inputs[k][i * strides[k]]) k += 2;
    out[i] = k < inputs.length ? inputs[k + 1][i * strides[k + 1]] : NaN;
  }
}
