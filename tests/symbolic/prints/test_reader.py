"""What the reader reads, what it calls ambiguous, and what it cannot read."""

import pytest
import sympy as sp

from dlnotes.symbolic.printing import exact
from tests.symbolic.prints.checked import checked
from tests.symbolic.prints.reader import read_side
from tests.symbolic.prints.tokens import PrintError
from tests.symbolic.prints.verdict import compare_print, same_values

x, y, t, h, a, b, c = sp.symbols("x y t h a b c", real=True)
i, n, k = sp.symbols("i n k", integer=True, positive=True)
f, s, sigma = (sp.Function(name) for name in ("f", "s", "sigma"))
u, W = sp.IndexedBase("u"), sp.IndexedBase("W_1")
A, B = sp.symbols("A B", commutative=False)
D = sp.Derivative

READ = {
    "a sign reaches to the next sign": (r"a - b c + x", a - b * c + x),
    "a bracket": (r"a - \left(b - c\right)", a - b + c),
    "a bracket behind a name is a factor": (r"a (b + c)", a * (b + c)),
    "a bracket behind a function is its argument": (r"f\left(b + c\right)", f(b + c)),
    "braces are not seen": (r"{u}_{i} {a}", u[i] * a),
    "a sum over the product behind it": (
        r"\sum_{i=1}^{n} u_{i} a + b",
        sp.Sum(u[i] * a, (i, 1, n)) + b,
    ),
    "nested sums of one index": (
        r"\sum_{i=1}^{n} \frac{u_{i}}{\sum_{i=1}^{n} u_{i}}",
        sp.Sum(u[i] / sp.Sum(u[i], (i, 1, n)), (i, 1, n)),
    ),
    "bounds below each other": (
        r"\sum_{\substack{1 \leq i \leq n\\0 \leq k \leq 3}} u_{i} k",
        sp.Sum(u[i] * k, (i, 1, n), (k, 0, 3)),
    ),
    "an integral to its differential": (
        r"\int_{0}^{1} a t + b\, dt\, c",
        sp.Integral(a * t + b, (t, 0, 1)) * c,
    ),
    "nested integrals": (
        r"\int\limits_{0}^{1} \int\limits_{0}^{x} x t\, dt\, dx",
        sp.Integral(x * t, (t, 0, x), (x, 0, 1)),
    ),
    "a derivative of a power": (r"\frac{d}{dt} s(t)^{2}", D(s(t) ** 2, t)),
    "a derivative of a bracket": (
        r"\frac{d}{dt} \bigl(s(t) \sigma(t)\bigr)^2",
        D((s(t) * sigma(t)) ** 2, t),
    ),
    "a factor behind a differentiated bracket": (
        r"\frac{d}{dt} \left(s(t) + t\right) a",
        D(s(t) + t, t) * a,
    ),
    "mixed derivatives": (
        r"\frac{\partial^{3}}{\partial y\partial x^{2}} f(x, y)",
        D(f(x, y), x, x, y),
    ),
    "a prime": (r"s'(t)", D(s(t), t)),
    "a limit from the right": (r"\lim_{h \to 0^+} \frac{a h}{h}", sp.Limit(a * h / h, h, 0, "+")),
    "a limit of a bracket": (
        r"\lim_{n \to \infty} \left(1 + \frac{a}{n}\right)^{n}",
        sp.Limit((1 + a / n) ** n, n, sp.oo),
    ),
    "the value at a place": (
        r"\left. \frac{d}{dt} s(t) \right|_{\substack{ t=0 }}",
        sp.Subs(D(s(t), t), t, 0),
    ),
    "a power of a function": (r"\sin^{2}{\left(x \right)}", sp.sin(x) ** 2),
    "a function without brackets": (r"a \sin x", a * sp.sin(x)),
    "two arguments": (r"\operatorname{atan}_{2}{\left(x,y \right)}", sp.atan2(x, y)),
    "a root of another degree": (r"\sqrt[3]{n}", sp.cbrt(n)),
    "powers of e": (r"e^{- \frac{x}{2}}", sp.exp(-x / 2)),
    "a half in one sign": (r"-\tfrac12 x", -x / 2),
    "a slash": (r"a / b", a / b),
    "a factorial": (r"2 n!", 2 * sp.factorial(n)),
    "a binomial": (r"{\binom{n}{k}}", sp.binomial(n, k)),
    "an absolute value": (r"\left|{x - y}\right|", sp.Abs(x - y)),
    "a whole part": (r"\left\lfloor{\frac{x}{2}}\right\rfloor", sp.floor(x / 2)),
    "the largest": (r"\max\left(x, y\right)", sp.Max(x, y)),
    "an order": (r"- x + O\left(x^{2}\right)", -x + sp.O(x**2)),
    "order of factors": (r"A B - B A", A * B - B * A),
    "a base with a subscript": (r"{W_{1}}_{i + 1}", W[i + 1]),
    "cases": (
        r"\begin{cases} x & \text{for}\: x < 1 \\a & \text{otherwise} \end{cases}",
        sp.Piecewise((x, x < 1), (a, True)),
    ),
    "a matrix times a column": (
        r"\left[\begin{matrix}a & b\\b & c\end{matrix}\right] "
        r"\left[\begin{matrix}x\\y\end{matrix}\right]",
        sp.ImmutableMatrix([[a, b], [b, c]]) * sp.ImmutableMatrix([x, y]),
    ),
}


