"""LaTeX as a person would write it: a sum starts with a positive term where there is one."""

from sympy.printing.latex import LatexPrinter


class Printer(LatexPrinter):
    """sympy's printer, but `1 - x` instead of `-x + 1`."""

    def _as_ordered_terms(self, expr, order=None):
        terms = super()._as_ordered_terms(expr, order=order)
        first = next((k for k, t in enumerate(terms) if not t.could_extract_minus_sign()), 0)
        return [terms[first], *terms[:first], *terms[first + 1 :]]

    def _print_UnevaluatedExpr(self, expr):
        """In parentheses where it has a sign: sympy's own printer brackets sums only."""
        (inner,) = expr.args
        text = self._print(inner)
        signed = inner.could_extract_minus_sign() and not inner.is_Add
        return rf"\left({text}\right)" if signed else text


def latex(expr):
    r"""The LaTeX of a sympy object, without delimiters.

    >>> from sympy import Symbol
    >>> latex(1 - Symbol("x"))
    '1 - x'
    """
    return Printer().doprint(expr)
