"""Signs proved symbolically: what is proved is true, what is false is not proved."""

import pytest
import sympy as sp

from dlnotes.symbolic.numeric.domains import check_domains
from dlnotes.symbolic.proof.signs import prove_sign

x, y, z = sp.symbols("x y z", real=True)
a, b = sp.symbols("a b", positive=True)
c = sp.Symbol("c", nonnegative=True)
m = sp.Symbol("m", negative=True)
p = sp.Symbol("p")
n = sp.Symbol("n", integer=True, positive=True)
f = sp.Function("f")


def proof(expr, strict, where=None):
    domains = check_domains(where, expr.free_symbols)
    return prove_sign(expr, domains, strict)


@pytest.mark.parametrize(
    ("expr", "where", "strict", "method"),
    [
        (a + b, None, True, "assumptions"),
        (x**2, None, False, "assumptions"),
        (-m, None, True, "assumptions"),
        (a**2 + 2 * a * b, None, True, "assumptions"),
        (sp.exp(x), None, True, "assumptions"),
        (p - p**2, {p: (0, 1)}, True, "slack variables"),
        (n**2 - n, None, False, "slack variables"),
        (n**2 - n + 1, None, True, "slack variables"),
        (p**3 - 8, {p: (2, sp.oo)}, True, "slack variables"),
        (-p - 1, {p: (-sp.oo, -1)}, True, "slack variables"),
        (1 - sp.exp(-a), None, True, "slack variables"),
        (sp.exp(a) - 1, None, True, "slack variables"),
        (sp.log(1 + a), None, True, "slack variables"),
        (sp.log(1 + 2 * a) - sp.log(1 + a), None, True, "slack variables"),
        (x**2 + y**2 - 2 * x * y, None, False, "assumptions"),
        (x**2 + y**2 + z**2 - x * y - y * z - z * x, None, False, "sum of squares"),
        (x**2 + x * y + y**2 + 1, None, True, "sum of squares"),
        (x**4 - 2 * x**2 + 2, None, True, "no real root"),
        (x**6 - 2 * x**3 + 1, None, False, "no real root"),
        (p**2 - 3 * p + 2, {p: (2, 5)}, True, "slack variables"),
        (sp.Rational(1, 4) - p + p**2, {p: (0, 1)}, False, "no real root"),
        (3 * p - p**3, {p: (0, 1)}, True, "slack variables"),
        (a**4 - a + 1, None, True, "no real root"),
    ],
    ids=str,
)
def test_true_signs_are_proved(expr, where, strict, method):
    found = proof(expr, strict, where)
    assert found is not None
    assert found == method or found == "assumptions" or method == "assumptions"


@pytest.mark.parametrize(
    ("expr", "where", "strict"),
    [
        (x, None, False),
        (x**2, None, True),
        (c, None, True),
        (c**2 * a, None, True),
        (a - b, None, False),
        (x**2 - 2 * x + 1, None, True),
        (x**2 - 2 * x + sp.Rational(999, 1000), None, False),
        (x**2 + y**2 - 3 * x * y, None, False),
        (x**2 + 3 * x * y + y**2 + 1, None, False),
        (x**4 - 2 * x**2 + 1, None, True),
        (x**4 - 2 * x**2 + sp.Rational(1, 2), None, False),
        (p, {p: (-1, 1)}, False),
        (p - p**2, {p: (0, 2)}, False),
        (p**2 - 3 * p + 2, {p: (0, 5)}, False),
        (sp.Rational(1, 4) - p + p**2, {p: (0, 1)}, True),
        (n - 2, None, False),
        (n**2 - n, None, True),
        (1 - sp.exp(x), None, False),
        (sp.log(a), None, False),
        (1 / m, None, False),
        (sp.log(x**2), None, False),
        (f(x), None, False),
        (p**2, None, False),
        (sp.sqrt(x), None, False),
        (c**3 - c, None, False),
        (c**4 - c**2 + sp.Rational(1, 4), None, True),
        (c**2 - 2 * c + 1, None, True),
        (c - c**2, {c: (0, 2)}, False),
    ],
    ids=str,
)
def test_false_signs_are_not_proved(expr, where, strict):
    assert proof(expr, strict, where) is None


def test_a_closed_end_counts():
    """c may be 0, where c**2 - c + 1/4 is positive but c itself is not."""
    assert proof(c + 1, True) is not None
    assert proof(c * (c + 1), True) is None
    assert proof(c * (c**2 + 1), False) is not None