def known_of(expr):
    """Names of an expression, and its tree."""
    expr = expr.as_immutable() if isinstance(expr, sp.MatrixBase) else expr
    known, _, (wanted,) = checked(
        exact(
            "print",
            expr,
        )
    )
    return known, wanted


@pytest.mark.parametrize("name", READ)
def test_it_is_read_as_a_person_reads_it(name):
    tex, expr = READ[name]
    known, wanted = known_of(expr)
    same_values(read_side(tex, known), wanted, known)


AMBIGUOUS = {
    "scope of a derivative": r"\frac{d}{dt} s(t) \sigma(t)",
    "scope of a derivative, number in front": r"\frac{d}{dt} 2 s(t)",
    "scope of a limit": r"\lim_{h \to 0} \left(a h\right) b",
    "an index behind the end of its sum": r"\sum_{i=1}^{n} u_{i} + i",
    "a sign behind a sum": r"\sum_{i=1}^{n} - u_{i}",
    "what is below a slash": r"a / b c",
    "a function without brackets": r"\sin x y",
    "a power behind a fraction": r"\frac{a}{b}^{2}",
    "a power or the inverse": r"\sin^{-1}(x)",
}
UNREADABLE = {
    "a name nobody knows": r"a + q",
    "a word set as a product": r"a s b",
    "two signs": r"a + - b",
    "a number behind a factor": r"a 2",
    "a bracket that is not closed": r"\left(a + b",
    "an integral without its differential": r"\int_{0}^{1} t + a",
    "orders that differ": r"\frac{d^{2}}{d t^{3}} s(t)",
    "two exponents": r"x^{2}^{3}",
    "an unknown command": r"\mystery x",
}
EVERYTHING = sp.Add(a, b, c, x, y, t, h, n, k, i, s(t), sigma(t), u[i], evaluate=False)


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_what_has_two_readings_is_not_guessed(name):
    known, _ = known_of(EVERYTHING)
    with pytest.raises(PrintError, match="ambiguous"):
        read_side(AMBIGUOUS[name], known)


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_an_error(name):
    known, _ = known_of(EVERYTHING)
    with pytest.raises(PrintError, match=r"^(?!ambiguous)"):
        read_side(UNREADABLE[name], known)


def test_two_symbols_that_look_the_same_are_ambiguous():
    with pytest.raises(PrintError, match="two names"):
        compare_print("x = x", exact("=", x, sp.Symbol("x", positive=True)))


@pytest.mark.parametrize(
    ("tex", "head", "left", "right"),
    [
        (r"\begin{aligned}a &= b\\&\quad + c\end{aligned}", "=", a, b + c),
        (r"a \leq b", "<=", a, b),
        (r"a := b", ":=", a, b),
        (r"\texttt{f\_1}\left(a,\ b\right) = a b", "agrees", (a, b), a * b),
        (r"\texttt{f}\left(\ldots\right) = a b", "agrees", (a, b), a * b),
    ],
)
def test_statements(tex, head, left, right):
    compare_print(tex, exact(head, left, right))


def test_arguments_in_another_order_are_false():
    with pytest.raises(PrintError, match="arguments"):
        compare_print(r"\texttt{f}\left(b,\ a\right) = a b", exact("agrees", (a, b), a * b))
