"""True statements of many kinds, as the chapters make them.

EQUATIONS: name -> (lhs, rhs, options of claim). INEQUALITIES: name -> (relation, options).
STILL_TRUE and UNDEFINED name the planted errors that are none, with the reason; FALSE holds
errors written by hand.
"""

import sympy as sp

x, y, z, w, mu, angle = sp.symbols("x y z w mu theta", real=True)
a, b, c, s, eta, lam, beta, h = sp.symbols("a b c s eta lambda beta h", positive=True)
sigma, eps, V = sp.symbols("sigma epsilon V", positive=True)
p, q = sp.symbols("p q", real=True)
omega = sp.Symbol("omega")
k, i, j = sp.symbols("k i j", integer=True)
n, t = sp.symbols("n t", integer=True, positive=True)
f, g = sp.Function("f"), sp.Function("g")
u, v = sp.IndexedBase("u", real=True), sp.IndexedBase("v", real=True)
Keep = sp.UnevaluatedExpr
half = sp.Rational(1, 2)
line = (x, -sp.oo, sp.oo)
density = sp.exp(-(x**2) / (2 * s**2)) / (s * sp.sqrt(2 * sp.pi))
rotation = sp.Matrix([[sp.cos(x), -sp.sin(x)], [sp.sin(x), sp.cos(x)]])
A, B = sp.MatrixSymbol("A", 2, 2), sp.MatrixSymbol("B", 2, 2)
rate = {"where": {beta: (0, 1)}}


def normal(x, mean, variance):
    return sp.exp(-((x - mean) ** 2) / (2 * variance)) / sp.sqrt(2 * sp.pi * variance)


def sigmoid(x):
    return 1 / (1 + sp.exp(-x))


