"""True statements of many kinds, as the chapters make them.

EQUATIONS: name -> (lhs, rhs, options of claim). INEQUALITIES: name -> (relation, options).
STILL_TRUE and UNDEFINED name the planted errors that do not apply, with the reason.
"""

import sympy as sp

x, y, z, w = sp.symbols("x y z w", real=True)
a, b, c, s, eta, lam, beta = sp.symbols("a b c s eta lambda beta", positive=True)
p = sp.Symbol("p", real=True)
k, i = sp.symbols("k i", integer=True)
n, t = sp.symbols("n t", integer=True, positive=True)
f, g = sp.Function("f"), sp.Function("g")
u, v = sp.IndexedBase("u", real=True), sp.IndexedBase("v", real=True)
Eq = sp.UnevaluatedExpr
density = sp.exp(-(x**2) / (2 * s**2)) / (s * sp.sqrt(2 * sp.pi))
line = (x, -sp.oo, sp.oo)
rotation = sp.Matrix([[sp.cos(x), -sp.sin(x)], [sp.sin(x), sp.cos(x)]])
A, B = sp.MatrixSymbol("A", 2, 2), sp.MatrixSymbol("B", 2, 2)
sigmoid = 1 / (1 + sp.exp(-x))

EQUATIONS = {
    # algebra
    "binomial": ((x + y) ** 3, x**3 + 3 * x**2 * y + 3 * x * y**2 + y**3, {}),
    "difference of squares": (x**2 - y**2, Eq(x - y) * Eq(x + y), {}),
    "partial fractions": (1 / (a * (a + 1)), 1 / a - 1 / (a + 1), {}),
    "completed square": (a * x**2 + b * x, a * (x + b / (2 * a)) ** 2 - b**2 / (4 * a), {}),
    "nested root": (sp.sqrt(3 + 2 * sp.sqrt(2)), 1 + sp.sqrt(2), {}),
    "decay regrouped": (w - eta * Eq(x + lam * w), (1 - eta * lam) * w - eta * x, {}),
    "logarithm of a product": (sp.log(a**2 * b), 2 * sp.log(a) + sp.log(b), {}),
    "running mean": (((n - 1) * x + y) / n, x - (x - y) / n, {}),
    # trigonometry and exponentials
    "addition theorem": (sp.sin(x + y), sp.sin(x) * sp.cos(y) + sp.cos(x) * sp.sin(y), {}),
    "double angle": (sp.cos(2 * x), 2 * sp.cos(x) ** 2 - 1, {}),
    "half angle": (sp.tan(x / 2), sp.sin(x) / (1 + sp.cos(x)), {}),
    "tanh and sigmoid": (sp.tanh(x / 2), 2 * sigmoid - 1, {}),
    "sinh": (sp.sinh(x) * 2, sp.exp(x) - sp.exp(-x), {}),
    # calculus
    "derivative of sigmoid": (sp.Derivative(sigmoid, x), sigmoid * (1 - sigmoid), {}),
    "derivative of softplus": (sp.Derivative(sp.log(1 + sp.exp(x)), x), sigmoid, {}),
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
    "second derivative": (
        sp.Derivative(x**2 * f(x), x, 2),
        2 * f(x) + 4 * x * f(x).diff(x) + x**2 * f(x).diff(x, 2),
        {},
    ),
    "heat kernel": (
        sp.Derivative(sp.exp(-(x**2) / (4 * a)) / sp.sqrt(a), a),
        sp.Derivative(sp.exp(-(x**2) / (4 * a)) / sp.sqrt(a), x, 2),
        {},
    ),
    # integrals
    "power": (sp.Integral(x**2, (x, 1, a)), (a**3 - 1) / 3, {}),
    "by parts": (sp.Integral(x * sp.exp(x), (x, 0, a)), (a - 1) * sp.exp(a) + 1, {}),
    "exponential decay": (sp.Integral(sp.exp(-a * x), (x, 0, sp.oo)), 1 / a, {}),
    "unknown function": (sp.Integral(f(y).diff(y), (y, 1, x)), f(x) - f(1), {}),
    # probability
    "density sums to one": (sp.Integral(density, line), sp.S.One, {}),
    "variance": (sp.Integral(x**2 * density, line), s**2, {}),
    "second moment with a shift": (sp.Integral((x + y) ** 2 * density, line), s**2 + y**2, {}),
    "moment generating": (sp.Integral(sp.exp(b * x) * density, line), sp.exp(b**2 * s**2 / 2), {}),
    "Bernoulli variance": (p * (1 - p) ** 2 + (1 - p) * p**2, p * (1 - p), {}),
    # limits
    "sine over angle": (sp.Limit(sp.sin(a * x) / x, x, 0), a, {}),
    "compound interest": (sp.Limit((1 + a / x) ** x, x, sp.oo), sp.exp(a), {}),
    "difference quotient": (sp.Limit(((x + b) ** 3 - x**3) / b, b, 0), 3 * x**2, {}),
    "small variance": (sp.Limit((1 - sp.exp(-a * x)) / x, x, 0), a, {}),
    # sums with symbolic ends
    "Gauss": (sp.Sum(k, (k, 1, n)), n * (n + 1) / 2, {}),
    "squares": (sp.Sum(k**2, (k, 1, n)), n * (n + 1) * (2 * n + 1) / 6, {}),
    "geometric": (
        (1 - beta) * sp.Sum(beta**k, (k, 0, t - 1)),
        1 - beta**t,
        {"where": {beta: (0, 1)}},
    ),
    "bias correction": (
        (1 - beta) * sp.Sum(beta ** (t - i), (i, 1, t)),
        1 - beta**t,
        {"where": {beta: (0, 1)}},
    ),
    "induction": (
        beta * sp.Sum(beta ** (t - i) * u[i], (i, 1, t)) + u[t + 1],
        sp.Sum(beta ** (t + 1 - i) * u[i], (i, 1, t + 1)),
        {},
    ),
    "linear": (
        sp.Sum(a * u[i] + v[i], (i, 1, n)),
        a * sp.Sum(u[i], (i, 1, n)) + sp.Sum(v[i], (i, 1, n)),
        {},
    ),
    "telescoping": (sp.Sum(f(k + 1), (k, 0, n)) - sp.Sum(f(k + 1), (k, 0, n - 1)), f(n + 1), {}),
    "infinite geometric": (
        sp.Sum(p**k, (k, 0, sp.oo)),
        1 / (1 - p),
        {"where": {p: (0, sp.Rational(1, 2))}},
    ),
    "constant product": (sp.Product(1 - eta * lam, (k, 1, n)), (1 - eta * lam) ** n, {}),
    # series
    "Taylor of exp": (sp.exp(x), 1 + x + x**2 / 2 + sp.O(x**3), {}),
    "Taylor of log": (sp.log(1 - x), -x - x**2 / 2 + sp.O(x**3), {}),
    "Taylor of f": (f(x + b), f(x) + b * f(x).diff(x) + sp.O(b**2), {}),
    # matrices
    "rotation": (sp.MatMul(rotation, rotation.T, evaluate=False), sp.eye(2), {}),
    "trace": (sp.Trace(A * B), sp.Trace(B * A), {}),
    "determinant": (sp.Determinant(sp.Matrix([[x, y], [y, x]])), x**2 - y**2, {}),
    "quadratic form": (
        sp.Matrix([[sp.Derivative(a * x**2 + b * x * y, x)]]),
        sp.Matrix([[2 * a * x + b * y]]),
        {},
    ),
}

