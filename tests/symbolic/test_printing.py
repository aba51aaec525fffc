"""LaTeX of formulas: terms in a readable order, every bracket that is needed, lines that fit."""

import pytest
import sympy as sp

from dlnotes.symbolic.printing import latex, statement
from dlnotes.symbolic.printing.lines import WIDE, width

x, y, t, lam = sp.symbols("x y t lambda", real=True)
a, b = sp.symbols("a b", positive=True)
i, n = sp.symbols("i n", integer=True)
f, g = sp.Function("f")(t), sp.Function("g")(t)
u = sp.IndexedBase("u")
A, B = sp.symbols("A B", commutative=False)
keep = sp.UnevaluatedExpr


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (1 - x, "1 - x"),
        (-x - 1, "- x - 1"),
        (y * (1 - x), r"y \left(1 - x\right)"),
        (sp.Matrix([[1 - x]]), r"\left[\begin{matrix}1 - x\end{matrix}\right]"),
        (lam * keep(-x / lam), r"\lambda \left(- \frac{x}{\lambda}\right)"),
        (y * keep(x + lam), r"y \left(\lambda + x\right)"),
        (y * keep(x), "y x"),
        (1 - keep(x - y), r"1 - \left(x - y\right)"),
        (keep(x - y) + 1, r"1 + \left(x - y\right)"),
        (keep(-x) ** 2, r"\left(- x\right)^{2}"),
        (sp.Mul(2, 3, evaluate=False), r"2 \cdot 3"),
        (a ** sp.Rational(3, 2), "a^{3/2}"),
        (sp.Rational(-1, 2), r"- \frac{1}{2}"),
        (sp.I * x, r"\mathrm{i} x"),
        (A * B - B * A, "A B - B A"),
        (sp.Symbol("F^*") ** 2, r"\left(F^{*}\right)^{2}"),
        (sp.re(x + sp.Symbol("z")), r"x + \operatorname{re}\left(z\right)"),
    ],
)
def test_latex(expr, expected):
    assert latex(expr) == expected


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (sp.Derivative(f, t), r"\frac{d}{d t} f{\left(t \right)}"),
        (sp.Derivative(f**2, t), r"\frac{d}{d t} f^{2}{\left(t \right)}"),
        (
            sp.Derivative(f * g, t),
            r"\frac{d}{d t} \left(f{\left(t \right)} g{\left(t \right)}\right)",
        ),
        (sp.Derivative(f, t) * x, r"x \frac{d}{d t} f{\left(t \right)}"),
        (
            sp.Derivative(f, t) * sp.Derivative(g, t),
            r"\left(\frac{d}{d t} f{\left(t \right)}\right) \frac{d}{d t} g{\left(t \right)}",
        ),
        (sp.Sum(u[i] - x, (i, 1, n)), r"\sum_{i=1}^{n} \left({u}_{i} - x\right)"),
        (sp.Sum(u[i], (i, 1, n)) + x, r"x + \sum_{i=1}^{n} {u}_{i}"),
        (
            sp.Sum(u[i], (i, 1, n)) - i,
            r"\left(\sum_{i=1}^{n} {u}_{i}\right) - i",
        ),
        (sp.Limit(x / t, t, 0), r"\lim_{t \to 0^+} \frac{x}{t}"),
        (sp.Limit(x * t, t, sp.oo), r"\lim_{t \to \infty} \left(t x\right)"),
        (sp.Integral(x + 1, (x, 0, a)), r"\int\limits_{0}^{a} \left(x + 1\right)\, dx"),
    ],
)
def test_the_scope_of_an_operator_is_seen(expr, expected):
    assert latex(expr) == expected


LONG = " + ".join(f"a_{{{k}}} b_{{{k}}}" for k in range(15))


def test_what_fits_stays_in_one_line():
    assert statement("y", "=", "x + 1") == "y = x + 1"


def test_a_wide_statement_breaks_at_the_relation_of_two_wide_sides():
    side = " + ".join(["a b c d"] * 5)
    assert statement(side, "=", side) == (rf"\begin{{aligned}}&{side}\\&= {side}\end{{aligned}}")


def test_a_wide_side_breaks_at_its_signs():
    tex = statement("y", "=", LONG)
    first, second = tex.removeprefix(r"\begin{aligned}y &= ").split(r"\\&\quad ")
    assert second.startswith("+ a_")
    assert f"{first} {second}".removesuffix(r"\end{aligned}") == LONG
    assert width(first) <= WIDE


def test_signs_in_brackets_do_not_part():
    inner = rf"\left({LONG}\right)"
    assert statement("y", "=", inner) == f"y = {inner}"


def test_numbers_that_are_put_in_stand_behind():
    assert statement("y", "=", "a x", "a = 1") == r"y = a x \quad \text{with}\ a = 1"
    wide = statement("y", "=", LONG, "a = 1")
    assert wide.endswith(r"\\&\quad \text{with}\ a = 1\end{aligned}")