ALGEBRA = {
    "binomial": ((x + y) ** 3, x**3 + 3 * x**2 * y + 3 * x * y**2 + y**3, {}),
    "difference of squares": (x**2 - y**2, Keep(x - y) * Keep(x + y), {}),
    "partial fractions": (1 / (a * (a + 1)), 1 / a - 1 / (a + 1), {}),
    "completed square": (a * x**2 + b * x, a * (x + b / (2 * a)) ** 2 - b**2 / (4 * a), {}),
    "nested root": (sp.sqrt(3 + 2 * sp.sqrt(2)), 1 + sp.sqrt(2), {}),
    "decay regrouped": (w - eta * Keep(x + lam * w), (1 - eta * lam) * w - eta * x, {}),
    "square of the modulus": (sp.Abs(omega) ** 2, omega * sp.conjugate(omega), {}),
    "Euler": (sp.exp(sp.I * (x + y)), (sp.cos(x) + sp.I * sp.sin(x)) * sp.exp(sp.I * y), {}),
    "logarithm of a product": (sp.log(a**2 * b), 2 * sp.log(a) + sp.log(b), {}),
    "running mean": (((n - 1) * x + y) / n, x - (x - y) / n, {}),
    "Lagrange": (
        (x**2 + y**2) * (z**2 + w**2) - (x * z + y * w) ** 2,
        (x * w - y * z) ** 2,
        {},
    ),
    "variance of a mixture": (
        p * (x - y) ** 2 + (1 - p) * (x - z) ** 2 - (x - p * y - (1 - p) * z) ** 2,
        p * (1 - p) * (y - z) ** 2,
        {},
    ),
    "rate of descent": (((a - 1) / (a + 1)) ** 2, 1 - 4 * a / (a + 1) ** 2, {}),
    "best momentum": (
        (1 + ((sp.sqrt(a) - 1) / (sp.sqrt(a) + 1)) ** 2 - (2 / (sp.sqrt(a) + 1)) ** 2) ** 2,
        4 * ((sp.sqrt(a) - 1) / (sp.sqrt(a) + 1)) ** 2,
        {},
    ),
    "variance of the mean": (
        (1 - 1 / n) ** 2 * s**2 / (n - 1) + s**2 / n**2,
        s**2 / n,
        {"where": {n: (2, sp.oo)}},
    ),
    "noisy step at rest": (
        (1 - eps / (2 * V)) ** 2 * 4 * V**2 / (4 * V - eps) + eps,
        4 * V**2 / (4 * V - eps),
        {},
    ),
    "Adam's scale": (
        c * a / (sp.sqrt(c**2 * b) + eps),
        a / (sp.sqrt(b) + eps / c),
        {},
    ),
    "way to the fixed point": (
        (1 - eta * lam) * (1 - (1 - eta * lam) ** t) / lam + eta,
        (1 - (1 - eta * lam) ** (t + 1)) / lam,
        {},
    ),
    "DDIM's radicand": (
        sp.sqrt(1 - p - (1 - p) * (1 - q) / (1 - p * q)),
        sp.sqrt(q) * (1 - p) / sp.sqrt(1 - p * q),
        {"where": {p: (0, 1), q: (0, 1)}},
    ),
    "preconditioned variance": (
        (1 - s**2 / (s**2 + sigma**2)) ** 2 * s**2 + (s**2 / (s**2 + sigma**2)) ** 2 * sigma**2,
        s**2 * sigma**2 / (s**2 + sigma**2),
        {},
    ),
    "stationary variance": (
        (1 - p / 2) ** 2 / (1 - p / 4) + p,
        1 / (1 - p / 4),
        {"where": {p: (0, 4)}},
    ),
}
FUNCTIONS = {
    "addition theorem": (sp.sin(x + y), sp.sin(x) * sp.cos(y) + sp.cos(x) * sp.sin(y), {}),
    "double angle": (sp.cos(2 * x), 2 * sp.cos(x) ** 2 - 1, {}),
    "half angle": (sp.tan(x / 2), sp.sin(x) / (1 + sp.cos(x)), {}),
    "tanh and sigmoid": (sp.tanh(x / 2), 2 * sigmoid(x) - 1, {}),
    "sinh": (sp.sinh(x) * 2, sp.exp(x) - sp.exp(-x), {}),
    "steepest direction": (
        a * sp.cos(angle) + b * sp.sin(angle),
        sp.sqrt(a**2 + b**2) * sp.cos(angle - sp.atan(b / a)),
        {},
    ),
    "chord": (sp.sqrt((sp.cos(x) - 1) ** 2 + sp.sin(x) ** 2), 2 * sp.Abs(sp.sin(x / 2)), {}),
    "angular margin": (
        sp.cos(sp.acos(p) + a),
        p * sp.cos(a) - sp.sqrt(1 - p**2) * sp.sin(a),
        {"where": {p: (-1, 1)}},
    ),
    "Chebyshev": (sp.cos(4 * x), 8 * sp.cos(x) ** 4 - 8 * sp.cos(x) ** 2 + 1, {}),
    "log-sum-exp": (
        sp.Max(x, y) + sp.log(sp.exp(x - sp.Max(x, y)) + sp.exp(y - sp.Max(x, y))),
        sp.log(sp.exp(x) + sp.exp(y)),
        {},
    ),
    "stable softplus": (
        sp.Max(x, 0) + sp.log(1 + sp.exp(-sp.Abs(x))),
        sp.log(1 + sp.exp(x)),
        {},
    ),
    "two hinges": (sp.Max(x, 0) - sp.Max(-x, 0), x, {}),
    "shift of the logits": (
        sp.log(sp.exp(x + z) + sp.exp(y + z)),
        z + sp.log(sp.exp(x) + sp.exp(y)),
        {},
    ),
    "log-odds": (sp.log(sigmoid(x) / sigmoid(-x)), x, {}),
    "sigmoid of the log-odds": (
        sigmoid(sp.log(p / (1 - p))),
        p,
        {"where": {p: (0, 1)}},
    ),
    "noise over signal": (
        sp.exp(a / 2) * (1 - sp.exp(-a)),
        2 * sp.sinh(a / 2),
        {},
    ),
}
CALCULUS = {
    "derivative of sigmoid": (sp.Derivative(sigmoid(x), x), sigmoid(x) * (1 - sigmoid(x)), {}),
    "derivative of softplus": (sp.Derivative(sp.log(1 + sp.exp(x)), x), sigmoid(x), {}),
    "derivative of cross entropy": (
        sp.Derivative(-p * sp.log(sigmoid(x)) - (1 - p) * sp.log(1 - sigmoid(x)), x),
        sigmoid(x) - p,
        {},
    ),
    "product rule": (
        sp.Derivative(f(x) * g(x), x),
        f(x) * g(x).diff(x) + f(x).diff(x) * g(x),
        {},
    ),
    "chain rule": (
        sp.Derivative(f(a * x + b), x),
        a * sp.Subs(f(y).diff(y), y, a * x + b),
        {},
    ),
    "chain rule in two variables": (
        sp.Subs(sp.Derivative(f(x + h * a, y + h * b), h), h, 0),
        a * f(x, y).diff(x) + b * f(x, y).diff(y),
        {},
    ),
    "second derivative": (
        sp.Derivative(x**2 * f(x), x, 2),
        2 * f(x) + 4 * x * f(x).diff(x) + x**2 * f(x).diff(x, 2),
        {},
    ),
    "chain of two functions": (
        sp.Derivative(f(g(x)), x),
        sp.Subs(f(y).diff(y), y, g(x)) * g(x).diff(x),
        {},
    ),
    "heat kernel": (
        sp.Derivative(normal(x, 0, c), c),
        sp.Derivative(normal(x, 0, c), x, 2) / 2,
        {},
    ),
    "Tweedie": (
        (p * normal(x, 1, 2) * (x + 1) / 2 + (1 - p) * normal(x, -1, 2) * (x - 1) / 2)
        / (p * normal(x, 1, 2) + (1 - p) * normal(x, -1, 2)),
        x + sp.Derivative(sp.log(p * normal(x, 1, 2) + (1 - p) * normal(x, -1, 2)), x),
        {"where": {p: (0, 1)}},
    ),
    "reverse drift": (
        sp.Derivative(a * f(x) * sp.Derivative(sp.log(f(x)), x), x),
        a * sp.Derivative(f(x), x, 2),
        {},
    ),
    "straight path's velocity": (
        sp.Derivative(sp.sqrt((1 - p) ** 2 * c**2 + p**2), p),
        (p - (1 - p) * c**2) / sp.sqrt((1 - p) ** 2 * c**2 + p**2),
        {"where": {p: (0, 1)}},
    ),
}
INTEGRALS = {
    "power": (sp.Integral(x**2, (x, 1, a)), (a**3 - 1) / 3, {}),
    "by parts": (sp.Integral(x * sp.exp(x), (x, 0, a)), (a - 1) * sp.exp(a) + 1, {}),
    "exponential decay": (sp.Integral(sp.exp(-a * x), (x, 0, sp.oo)), 1 / a, {}),
    "unknown function": (sp.Integral(f(y).diff(y), (y, 1, x)), f(x) - f(1), {}),
    "arctangent": (sp.Integral(1 / (1 + x**2), line), sp.pi, {}),
    "logarithm over [0, 1]": (sp.Integral(sp.log(x), (x, 0, 1)), sp.S.NegativeOne, {}),
    "straightness": (
        sp.Integral(c / ((1 - x) ** 2 * c**2 + x**2), (x, 0, 1)),
        sp.atan(c) + sp.atan(1 / c),
        {},
    ),
    "random cosine": (
        sp.Integral(x**2 * (1 - x**2), (x, -1, 1)) / sp.Integral(1 - x**2, (x, -1, 1)),
        sp.Rational(1, 5),
        {},
    ),
    "schedule": (
        sp.Integral(a + y * (b - a), (y, 0, c)),
        a * c + (b - a) * c**2 / 2,
        {},
    ),
}
PROBABILITY = {
    "density sums to one": (sp.Integral(density, line), sp.S.One, {}),
    "mean": (sp.Integral(x * normal(x, mu, s**2), line), mu, {}),
    "variance": (sp.Integral(x**2 * density, line), s**2, {}),
    "fourth moment": (sp.Integral(x**4 * density, line), 3 * s**4, {}),
    "second moment with a shift": (sp.Integral((x + y) ** 2 * density, line), s**2 + y**2, {}),
    "moment generating": (sp.Integral(sp.exp(b * x) * density, line), sp.exp(b**2 * s**2 / 2), {}),
    "characteristic": (
        sp.Integral(density * sp.cos(b * x), line),
        sp.exp(-(b**2) * s**2 / 2),
        {},
    ),
    "mean size": (sp.Integral(sp.Abs(x) * density, line), s * sp.sqrt(2 / sp.pi), {}),
    "relu of noise": (sp.Integral(sp.Max(x, 0) * density, line), s / sp.sqrt(2 * sp.pi), {}),
    "logistic density": (
        sp.Integral(sp.exp(-x) / (1 + sp.exp(-x)) ** 2, line),
        sp.S.One,
        {},
    ),
    "sum of two noises": (
        sp.Integral(normal(x, 0, a**2) * normal(y - x, 0, b**2), line),
        normal(y, 0, a**2 + b**2),
        {},
    ),
    "posterior": (
        normal(x, 0, a**2) * normal(y, x, b**2) / normal(y, 0, a**2 + b**2),
        normal(x, y * a**2 / (a**2 + b**2), a**2 * b**2 / (a**2 + b**2)),
        {},
    ),
    "divergence of Gaussians": (
        sp.Integral(normal(x, 0, 1) * sp.log(normal(x, 0, 1) / normal(x, mu, s**2)), line),
        sp.log(s) + (1 + mu**2) / (2 * s**2) - half,
        {},
    ),
    "explicit and implicit score matching": (
        sp.Integral(((p * x + x / s**2) ** 2 / 2 - (p * x) ** 2 / 2 - p) * density, line),
        1 / (2 * s**2),
        {},
    ),
    "Bernoulli variance": (p * (1 - p) ** 2 + (1 - p) * p**2, p * (1 - p), {}),
    "Poisson mean": (
        sp.Sum(k * a**k * sp.exp(-a) / sp.factorial(k), (k, 0, sp.oo)),
        a,
        {},
    ),
}
LIMITS = {
    "sine over angle": (sp.Limit(sp.sin(a * x) / x, x, 0), a, {}),
    "compound interest": (sp.Limit((1 + a / x) ** x, x, sp.oo), sp.exp(a), {}),
    "noise schedule": (sp.Limit((1 - beta * a / n) ** n, n, sp.oo), sp.exp(-beta * a), {}),
    "difference quotient": (sp.Limit(((x + b) ** 3 - x**3) / b, b, 0), 3 * x**2, {}),
    "central difference": (sp.Limit((f(x + h) - f(x - h)) / (2 * h), h, 0), f(x).diff(x), {}),
    "second difference": (
        sp.Limit((f(x + h) - 2 * f(x) + f(x - h)) / h**2, h, 0),
        f(x).diff(x, 2),
        {},
    ),
    "small variance": (sp.Limit((1 - sp.exp(-a * x)) / x, x, 0), a, {}),
    "x log x": (sp.Limit(x * sp.log(x), x, 0), sp.S.Zero, {}),
    "difference of roots": (sp.Limit(sp.sqrt(x**2 + a * x) - x, x, sp.oo), a / 2, {}),
    "ray": (sp.Limit((h * a) ** 2 * h * b / ((h * a) ** 4 + (h * b) ** 2) / h, h, 0), a**2 / b, {}),
    "Basel as a limit": (sp.Limit(sp.Sum(1 / k**2, (k, 1, n)), n, sp.oo), sp.pi**2 / 6, {}),
}
SUMS = {
    "Gauss": (sp.Sum(k, (k, 1, n)), n * (n + 1) / 2, {}),
    "squares": (sp.Sum(k**2, (k, 1, n)), n * (n + 1) * (2 * n + 1) / 6, {}),
    "geometric": ((1 - beta) * sp.Sum(beta**k, (k, 0, t - 1)), 1 - beta**t, rate),
    "bias correction": ((1 - beta) * sp.Sum(beta ** (t - i), (i, 1, t)), 1 - beta**t, rate),
    "induction": (
        beta * sp.Sum(beta ** (t - i) * u[i], (i, 1, t)) + u[t + 1],
        sp.Sum(beta ** (t + 1 - i) * u[i], (i, 1, t + 1)),
        {},
    ),
    "reversed sum": (
        sp.Sum(beta ** (t - i) * g(i), (i, 1, t)),
        sp.Sum(beta**j * g(t - j), (j, 0, t - 1)),
        rate,
    ),
    "linear": (
        sp.Sum(a * u[i] + v[i], (i, 1, n)),
        a * sp.Sum(u[i], (i, 1, n)) + sp.Sum(v[i], (i, 1, n)),
        {},
    ),
    "telescoping": (sp.Sum(f(k + 1), (k, 0, n)) - sp.Sum(f(k + 1), (k, 0, n - 1)), f(n + 1), {}),
    "telescoping fractions": (sp.Sum(1 / (k * (k + 1)), (k, 1, n)), 1 - 1 / (n + 1), {}),
    "binomial coefficients": (sp.Sum(sp.binomial(n, k), (k, 0, n)), 2**n, {}),
    "binomial probabilities": (
        sp.Sum(sp.binomial(n, k) * p**k * (1 - p) ** (n - k), (k, 0, n)),
        sp.S.One,
        {"where": {p: (0, 1)}},
    ),
    "mean number of successes": (
        sp.Sum(k * sp.binomial(n, k) * p**k * (1 - p) ** (n - k), (k, 0, n)),
        n * p,
        {"where": {p: (0, 1)}},
    ),
    "partition function": (
        sp.Sum(sp.exp(-a * k), (k, 0, sp.oo)),
        1 / (1 - sp.exp(-a)),
        {},
    ),
    "weighted geometric": (
        sp.Sum(k * beta**k, (k, 0, n)),
        beta * (1 - (n + 1) * beta**n + n * beta ** (n + 1)) / (1 - beta) ** 2,
        rate,
    ),
    "Ito sum": (
        sp.Sum(u[k] * (u[k + 1] - u[k]), (k, 0, n - 1)),
        (u[n] ** 2 - u[0] ** 2) / 2 - sp.Sum((u[k + 1] - u[k]) ** 2, (k, 0, n - 1)) / 2,
        {},
    ),
    "infinite geometric": (
        sp.Sum(p**k, (k, 0, sp.oo)),
        1 / (1 - p),
        {"where": {p: (0, half)}},
    ),
    "mean waiting time": (sp.Sum(k * beta ** (k - 1), (k, 1, sp.oo)), (1 - beta) ** -2, rate),
    "Basel": (sp.Sum(1 / k**2, (k, 1, sp.oo)), sp.pi**2 / 6, {}),
    "alternating harmonic": (sp.Sum((-1) ** k / (k + 1), (k, 0, sp.oo)), sp.log(2), {}),
    "series of exp": (sp.Sum(x**k / sp.factorial(k), (k, 0, sp.oo)), sp.exp(x), {}),
    "constant product": (sp.Product(1 - eta * lam, (k, 1, n)), (1 - eta * lam) ** n, {}),
}
REMAINDERS = {
    "Taylor of exp": (sp.exp(x), 1 + x + x**2 / 2 + sp.O(x**3), {}),
    "Taylor of log": (sp.log(1 - x), -x - x**2 / 2 + sp.O(x**3), {}),
    "Taylor of f": (f(x + h), f(x) + h * f(x).diff(x) + sp.O(h**2), {}),
    "forward step": (sp.sqrt(1 - beta * h), 1 - beta * h / 2 - beta**2 * h**2 / 8 + sp.O(h**3), {}),
    "central difference to second order": (
        (f(x + h) - f(x - h)) / (2 * h),
        f(x).diff(x) + sp.O(h**2),
        {},
    ),
    "jump of the margin": (sp.cos(a) + a * sp.sin(a) - 1, a**2 / 2 + sp.O(a**4), {}),
    "many comparisons": (1 - (1 - h) ** n, n * h + sp.O(h**2), {}),
    "at infinity": (1 / (a + 1), 1 / a - 1 / a**2 + sp.O(1 / a**3, (a, sp.oo)), {}),
}
MATRICES = {
    "rotation": (sp.MatMul(rotation, rotation.T, evaluate=False), sp.eye(2), {}),
    "trace": (sp.Trace(A * B), sp.Trace(B * A), {}),
    "determinant": (sp.Determinant(sp.Matrix([[x, y], [y, x]])), x**2 - y**2, {}),
    "transposed product": (sp.Transpose(A * B), B.T * A.T, {}),
    "quadratic form": (
        sp.Matrix([[sp.Derivative(a * x**2 + b * x * y, x)]]),
        sp.Matrix([[2 * a * x + b * y]]),
        {},
    ),
    "determinant lemma": (
        sp.Determinant(sp.eye(2) + sp.Matrix([x, y]) * sp.Matrix([[z, w]])),
        1 + x * z + y * w,
        {},
    ),
    "softmax Jacobian": (
        sp.Matrix(
            [
                [sp.Derivative(sp.exp(r) / (sp.exp(x) + sp.exp(y)), s) for s in (x, y)]
                for r in (x, y)
            ]
        ),
        sp.Matrix([[1, -1], [-1, 1]]) * sp.exp(x + y) / (sp.exp(x) + sp.exp(y)) ** 2,
        {},
    ),
    "volume of a small step": (
        sp.Determinant(sp.eye(2) + h * sp.Matrix([[x, y], [z, w]])),
        1 + h * (x + w) + sp.O(h**2),
        {},
    ),
}
EQUATIONS = {
    **ALGEBRA,
    **FUNCTIONS,
    **CALCULUS,
    **INTEGRALS,
    **PROBABILITY,
    **LIMITS,
    **SUMS,
    **REMAINDERS,
    **MATRICES,
}

