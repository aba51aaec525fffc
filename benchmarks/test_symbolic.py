"""Claims per second, by the kind of statement."""

import pytest
import sympy as sp

from dlnotes.symbolic import claim, evidence

x, y = sp.symbols("x y", real=True)
a, b, s = sp.symbols("a b s", positive=True)
p = sp.Symbol("p")
k = sp.Symbol("k", integer=True)
n = sp.Symbol("n", integer=True, positive=True)
f, g = sp.Function("f"), sp.Function("g")
rotation = sp.Matrix([[sp.cos(x), -sp.sin(x)], [sp.sin(x), sp.cos(x)]])
density = sp.exp(-(x**2) / (2 * s**2)) / (s * sp.sqrt(2 * sp.pi))

CLAIMS = {
    "polynomial": ((x + y) ** 3, x**3 + 3 * x**2 * y + 3 * x * y**2 + y**3, {}),
    "trigonometric": (sp.sin(x + y), sp.sin(x) * sp.cos(y) + sp.cos(x) * sp.sin(y), {}),
    "sum": (
        (1 - p) * sp.Sum(p**k, (k, 0, n - 1)),
        1 - p**n,
        {"where": {p: (0, 1)}},
    ),
    "integral": (sp.Integral(x**2 * density, (x, -sp.oo, sp.oo)), s**2, {}),
    "limit": (sp.Limit((1 + a / n) ** n, n, sp.oo), sp.exp(a), {}),
    "matrix": (sp.MatMul(rotation, rotation.T, evaluate=False), sp.eye(2), {}),
    "undefined function": (
        sp.Derivative(f(x) * g(x), x),
        f(x) * g(x).diff(x) + f(x).diff(x) * g(x),
        {},
    ),
    "inequality": (sp.Le(p * (1 - p), sp.Rational(1, 4)), None, {"where": {p: (0, 1)}}),
}


@pytest.mark.parametrize("kind", CLAIMS)
def test_claim(kind, benchmark, monkeypatch):
    lhs, rhs, options = CLAIMS[kind]
    shown = []
    monkeypatch.setattr(evidence, "display", shown.append)

    def fresh_claim():
        sp.core.cache.clear_cache()
        claim(lhs, rhs, **options)

    benchmark.group = "claims, cold cache"
    benchmark.pedantic(fresh_claim, rounds=5, warmup_rounds=1)
    assert shown and all(record.verdict == "proved" for record in shown)
