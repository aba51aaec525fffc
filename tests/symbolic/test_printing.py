"""LaTeX of formulas: terms in a readable order, nothing lost."""

import pytest
import sympy as sp

from dlnotes.symbolic.printing import latex

x, y, lam = sp.symbols("x y lambda", real=True)


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (1 - x, "1 - x"),
        (-x - 1, "- x - 1"),
        (y * (1 - x), r"y \left(1 - x\right)"),
        (sp.Matrix([[1 - x]]), r"\left[\begin{matrix}1 - x\end{matrix}\right]"),
        (lam * sp.UnevaluatedExpr(-x / lam), r"\lambda \left(- \frac{x}{\lambda}\right)"),
        (y * sp.UnevaluatedExpr(x + lam), r"y \left(\lambda + x\right)"),
        (y * sp.UnevaluatedExpr(x), "y x"),
    ],
)
def test_latex(expr, expected):
    assert latex(expr) == expected