INEQUALITIES = {
    "square": (sp.Ge(x**2 + y**2, 2 * x * y), {}),
    "arithmetic and geometric mean": (sp.Ge((a + b) ** 2, 4 * a * b), {}),
    "three squares": (sp.Ge(x**2 + y**2 + z**2, x * y + y * z + z * x), {}),
    "variance at most a quarter": (sp.Le(p * (1 - p), sp.Rational(1, 4)), {"where": {p: (0, 1)}}),
    "entropy of two": (
        sp.Gt(-p * sp.log(p) - (1 - p) * sp.log(1 - p), 0),
        {"where": {p: (0, 1)}, "numeric": "each term is positive, which sympy does not see"},
    ),
    "inside a box": (sp.Lt((1 - p) * a, a), {"where": {p: (0, 1)}}),
    "sum above a part": (sp.Gt(a + b, a, evaluate=False), {}),
    "exponential": (sp.Gt(sp.exp(-x), 0, evaluate=False), {}),
    "quadratic without root": (sp.Gt(x**2 + x + 1, 0), {}),
    "double root": (sp.Ge(x**4 - 2 * x**2 + 1, 0), {}),
    "cubic beyond its root": (sp.Gt(x**3, x), {"where": {x: (1, sp.oo)}}),
    "harmonic mean": (sp.Le(2 * a * b / (a + b), (a + b) / 2), {}),
    "product of rates": (sp.Lt(p * q, p), {"where": {p: (0, 1), q: (0, 1)}}),
    "number and its square": (sp.Le(n, n**2), {}),
    "loss at most uniform": (
        sp.Lt(sp.log(1 + (n - 1) * sp.exp(-a)), sp.log(n)),
        {"where": {n: (2, sp.oo)}},
    ),
    "decay": (sp.Lt(sp.exp(-a), 1), {}),
    "logarithms": (sp.Lt(sp.log(1 + a), sp.log(1 + 2 * a)), {}),
    "tangent of exp": (sp.Ge(sp.exp(x), 1 + x), {"numeric": "sympy has no proof by convexity"}),
    "logarithm": (sp.Le(sp.log(a), a - 1), {"numeric": "sympy has no proof by concavity"}),
    "Bernoulli": (sp.Ge((1 + a) ** n, 1 + n * a), {"numeric": "by induction, not by sympy"}),
    "log-sum-exp above the maximum": (
        sp.Gt(sp.log(sp.exp(x) + sp.exp(y)), sp.Max(x, y)),
        {"numeric": "two cases"},
    ),
    "hyperbolic tangent": (sp.Lt(sp.tanh(a), a), {"numeric": "tanh is concave here"}),
}

