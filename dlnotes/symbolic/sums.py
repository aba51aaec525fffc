"""A normal form of sums, so that shifted, split and reversed ones cancel; two closed forms."""

import sympy as sp

from dlnotes.symbolic.inequality import prove_sign


def by_sums(expr):
    """Every sum from 0 to a bare symbol, constants outside, one term each; then simplified."""
    return sp.simplify(sp.expand(sp.expand(expr).replace(sp.Sum, _normal_sum)))


def by_reversed_sums(expr):
    """The same, with each sum run in the direction in which its term is shorter."""
    return by_sums(sp.expand(expr).replace(sp.Sum, _shorter_direction))


def by_closed_forms(expr):
    """Binomial and geometric sums in closed form, known by the ratio of neighbouring terms."""
    return sp.simplify(sp.expand(expr.replace(sp.Sum, _closed_form)))


def _closed_form(function, *limits):
    k, low, high = limits[0]
    number, rest = _without_binomial(function, k)
    ratio = sp.simplify(rest.subs(k, k + 1) / rest)
    if len(limits) > 1 or ratio.has(k):
        return sp.Sum(function, *limits)
    first = rest.subs(k, low)
    if number is not None and low == 0 and high == number:
        return first * (1 + ratio) ** number
    small = all(prove_sign(1 + r, {}, strict=True) for r in (ratio, -ratio))
    if number is None and high == sp.oo and small:
        return first / (1 - ratio)
    return sp.Sum(function, *limits)


def _without_binomial(function, k):
    """(n, rest) where the term is binomial(n, k) times rest, else (None, term)."""
    for factor in sp.Mul.make_args(function):
        if isinstance(factor, sp.binomial) and factor.args[1] == k and not factor.args[0].has(k):
            return factor.args[0], function / factor
    return None, function


def _shorter_direction(function, *limits):
    if len(limits) != 1 or len(limits[0]) != 3:
        return sp.Sum(function, *limits)
    k, low, high = limits[0]
    j = sp.Dummy("j", integer=True)
    ahead, back = (sp.powsimp(sp.expand(function.subs(k, place))) for place in (low + j, high - j))
    return sp.Sum(min(ahead, back, key=_length), (j, 0, high - low))


def _length(expr):
    return expr.count_ops(), len(str(expr))


def _normal_sum(function, *limits):
    if len(limits) != 1 or len(limits[0]) != 3:
        return sp.Sum(function, *limits)
    k, low, high = limits[0]
    if low.is_Integer:
        function, high = function.subs(k, k + low), high - low
        low = sp.S.Zero
    terms = sp.Add.make_args(sp.powsimp(sp.expand(function), deep=True).expand())
    return sp.Add(*(_normal_term(term, k, low, high) for term in terms))


def _normal_term(term, k, low, high):
    """One summand: its constant factor in front, integer ends of the range written out."""
    constant, rest = sp.expand(term).as_independent(k, as_Add=False)
    extra, end = high.as_coeff_Add()
    if not extra.is_Integer or end == 0:
        extra, end = sp.S.Zero, high
    j = sp.Dummy("j", integer=True)
    total = sp.Sum(rest.subs(k, j), (j, low, end)).as_dummy()
    for step in range(1, abs(int(extra)) + 1):
        place = end + step if extra > 0 else end - step + 1
        total += sp.sign(extra) * rest.subs(k, place)
    return constant * total
