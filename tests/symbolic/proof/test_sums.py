"""Sums: a normal form in which shifted, split and reversed ones cancel, and closed forms."""

import sympy as sp

from dlnotes.symbolic.proof.sums import by_closed_forms, by_reversed_sums, by_sums

a, b, beta = sp.symbols("a b beta", positive=True)
k, j = sp.symbols("k j", integer=True)
n, t = sp.symbols("n t", integer=True, positive=True)
f, g = sp.Function("f"), sp.Function("g")


def test_sums_have_a_normal_form():
    shifted = sp.Sum(beta ** (t + 1 - k) * g(k), (k, 1, t + 1))
    assert by_sums(shifted - beta * sp.Sum(beta ** (t - k) * g(k), (k, 1, t)) - g(t + 1)) == 0
    assert by_sums(shifted - beta * sp.Sum(beta ** (t - k) * g(k), (k, 1, t))) != 0
    assert (
        by_closed_forms(sp.Sum(sp.binomial(n, k) * a**k * b ** (n - k), (k, 0, n))) == (a + b) ** n
    )
    endless = sp.Sum(sp.exp(-a * k), (k, 0, sp.oo))
    assert sp.simplify(by_closed_forms(endless) * (1 - sp.exp(-a))) == 1
    assert by_closed_forms(sp.Sum(sp.binomial(n, k) * f(k), (k, 0, n))).has(sp.Sum)
    assert by_closed_forms(sp.Sum(a**k, (k, 0, sp.oo))).has(sp.Sum)
    double = sp.Sum(f(j, k), (j, 0, k), (k, 0, n))
    assert by_sums(double - double) == 0
    assert by_reversed_sums(sp.Sum(f(n - k), (k, 0, n)) - sp.Sum(f(k), (k, 0, n))) == 0
    assert by_reversed_sums(sp.Sum(f(n - k), (k, 0, n)) - sp.Sum(f(k), (k, 1, n))) != 0
