"""Symbolic proof that an expression is zero.

`expand` settles in milliseconds what `simplify` may need minutes for, so cheap strategies come
first. A strategy returns an equal expression, a literal zero if all goes well; the clock never
decides.
"""

from functools import lru_cache

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.functions.combinatorial.factorials import CombinatorialFunction
from sympy.functions.elementary.hyperbolic import HyperbolicFunction
from sympy.functions.elementary.trigonometric import TrigonometricFunction

from dlnotes.symbolic.attempts import attempt
from dlnotes.symbolic.numeric.domains import from_bounds, strengthen, strengthened
from dlnotes.symbolic.proof.cases import by_regions
from dlnotes.symbolic.proof.sums import by_closed_forms, by_reversed_sums, by_sums

TAYLOR_ORDER = 4
HYPERBOLIC = (sp.sinh, sp.cosh, sp.tanh, sp.coth)
CASES = (sp.Piecewise, sp.Abs, sp.Max, sp.Min, sp.sign, sp.Heaviside)


def prove_zero(expr, domains):
    """Name of the first strategy that turns `expr` into 0, or None.

    Args:
        expr: a scalar expression, the difference of two sides.
        domains: {symbol: (low, high)}, from `check_domains`.
    """
    known, bounds = strengthened(expr, domains)
    cases = ("cases", ANY, lambda e: _by_cases(e, bounds))
    name = _first_success(known, (*CHEAP, cases, *THOROUGH))
    if name is None and domains:
        name = attempt(lambda: _first_success(unbounded(done(expr), domains), CHEAP + THOROUGH))
        name = name and f"{name}, on the open interval"
    return name


def _first_success(expr, strategies):
    for name, contains, strategy in strategies:
        if expr.has(*contains) and attempt(strategy, expr) == 0:
            return name
    return None


def _by_cases(expr, bounds):
    expr = done(expr)
    if not expr.has(*CASES):
        return expr
    return by_regions(expr, bounds, lambda e: e == 0 or _first_success(e, CHEAP + THOROUGH))


def unbounded(expr, domains):
    """`expr` with a positive variable for every bounded one, so that sympy can use the bounds."""
    return expr.xreplace({s: _from_positive(s, *ends) for s, ends in domains.items()})


def _from_positive(symbol, low, high):
    if symbol.is_integer or (low == -sp.oo and high == sp.oo):
        return strengthen(symbol, low, high)
    return from_bounds(low, high, sp.Dummy(f"u_{symbol.name}", positive=True))


@lru_cache(maxsize=16)  # nearly every strategy begins with it, and an integral takes seconds
def done(expr):
    """What sympy makes of the derivatives, sums, integrals and limits in an expression."""
    return expr.doit()


def _merge_exponentials(expr):
    """One fraction, whose numerator is a sum of terms with one exponential each."""
    expr = done(expr).rewrite(HYPERBOLIC, sp.exp).replace(sp.exp, lambda a: sp.exp(_flat(a)))
    numerator = sp.expand(sp.fraction(sp.together(expr))[0])
    return sp.expand(sp.Add(*map(_merge_term, sp.Add.make_args(numerator))))


def _merge_term(term):
    factors = sp.Mul.make_args(term)
    exponents = [f.args[0] for f in factors if isinstance(f, sp.exp)]
    rest = sp.Mul(*(f for f in factors if not isinstance(f, sp.exp)))
    return rest * sp.exp(_flat(sp.Add(*exponents)))


def _flat(expr):
    return sp.expand(sp.cancel(sp.together(expr)))


def _expand_all(expr):
    return sp.expand(sp.expand_log(sp.expand_func(sp.expand_trig(done(expr)))))


def _square_both_sides(expr):
    """a - b with a, b >= 0 is zero if a**2 - b**2 is."""
    terms = sp.Add.make_args(done(expr))
    if len(terms) != 2:
        return expr
    a, b = terms if terms[0].is_nonnegative else terms[::-1]
    if not (a.is_nonnegative and b.is_nonpositive):
        return expr
    return sp.simplify(sp.expand(sp.expand_trig(sp.expand(a**2 - b**2))))


def _taylor_limits(expr):
    """Limits at 0 with undefined functions in them, these replaced by their Taylor polynomials."""
    return sp.expand(expr.replace(sp.Limit, _taylor_limit).doit())


def _taylor_limit(body, h, place, direction):
    functions = [f for f in body.atoms(AppliedUndef) if h in f.free_symbols]
    if place != 0 or not functions:
        return sp.Limit(body, h, place, direction)
    rest = sp.Dummy("rest")
    polynomials = {f: _taylor(f, h) + rest * h ** (TAYLOR_ORDER + 1) for f in functions}
    limit = sp.limit(body.xreplace(polynomials), h, place, str(direction))
    return sp.Limit(body, h, place, direction) if limit.has(rest) else limit


def _taylor(function, h):
    return sp.Add(
        *(
            h**k / sp.factorial(k) * sp.diff(function, h, k).subs(h, 0).doit()
            for k in range(TAYLOR_ORDER + 1)
        )
    )


ANY = (sp.Basic,)
# (name, what the expression must contain, strategy)
CHEAP = (
    ("expand", ANY, sp.expand),
    ("doit, expand", ANY, lambda e: sp.expand(done(e))),
    ("merge exponentials", (sp.exp, *HYPERBOLIC), _merge_exponentials),
)
THOROUGH = (
    ("cancel", ANY, lambda e: sp.cancel(sp.together(done(e)))),
    ("powsimp", ANY, lambda e: sp.powsimp(sp.expand(done(e)))),
    (
        "real and imaginary parts",
        (sp.re, sp.im, sp.conjugate, sp.I),
        lambda e: sp.simplify(sp.expand(done(e), complex=True)),
    ),
    ("closed forms of sums", (sp.Sum,), by_closed_forms),
    ("normal form of sums", (sp.Sum,), by_sums),
    ("reversed sums", (sp.Sum,), by_reversed_sums),
    ("Taylor polynomials", (sp.Limit,), _taylor_limits),
    ("expand functions", ANY, _expand_all),
    ("square both sides", ANY, _square_both_sides),
    ("trigsimp", (TrigonometricFunction,), lambda e: sp.trigsimp(sp.expand(done(e)))),
    (
        "rewrite as exp",
        (TrigonometricFunction, HyperbolicFunction),
        lambda e: sp.simplify(sp.expand(done(e).rewrite(sp.exp))),
    ),
    ("simplify", ANY, lambda e: sp.simplify(done(e))),
    (
        "gammasimp",
        (CombinatorialFunction, sp.gamma, sp.beta, sp.Integral),
        lambda e: sp.gammasimp(sp.combsimp(done(e).rewrite(sp.gamma))),
    ),
    ("radsimp", (sp.Pow,), lambda e: sp.simplify(sp.radsimp(sp.sqrtdenest(done(e))))),
    ("factor", ANY, lambda e: sp.simplify(sp.factor(sp.expand(done(e))))),
)
