"""A normal form of sums, so that shifted, split and reversed ones cancel; two closed forms."""

import sympy as sp

from dlnotes.symbolic.proof.signs import prove_sign


def by_sums(expr):
    """Every sum from 0 to a bare symbol, constants outside, one term each; then simplified."""
    return sp.simplify(sp.expand(sp.expand(expr).replace(sp.Sum, _normal_sum)))


def by_reversed_sums(expr):
    """The same, with each sum run in the direction in which its term is shorter."""
    return by_sums(sp.expand(expr).replace(sp.Sum, _shorter_direction))


def by_closed_forms(expr):
    """Binomial and endless geometric sums, with polynomial weights, in closed form."""
    return sp.simplify(sp.expand(expr.replace(sp.Sum, _closed_form)))


def _closed_form(function, *limits):
    """sum of w(k) c z**k is c w(z d/dz) applied to (1 + z)**n or 1/(1 - z)."""
    (k, low, high), *others = limits
    number, rest = _without_binomial(function, k)
    weight, rest = _split(rest, lambda factor: factor.is_polynomial(k))
    ratio = sp.simplify(rest.subs(k, k + 1) / rest)
    z = sp.Dummy("z")
    if others or low != 0 or ratio.has(k):
        return sp.Sum(function, *limits)
    if number is not None and high == number:
        total = (1 + z) ** number
    elif number is None and high == sp.oo and _is_below_one(ratio):
        total = 1 / (1 - z)
    else:
        return sp.Sum(function, *limits)
    return rest.subs(k, 0) * _weighted(total, z, sp.Poly(weight, k)).subs(z, ratio)


def _without_binomial(function, k):
    """(n, rest) where the term is binomial(n, k) times rest, else (None, term)."""
    found, rest = _split(function, lambda f: isinstance(f, sp.binomial) and f.args[1] == k)
    single = isinstance(found, sp.binomial) and not found.args[0].has(k)
    return (found.args[0], rest) if single else (None, function)


def _split(term, wanted):
    """(product of the factors that are wanted, product of the others)."""
    factors = sp.Mul.make_args(term)
    return tuple(
        sp.Mul(*(f for f in factors if bool(wanted(f)) is is_in)) for is_in in (True, False)
    )


def _is_below_one(ratio):
    return all(prove_sign(1 + r, {}, strict=True) for r in (ratio, -ratio))


def _weighted(total, z, weight):
    """w(z d/dz) applied to a function of z."""
    powers = [total]
    for _ in range(weight.degree()):
        powers.append(z * sp.diff(powers[-1], z))
    return sp.Add(*(c * p for c, p in zip(reversed(weight.all_coeffs()), powers, strict=True)))


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