INEQUALITIES = {
    "square": (sp.Ge(x**2 + y**2, 2 * x * y), {}),
    "arithmetic and geometric mean": (sp.Ge((a + b) ** 2, 4 * a * b), {}),
    "variance at most a quarter": (sp.Le(p * (1 - p), sp.Rational(1, 4)), {"where": {p: (0, 1)}}),
    "inside a box": (sp.Lt((1 - p) * a, a), {"where": {p: (0, 1)}}),
    "sum above a part": (sp.Gt(a + b, a, evaluate=False), {}),
    "exponential": (sp.Gt(sp.exp(-x), 0, evaluate=False), {}),
    "quadratic without root": (sp.Gt(x**2 + x + 1, 0), {}),
    "tangent of exp": (sp.Ge(sp.exp(x), 1 + x), {"numeric": "sympy has no proof by convexity"}),
    "logarithm": (sp.Le(sp.log(a), a - 1), {"numeric": "sympy has no proof by concavity"}),
    "Bernoulli": (sp.Ge((1 + a) ** n, 1 + n * a), {"numeric": "by induction, not by sympy"}),
}

# The limit of (1 + a/x)^(x + 1) is the same.
STILL_TRUE = {("compound interest", "changed exponent")}

# Without the factor the sum, integral or limit has no value, so there are no numbers to compare.
UNDEFINED = {
    ("variance", "dropped factor"),
    ("second moment with a shift", "dropped factor"),
    ("sine over angle", "dropped factor"),
    ("small variance", "dropped factor"),
    ("compound interest", "dropped factor"),
    ("infinite geometric", "dropped factor"),
}
