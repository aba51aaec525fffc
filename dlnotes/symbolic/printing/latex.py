"""LaTeX as a person would write it: every bracket that the meaning needs, and no other."""

from sympy import Mul, Pow, Rational, S
from sympy.core.function import AppliedUndef
from sympy.functions.elementary.trigonometric import TrigonometricFunction
from sympy.printing.latex import LatexPrinter
from sympy.printing.precedence import PRECEDENCE, precedence_traditional

from dlnotes.symbolic.printing import operators
from dlnotes.symbolic.printing.pieces import (
    Level,
    Piece,
    add,
    at_least,
    bracketed,
    divide,
    multiply,
    negative,
    operate,
    power,
    radical,
)
from dlnotes.symbolic.printing.words import name_tex

ONE = Piece("1", Level.ATOM)


class Printer(LatexPrinter):
    """sympy's printer for single things; sums, products, powers and operators are pieces."""

    def piece(self, expr):
        """An expression as LaTeX that knows where it needs brackets."""
        rule = self._rule(expr)
        if rule is not None:
            return rule(expr)
        tex, tightness = super()._print(expr), precedence_traditional(expr)
        if tex.startswith("-"):
            return Piece(tex, Level.SIGNED)
        loose = ((PRECEDENCE["Mul"], Level.SUM), (PRECEDENCE["Pow"], Level.PRODUCT))
        found = next((level for bound, level in loose if tightness < bound), None)
        return Piece(
            tex, found or (Level.ATOM if tightness > PRECEDENCE["Pow"] else Level.FRACTION)
        )

    def _rule(self, expr):
        names = (f"_piece_{kind.__name__}" for kind in type(expr).__mro__)
        return next((getattr(self, name) for name in names if hasattr(self, name)), None)

    def _print(self, expr, **kwargs):
        if kwargs or self._rule(expr) is None:
            return super()._print(expr, **kwargs)
        return self.piece(expr).tex

    def parenthesize(self, item, level, is_neg=False, strict=False):
        """For sympy's rules of matrices and sets, which ask for brackets by precedence."""
        tight = level >= PRECEDENCE["Pow"]
        return at_least(self.piece(item), Level.ATOM if tight else Level.PRODUCT).tex

    def _piece_Symbol(self, expr):
        tex = name_tex(expr.name)
        return Piece(tex, Level.FRACTION if "^" in tex else Level.ATOM)

    def _piece_UnevaluatedExpr(self, expr):
        inner = self.piece(expr.args[0])
        return bracketed(inner) if inner.level == Level.SIGNED else inner

    def _piece_Rational(self, expr):
        whole = Piece(str(abs(expr.p)), Level.ATOM)
        size = whole if expr.q == 1 else divide(whole, Piece(str(expr.q), Level.ATOM))
        sign = "-" if expr.q == 1 else "- "
        return Piece(sign + size.tex, Level.SIGNED) if expr.p < 0 else size

    def _piece_Add(self, expr):
        return add(self.terms(expr))

    def terms(self, expr):
        """Pieces of a sum, a positive one first where there is one: `1 - x`, not `-x + 1`."""
        terms = list(self._as_ordered_terms(expr))
        first = next((k for k, t in enumerate(terms) if not t.could_extract_minus_sign()), 0)
        terms = [terms[first], *terms[:first], *terms[first + 1 :]]
        return [self.piece(term) for term in terms]

    def _piece_Mul(self, expr):
        factors = list(expr.args)
        if factors[0].is_Number and factors[0].is_negative:
            size = [] if factors[0] is S.NegativeOne else [-factors[0]]
            return negative(self.piece(Mul(*size, *factors[1:], evaluate=False)))
        if factors[0] is S.One or any(f.is_Number for f in factors[1:]):
            return multiply([self.piece(f) for f in factors], False)  # it was kept as it is
        factors = expr.as_ordered_factors()
        if not expr.is_commutative:
            return multiply([self.piece(f) for f in factors], commute=False)
        return self.quotient(*split_fraction(factors))

    def quotient(self, above, below):
        over = multiply([self.piece(f) for f in above]) if above else ONE
        return divide(over, multiply([self.piece(f) for f in below])) if below else over

    def _piece_Pow(self, expr):
        base, exponent = expr.args
        if exponent.is_Rational and exponent.is_negative and base.is_commutative:
            return self.quotient(*split_fraction([expr]))
        if exponent.is_Rational and exponent.q != 1:
            return broken_power(self.piece(base), exponent)
        if isinstance(base, (AppliedUndef, TrigonometricFunction)) and exponent.is_Integer:
            return Piece(self._print(base, exp=str(exponent)), Level.FRACTION)
        return power(self.piece(base), self.piece(exponent))

    def _piece_ImaginaryUnit(self, expr):
        return Piece(r"\mathrm{i}", Level.ATOM)  # an index is often called i

    def _piece_exp(self, expr):
        return power(Piece("e", Level.ATOM), self.piece(expr.args[0]))

    def _piece_factorial(self, expr):
        return Piece(f"{at_least(self.piece(expr.args[0]), Level.ATOM).tex}!", Level.FRACTION)

    def _piece_re(self, expr):
        return self._called("re", expr)

    def _piece_im(self, expr):
        return self._called("im", expr)

    def _called(self, name, expr):
        return Piece(
            rf"\operatorname{{{name}}}{bracketed(self.piece(expr.args[0])).tex}", Level.ATOM
        )

    def _piece_Piecewise(self, expr):
        return Piece(super()._print(expr), Level.SUM)

    def _piece_Subs(self, expr):
        return operators.place_of(expr, self.piece(expr.expr), self.piece)

    def _piece_Derivative(self, expr):
        return operators.derivative(expr, self.piece)

    def _piece_Limit(self, expr):
        return operators.limit_of(expr, self.piece(expr.args[0]), self.piece)

    def _piece_Sum(self, expr):
        return self.series(r"\sum", expr)

    def _piece_Product(self, expr):
        return self.series(r"\prod", expr)

    def series(self, sign, expr):
        limits = operators.shown_limits(expr.limits, self.piece)
        return operate(operators.series_sign(sign, limits), self.piece(expr.function))

    def _piece_Integral(self, expr):
        limits = operators.shown_limits(expr.limits, self.piece)
        return operators.integral(limits, self.piece(expr.function))


def broken_power(base, exponent):
    """A root, or a power such as 3/2."""
    if exponent.p == 1:
        return radical(base, exponent.q)
    return power(base, Piece(f"{exponent.p}/{exponent.q}", Level.FRACTION))


def split_fraction(factors):
    """Factors above and below the line of a fraction."""
    above, below = [], []
    for factor in factors:
        if factor.is_Rational:
            above += [Rational(factor.p)] * (factor.p != 1)
            below += [Rational(factor.q)] * (factor.q != 1)
        elif factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative:
            inverse = Pow(factor.base, -factor.exp, evaluate=False)
            below.append(factor.base if factor.exp == -1 else inverse)
        else:
            above.append(factor)
    return above, below


PRINTER = Printer()


def latex(expr):
    r"""The LaTeX of a sympy object, without delimiters.

    >>> from sympy import Symbol
    >>> latex(1 - Symbol("x"))
    '1 - x'
    """
    return PRINTER.doprint(expr)
