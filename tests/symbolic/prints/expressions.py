"""Random expressions of every kind that the book prints, kept as written or merged by sympy."""

import sympy as sp
from hypothesis import strategies as st

x, y = sp.symbols("x y", real=True)
a, b, level = sp.symbols("a b sigma_max", positive=True)
n, i, k = sp.symbols("n i k", integer=True)
z, primed = sp.symbols("z lambda'")
t, h = sp.symbols("t h", real=True)
f, g = sp.Function("f"), sp.Function("g", positive=True)
u, w = sp.IndexedBase("u", real=True), sp.IndexedBase("W_1", positive=True)
A, B, C = sp.symbols("A B C", commutative=False)
M, N = sp.MatrixSymbol("M", 3, 3), sp.MatrixSymbol("N", 3, 3)

LEAVES = [x, y, a, b, level, n, z, primed, sp.pi, f(x), g(t), f(x, y), u[i], w[n + 1]]
NUMBERS = st.sampled_from([sp.Rational(p, q) for p in (-3, -2, -1, 1, 2, 5) for q in (1, 2, 3)])


def finite(expr):
    return not expr.has(sp.nan, sp.zoo, sp.oo, -sp.oo)


def product_of_some(expr):
    return finite(expr) and expr.is_commutative is False and not isinstance(expr, sp.ZeroMatrix)


def arithmetic(inner):
    pair = st.tuples(inner, inner)
    triple = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        st.tuples(triple, st.booleans()).map(lambda v: sp.Add(*v[0], evaluate=v[1])),
        st.tuples(triple, st.booleans()).map(lambda v: sp.Mul(*v[0], evaluate=v[1])),
        st.tuples(inner, NUMBERS, st.booleans()).map(lambda v: sp.Pow(*v[:2], evaluate=v[2])),
        pair.map(lambda v: v[0] - v[1]),
        pair.map(lambda v: v[0] / v[1]),
        pair.map(lambda v: sp.Pow(*v)),
        inner.map(lambda e: -e),
        inner.map(sp.sqrt),
        inner.map(sp.UnevaluatedExpr),
        inner.map(lambda e: -sp.UnevaluatedExpr(e)),
    )


def functions(inner):
    one = st.sampled_from((sp.sin, sp.cos, sp.exp, sp.log, sp.tanh, sp.asin, sp.Abs, sp.sign, f))
    return st.one_of(
        st.tuples(one, inner).map(lambda v: v[0](v[1])),
        st.tuples(inner, inner).map(lambda v: f(*v)),
        st.tuples(inner, inner).map(lambda v: sp.atan2(*v)),
        inner.map(lambda e: sp.Piecewise((e, x < 1), (-e, sp.And(x >= 1, y < a)), (b, True))),
        st.sampled_from((sp.factorial(n), sp.binomial(n, k), sp.floor(x / 2), sp.Max(x, y))),
        st.sampled_from((sp.ceiling(x), sp.factorial(n + 1), sp.conjugate(z), sp.re(z + x))),
    )


def operators(inner):
    return st.one_of(
        inner.map(lambda e: sp.Derivative(e * f(x), x)),
        inner.map(lambda e: sp.Derivative(sp.UnevaluatedExpr(e) + x * y, x, 2, y)),
        inner.map(lambda e: sp.Subs(sp.Derivative(f(x) + e, x), x, a)),
        inner.map(lambda e: sp.Integral(e + t, (t, -sp.oo, x))),
        inner.map(lambda e: sp.Integral(e * t, (t, 0, x), (x, 0, 1))),
        inner.map(lambda e: sp.Sum(e * u[i], (i, 1, n))),
        inner.map(lambda e: sp.Sum(e - u[i], (i, 0, k), (k, 0, n - 1))),
        inner.map(lambda e: sp.Product(e + i, (i, 1, n))),
        st.tuples(inner, st.sampled_from("+-")).map(lambda v: sp.Limit(v[0] * h, h, 0, v[1])),
        inner.map(lambda e: sp.Limit(e + 1 / h, h, sp.oo)),
    )


def grown(inner):
    return st.one_of(arithmetic(inner), functions(inner), operators(inner))


scalars = st.recursive(st.sampled_from(LEAVES) | NUMBERS, grown, max_leaves=6).filter(finite)
ordered = st.recursive(
    st.sampled_from([A, B, C, 2 * A, x * B]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda v: v[0] * v[1]),
        st.tuples(inner, inner).map(lambda v: v[0] - v[1]),
        st.tuples(inner, st.sampled_from((2, 3, -1))).map(lambda v: v[0] ** v[1]),
    ),
    max_leaves=6,
).filter(product_of_some)
matrices = st.recursive(
    st.sampled_from([M, N, M.T, 2 * M, -N]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda v: v[0] * v[1]),
        st.tuples(inner, inner).map(lambda v: v[0] - v[1]),
        inner.map(lambda e: e.T),
        inner.map(lambda e: a * e),
    ),
    max_leaves=5,
).filter(product_of_some)
written_out = st.lists(scalars, min_size=4, max_size=4).map(
    lambda v: sp.ImmutableMatrix([[v[0], v[1]], [v[2], v[3]]])
)