# Why: the limit is the same; the term left out is zero; zero has no sign; a weaker remainder.
STILL_TRUE = {
    ("compound interest", "changed exponent"),
    ("noise schedule", "changed exponent"),
    ("Poisson mean", "shifted index"),
    ("weighted geometric", "shifted index"),
    ("mean number of successes", "shifted index"),
    ("x log x", "flipped sign"),
    ("x log x", "dropped factor"),
    ("at infinity", "changed exponent at the end"),
}

# Where the error leaves no value to compare: a divergent integral, series or limit, or a sum that
# runs backwards.
UNDEFINED = {
    ("arctangent", "changed exponent"),
    ("arctangent", "changed exponent at the end"),
    ("straightness", "dropped factor at the end"),
    ("mean", "dropped factor"),
    ("mean", "changed exponent at the end"),
    ("variance", "dropped factor"),
    ("second moment with a shift", "dropped factor"),
    ("logistic density", "changed exponent"),
    ("Poisson mean", "changed exponent at the end"),
    ("sine over angle", "dropped factor"),
    ("compound interest", "dropped factor"),
    ("compound interest", "changed exponent at the end"),
    ("noise schedule", "changed exponent at the end"),
    ("central difference", "dropped factor"),
    ("central difference", "dropped factor at the end"),
    ("second difference", "dropped factor"),
    ("second difference", "dropped factor at the end"),
    ("small variance", "dropped factor"),
    ("difference of roots", "changed exponent"),
    ("difference of roots", "changed exponent at the end"),
    ("Basel as a limit", "changed exponent"),
    ("reversed sum", "flipped sign at the end"),
    ("Ito sum", "flipped sign at the end"),
    ("infinite geometric", "dropped factor"),
    ("mean waiting time", "dropped factor"),
    ("Basel", "changed exponent"),
    ("partition function", "dropped factor"),
    ("alternating harmonic", "changed exponent"),
    ("series of exp", "dropped factor"),
    ("series of exp", "changed exponent at the end"),
}

