"""Symbolic proof that an expression is positive or non-negative.

Complete arguments, cheapest first: sympy's assumptions; slack variables (every variable is written
as its bound plus a positive slack, and all coefficients come out positive); squares (a polynomial
of degree two with a positive semidefinite matrix, or one variable and its real roots).
"""

import sympy as sp

from dlnotes.symbolic.attempts import attempt
from dlnotes.symbolic.numeric.domains import from_bounds, strengthened


def prove_sign(expr, domains, strict):
    """How `expr >= 0` (or `> 0` if strict) was proved, or None.

    Args:
        expr: a scalar real expression, larger side minus smaller side.
        domains: {symbol: (low, high)}, from `check_domains`.
        strict: whether zero is excluded.
    """
    expr, domains = strengthened(expr.doit(), domains)
    for name, prover in PROVERS:
        if attempt(prover, expr, domains, strict):
            return name
    return None


def _by_assumptions(expr, domains, strict):
    forms = (expr, sp.expand(expr), sp.factor(expr), sp.simplify(expr))
    return any(form.is_positive if strict else form.is_nonnegative for form in forms)


def _by_slack(expr, domains, strict):
    slacks = {s: _slack(s, domains) for s in expr.free_symbols}
    if any(slack is None for slack in slacks.values()):
        return False
    expr = _without_exponentials(_without_logarithms(expr.xreplace(slacks)))
    top, bottom = sp.fraction(sp.together(expr))
    top, bottom = sp.expand(top), sp.expand(bottom)
    if not (_no_negative_term(bottom) and bottom != 0):
        return False
    return _no_negative_term(top) and not (strict and not _surely_positive(top))


def _without_logarithms(expr):
    """c log A + d log B + ... has the sign of A**c B**d ... - 1."""
    factors = []
    for term in sp.Add.make_args(expr):
        power, log = term.as_coeff_Mul()
        if not (power.is_Integer and isinstance(log, sp.log) and log.args[0].is_positive):
            return expr
        factors.append(log.args[0] ** power)
    return sp.Mul(*factors) - 1


def _without_exponentials(expr):
    """exp of something negative as 1/(1 + u), of something positive as 1 + u, with u > 0."""
    return expr.replace(sp.exp, _exponential)


def _exponential(argument):
    u = sp.Dummy("u", positive=True)
    if argument.is_positive:
        return 1 + u
    return 1 / (1 + u) if argument.is_negative else sp.exp(argument)


def _slack(symbol, domains):
    """The symbol as its bound plus a slack that is positive, or None without a bound."""
    low, high = domains.get(symbol, (_assumed_low(symbol), sp.oo))
    if low is None:
        return None
    closed = bool(symbol.is_integer) or (symbol not in domains and not symbol.is_positive)
    kind = {"nonnegative": True} if closed else {"positive": True}
    if symbol.is_integer and low.is_finite and high.is_finite:
        return None
    return from_bounds(low, high, sp.Dummy("u", **kind))


def _assumed_low(symbol):
    if symbol.is_integer and symbol.is_positive:
        return sp.S.One
    return sp.S.Zero if symbol.is_nonnegative else None


def _no_negative_term(expr):
    return all(term.is_nonnegative for term in sp.Add.make_args(expr))


def _surely_positive(expr):
    return any(term.is_positive for term in sp.Add.make_args(expr))


def _by_squares(expr, domains, strict):
    """A polynomial of degree two: its matrix in (1, x, y, ...) is positive (semi)definite."""
    variables = sorted(expr.free_symbols, key=str)
    if not variables or not all(v.is_real for v in variables):
        return False
    poly = _rational_polynomial(expr, variables)
    if poly is None or poly.total_degree() != 2:
        return False
    one = sp.Dummy("one")
    matrix = sp.hessian(poly.homogenize(one).as_expr(), [*variables, one])
    return bool(matrix.is_positive_definite if strict else matrix.is_positive_semidefinite)


def _rational_polynomial(expr, variables):
    try:
        poly = sp.Poly(sp.expand(expr), *variables)
    except sp.PolynomialError:
        return None
    return poly if all(c.is_Rational for c in poly.coeffs()) else None


def _by_roots(expr, domains, strict):
    """One variable: no sign change, decided exactly by Sturm's theorem on each factor."""
    variables = list(expr.free_symbols)
    if len(variables) != 1 or not variables[0].is_real or variables[0].is_integer:
        return False
    (x,) = variables
    poly = _rational_polynomial(expr, [x])
    if poly is None or poly.is_zero:
        return False
    low, high = domains.get(x, (sp.S.Zero if x.is_nonnegative else -sp.oo, sp.oo))
    if strict and x not in domains and x.is_positive is None and poly.eval(0) == 0:
        return False  # the end point 0 may belong to the domain
    return _no_crossing(poly, low, high, strict) and _positive_inside(poly, low, high)


def _no_crossing(poly, low, high, strict):
    """Whether no root inside (low, high) has odd multiplicity (any multiplicity, if strict)."""
    for factor, power in poly.factor_list()[1]:
        roots = sum(1 for root in sp.real_roots(factor) if low < root < high)
        if roots and (strict or power % 2):
            return False
    return True


def _positive_inside(poly, low, high):
    """Sign at a point of the interval that is no root."""
    low = low if low != -sp.oo else min(high, 0) - 2
    high = high if high != sp.oo else max(low, 0) + 2
    points = (low + (high - low) * sp.Rational(k, 101) for k in range(1, 101))
    value = next(v for v in map(poly.eval, points) if v != 0)
    return bool(value > 0)


PROVERS = (
    ("assumptions", _by_assumptions),
    ("slack variables", _by_slack),
    ("sum of squares", _by_squares),
    ("no real root", _by_roots),
)
