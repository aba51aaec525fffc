"""Ways to turn an expression into zero, each for its kind, cheap ones first.

A strategy returns an equal expression, simpler if all goes well; `proof` looks whether it is zero.
"""

from functools import lru_cache

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.functions.combinatorial.factorials import CombinatorialFunction
from sympy.functions.elementary.hyperbolic import HyperbolicFunction
from sympy.functions.elementary.trigonometric import TrigonometricFunction

from dlnotes.symbolic.sums import by_closed_forms, by_reversed_sums, by_sums

TAYLOR_ORDER = 4
HYPERBOLIC = (sp.sinh, sp.cosh, sp.tanh, sp.coth)


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