alphas = {"where": {p: (0, 1), q: (0, 1)}}
log_posterior = -((x - sp.sqrt(p) * y) ** 2) / (2 * (1 - p)) - (y - sp.sqrt(q) * z) ** 2 / (
    2 * (1 - q)
)
FALSE = {
    "bias correction, one step late": (
        (1 - beta) * sp.Sum(beta ** (t - i), (i, 1, t)),
        1 - beta ** (t - 1),
        rate,
    ),
    "bias correction, newest gradient left out": (
        (1 - beta) * sp.Sum(beta ** (t - i), (i, 1, t - 1)),
        1 - beta**t,
        rate,
    ),
    "running mean with the old count": (((n - 1) * x + y) / n, x - (x - y) / (n - 1), {}),
    "decay that the step takes part in": (
        w - eta * Keep(x + lam * w),
        (1 - lam) * w - eta * x,
        {},
    ),
    "score with the wrong sign": (
        (p * normal(x, 1, 2) * (x + 1) / 2 + (1 - p) * normal(x, -1, 2) * (x - 1) / 2)
        / (p * normal(x, 1, 2) + (1 - p) * normal(x, -1, 2)),
        x - sp.Derivative(sp.log(p * normal(x, 1, 2) + (1 - p) * normal(x, -1, 2)), x),
        {"where": {p: (0, 1)}},
    ),
    "heat equation without its half": (
        sp.Derivative(normal(x, 0, c), c),
        sp.Derivative(normal(x, 0, c), x, 2),
        {},
    ),
    "Ito sum without the quadratic variation": (
        sp.Sum(u[k] * (u[k + 1] - u[k]), (k, 0, n - 1)),
        (u[n] ** 2 - u[0] ** 2) / 2,
        {},
    ),
    "Ito sum at the right ends": (
        sp.Sum(u[k + 1] * (u[k + 1] - u[k]), (k, 0, n - 1)),
        (u[n] ** 2 - u[0] ** 2) / 2 - sp.Sum((u[k + 1] - u[k]) ** 2, (k, 0, n - 1)) / 2,
        {},
    ),
    "posterior mean of DDPM with exchanged weights": (
        sp.Derivative(log_posterior, y),
        -(y - sp.sqrt(p) * x) * (1 - p * q) / ((1 - p) * (1 - q)),
        alphas,
    ),
    "standard deviations added": (
        sp.Integral(normal(x, 0, a**2) * normal(y - x, 0, b**2), line),
        normal(y, 0, (a + b) ** 2),
        {},
    ),
    "divergence turned round": (
        sp.Integral(normal(x, 0, 1) * sp.log(normal(x, 0, 1) / normal(x, mu, s**2)), line),
        -sp.log(s) + (s**2 + mu**2) / 2 - half,
        {},
    ),
    "arccosine margin with a plus": (
        sp.cos(sp.acos(p) + a),
        p * sp.cos(a) + sp.sqrt(1 - p**2) * sp.sin(a),
        {"where": {p: (-1, 1)}},
    ),
    "softmax without the cross terms": (
        sp.Derivative(sp.exp(x) / (sp.exp(x) + sp.exp(y)), y),
        sp.S.Zero,
        {},
    ),
    "log-sum-exp as a maximum": (sp.log(sp.exp(x) + sp.exp(y)), sp.Max(x, y), {}),
    "product transposed without turning": (sp.Transpose(A * B), A.T * B.T, {}),
    "trace of a product": (sp.Trace(A * B), sp.Trace(A) * sp.Trace(B), {}),
    "determinant of a sum": (
        sp.Determinant(A + B),
        sp.Determinant(A) + sp.Determinant(B),
        {},
    ),
    "chain rule without the inner derivative": (
        sp.Derivative(f(a * x + b), x),
        sp.Subs(f(y).diff(y), y, a * x + b),
        {},
    ),
    "quotient of derivatives": (
        sp.Derivative(f(x) / g(x), x),
        f(x).diff(x) / g(x).diff(x),
        {},
    ),
    "root of a square": (sp.sqrt(x**2), x, {}),
    "logarithm of any square": (sp.log(x**2), 2 * sp.log(x), {}),
    "angle of any sign": (sp.acos(sp.cos(x)), x, {}),
    "arctangent of a quotient": (sp.atan2(y, x), sp.atan(y / x), {}),
    "relative error of 1e-25": (sp.exp(x) * (1 + sp.Rational(1, 10**25)), sp.exp(x), {}),
    "right at the sampled integers": (
        sp.Mul(*(i - place for place in range(-7, 8))),
        sp.S.Zero,
        {},
    ),
    "minimum with a large number": (sp.Min(i, 8), i, {}),
    "case at a single number": (sp.Piecewise((1, sp.Eq(x, 2)), (0, True)), sp.S.Zero, {}),
    "sign squared": (sp.sign(x) ** 2, sp.S.One, {}),
    "Taylor of exp, one order too good": (sp.exp(x), 1 + x + sp.O(x**3), {}),
    "kink": (sp.Abs(x), x + sp.O(x**2, x), {}),
    "logarithm as a constant": (a * sp.log(a), sp.O(a), {}),
    "one-sided decay": (sp.exp(-1 / x), sp.O(x**2), {}),
    "half a power too good": (a ** sp.Rational(5, 2), sp.O(a**3), {}),
    "central difference of third order": (
        (f(x + h) - f(x - h)) / (2 * h),
        f(x).diff(x) + sp.O(h**3),
        {},
    ),
    "even for all": (f(x), f(-x), {}),
    "symmetric for all": (f(x, y), f(y, x), {}),
    "linear for all": (f(2 * x), 2 * f(x), {}),
}

