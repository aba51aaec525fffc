"""Symbolic proof that an expression is zero: cheap strategies first.

`expand` settles in milliseconds what `simplify` may need minutes for. A strategy either reaches a
literal zero or gives up; the clock never decides.
"""

import sympy as sp

from dlnotes.symbolic.domains import strengthen


def _by_order(expr):
    """f - polynomial + O(h**n) at h = 0: by Taylor's theorem, n derivatives vanish there.

    Other orders are settled by the limit of the ratio to them.
    """
    order = expr.getO()
    if order is None or len(order.variables) != 1:
        return expr
    (h,), (place,), rest = order.variables, order.point, expr.removeO()
    base, power = order.expr.as_base_exp()
    if base == h and power.is_Integer and place == 0:
        derivatives = [sp.diff(rest, h, k).doit().subs(h, 0).doit() for k in range(power)]
        if all(sp.simplify(d) == 0 for d in derivatives):
            return sp.S.Zero
    ratio = sp.limit(rest / order.expr, h, place)
    settled = ratio.is_finite and not ratio.has(sp.Limit, sp.AccumBounds)
    return sp.S.Zero if settled else expr


def _by_branches(expr):
    """Zero if it is zero on every branch; a branch where a side is undefined claims nothing."""
    folded = sp.piecewise_fold(expr.doit())
    if not isinstance(folded, sp.Piecewise):
        return folded
    return sp.S.Zero if all(_branch_is_zero(*arg) for arg in folded.args) else folded


def _branch_is_zero(value, condition):
    values = [value]
    if isinstance(condition, sp.Eq):
        values = [value.subs(solution) for solution in sp.solve(condition, dict=True)]
    return all(v.has(sp.nan, sp.zoo) or sp.simplify(v) == 0 for v in values)


def _by_sums(expr):
    """Sums in a normal form: from 0, up to a bare symbol, constants outside, one term each."""
    return sp.simplify(sp.expand(sp.expand(expr).replace(sp.Sum, _normal_sum)))


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


def _expand_all(expr):
    return sp.expand(sp.expand_log(sp.expand_func(sp.expand_trig(expr.doit()))))


STRATEGIES = (
    ("expand", sp.expand),
    ("doit, expand", lambda e: sp.expand(e.doit())),
    ("cancel", lambda e: sp.cancel(sp.together(e.doit()))),
    ("powsimp", lambda e: sp.powsimp(sp.expand(e.doit()))),
    ("Taylor's theorem", _by_order),
    ("normal form of sums", _by_sums),
    ("expand functions", _expand_all),
    ("trigsimp", lambda e: sp.trigsimp(sp.expand(e.doit()))),
    ("piecewise", _by_branches),
    ("simplify", lambda e: sp.simplify(e.doit())),
    ("rewrite as exp", lambda e: sp.simplify(sp.expand(e.doit().rewrite(sp.exp)))),
    ("gammasimp", lambda e: sp.gammasimp(sp.combsimp(e.doit().rewrite(sp.gamma)))),
    ("radsimp", lambda e: sp.simplify(sp.radsimp(sp.sqrtdenest(e.doit())))),
    ("factor", lambda e: sp.simplify(sp.factor(sp.expand(e.doit())))),
)


def prove_zero(expr, domains):
    """Name of the first strategy that turns `expr` into 0, or None.

    Args:
        expr: a scalar expression, the difference of two sides.
        domains: {symbol: (low, high)}, from `check_domains`.
    """
    stronger = expr.xreplace({s: strengthen(s, *bounds) for s, bounds in domains.items()})
    for candidate, how in ((stronger, ""), (unbounded(expr, domains), ", on the open interval")):
        for name, strategy in STRATEGIES:
            if _reaches_zero(strategy, candidate):
                return name + how
        if candidate == expr:
            break
    return None


def _reaches_zero(strategy, expr):
    """Whether the strategy ends at a literal zero.

    sympy raises many kinds of error for expressions outside an algorithm's class (no series, no
    polynomial, unknown integrals): each of these means "not settled by this strategy".
    """
    try:
        return strategy(expr) == 0
    except (ValueError, TypeError, AttributeError, NotImplementedError, RecursionError, KeyError):
        return False
    except (sp.PolynomialError, ZeroDivisionError, IndexError):
        return False


def unbounded(expr, domains):
    """`expr` with a positive variable u for every bounded one, so that sympy can use the bounds.

    low < x < high becomes x = (low + high u)/(1 + u); low < x becomes x = low + u;
    x < high becomes x = high - u.
    """
    return expr.xreplace({s: _from_positive(s, *ends) for s, ends in domains.items()})


def _from_positive(symbol, low, high):
    if symbol.is_integer or (low == -sp.oo and high == sp.oo):
        return strengthen(symbol, low, high)
    u = sp.Dummy(f"u_{symbol.name}", positive=True)
    if high == sp.oo:
        return low + u
    return high - u if low == -sp.oo else (low + high * u) / (1 + u)