FALSE_INEQUALITIES = {
    "just below a minimum": (sp.Ge(x**2 - 2 * x + 1, sp.Rational(1, 10**6)), {}),
    "just above a maximum": (
        sp.Le(p * (1 - p), sp.Rational(1, 4) - sp.Rational(1, 10**5)),
        {"where": {p: (0, 1)}},
    ),
    "just below a minimum in thirds": (
        sp.Gt((x - sp.Rational(1, 3)) ** 2 + (y - sp.Rational(5, 3)) ** 2, sp.Rational(1, 10**5)),
        {},
    ),
    "square that vanishes": (sp.Gt((x - 1) ** 2, 0), {}),
    "tangent that touches": (sp.Gt(sp.exp(x), 1 + x), {}),
    "equal for all": (sp.Gt(sp.sin(x) ** 2 + sp.cos(x) ** 2, 1), {}),
    "far out": (sp.Lt(x**2, 20), {"where": {x: (0, sp.oo)}}),
    "large integers": (sp.Lt(2**n, 1000), {}),
    "small integers": (sp.Ge(n**2, 2 * n), {}),
    "in a thin strip": (sp.Gt(x * y, 0), {"where": {x: (0, 1), y: (-sp.Rational(1, 100), 1)}}),
    "close to the end": (sp.Lt(p, sp.Rational(9999, 10**4)), {"where": {p: (0, 1)}}),
    "two variables": (sp.Ge(x**4 + y**4 - 4 * x * y + sp.Rational(19999, 10**4), 0), {}),
    "narrow valleys": (sp.Ge(sp.sin(10 * x), -sp.Rational(999, 1000)), {}),
    "positive for all": (sp.Gt(f(x), 0), {}),
    "bounded for all": (sp.Gt(f(x), -50), {}),
    "convex for all": (sp.Ge((f(x) + f(y)) / 2, f((x + y) / 2)), {}),
    "not real everywhere": (sp.Ge(sp.sqrt(x), 0, evaluate=False), {}),
}
