"""Formulas in the order of the source that writes them, and never anything but what was checked."""

import linecache
import sys

import pytest
import sympy as sp

from dlnotes.symbolic import agree, claim, define
from dlnotes.symbolic.evidence import MIME, Evidence
from dlnotes.symbolic.printing import as_written, latex, with_values

t, x, x0, eps = sp.symbols("t x x_0 epsilon", real=True)
beta, b2, a, v, lam, mu = sp.symbols("beta beta_2 a v lambda mu", positive=True)
s, p, u, d, k = sp.symbols("s p u d k", integer=True, positive=True)
i, n = sp.symbols("i n", integer=True, positive=True)
h, M, delta = sp.symbols("h M delta", positive=True)
scale, sigma = (sp.Function(name, positive=True)(t) for name in ("s", "sigma"))
beta_t = sp.Function("beta")(t)
dw, dt = sp.symbols(r"\mathrm{d}w \mathrm{d}t")
m_hat, v_hat = sp.Symbol(r"\hat m_t"), sp.Symbol(r"\hat v_t", positive=True)
least, most = sp.symbols("beta_min beta_max", positive=True)
g = sp.IndexedBase("g", real=True)
apart = sp.UnevaluatedExpr
names_of_sums = x + beta


def written(expr):
    """The LaTeX of the first argument of this call."""
    checked = expr.as_immutable() if isinstance(expr, sp.MatrixBase) else expr
    return as_written(sys._getframe(1), 0, "expr", checked).tex


def plain(tex):
    """Without what only lays out: sizes of brackets, braces around arguments, wide spaces."""
    for noise in (r"{\left(", r"\left("):
        tex = tex.replace(noise, "(")
    return tex.replace(r" \right)}", ")").replace(r"\right)", ")").replace("  ", " ")


def test_a_sum_keeps_its_order():
    assert written((1 - t) * x0 + t * eps) == r"\left(1 - t\right) x_{0} + t \epsilon"


def test_a_product_keeps_its_order():
    assert plain(written(scale * (x0 + sigma * eps))) == r"s(t) (x_{0} + \sigma(t) \epsilon)"


def test_differentials_stand_behind_a_space():
    tex = plain(written(-sp.Rational(1, 2) * beta_t * x * dt + sp.sqrt(beta_t) * dw))
    assert tex == (r"- \frac{1}{2} \beta(t) x \, \mathrm{d}t + \sqrt{\beta(t)} \, \mathrm{d}w")


def test_the_running_mean():
    assert written(beta * a + (1 - beta) * x) == r"\beta a + \left(1 - \beta\right) x"


def test_the_step_of_adam():
    tex = written(m_hat / (sp.sqrt(v_hat) + eps))
    assert tex == r"\frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}"


def test_a_root_is_not_split():
    assert written(sp.sqrt(v / (1 - b2**n))) == r"\sqrt{\frac{v}{1 - \beta_{2}^{n}}}"


def test_a_term_that_was_put_in_brackets_keeps_them():
    tex = plain(written(beta * (1 - beta**n) + (1 - beta)))
    assert tex == r"\beta (1 - \beta^{n}) + (1 - \beta)"


def test_an_order_stands_last():
    assert written(-x + sp.O(x**2)) == r"- x + O\left(x^{2}\right)"


def test_sums_kept_apart_keep_their_brackets():
    tex = plain(written(apart(s * u - p + d * (k - 1)) - apart(s * u - p) + 1))
    assert tex == "(s u - p + d (k - 1)) - (s u - p) + 1"


def test_the_scope_of_a_derivative_is_seen():
    tex = plain(written(sp.Derivative((scale * sigma) ** 2, t)))
    assert tex == r"\frac{d}{d t} (s(t) \sigma(t))^{2}"


def test_numbers_that_are_put_in_are_said_once():
    def shown(function, expr):
        return with_values(sys._getframe(1), 1, "expr", expr)

    usual = {least: sp.Rational(1, 10), most: 20}
    piece, values = shown(None, (-(least + t * (most - least)) / 2 * x).subs(usual))
    assert plain(piece.tex) == (r"- \frac{\beta_{\min} + t (\beta_{\max} - \beta_{\min})}{2} x")
    assert values == r"\beta_{\min} = \frac{1}{10},\ \beta_{\max} = 20"


def test_a_letter_with_a_prime():
    assert latex(sp.Symbol("lambda'")) == r"\lambda'"


def test_a_root_of_a_higher_degree_is_a_power():
    tex = plain(written((sp.Rational(45, 4) * delta / M) ** sp.Rational(1, 5)))
    assert tex == r"(\frac{\frac{45}{4} \delta}{M})^{1/5}"


def running(value, end=n):
    """A mean, as a chapter writes it."""
    weights = beta ** (end - i)
    return (1 - beta) * sp.Sum(weights * value, (i, 1, end))


def normal(x, mean, variance):
    return sp.exp(-((x - mean) ** 2) / (2 * variance))


def printing(value):
    print("a side effect")
    return value + x * beta


def shifted(value, steps=3):
    return shifted(value, steps - 1) + x


FOLLOWED = {
    "a function of the chapter": (
        lambda: written(running(g[i]) + beta * g[n]),
        r"(1 - \beta) \sum_{i=1}^{n} \beta^{n - i} {g}_{i} + \beta {g}_{n}",
    ),
    "its argument, as it is written": (
        lambda: written(running(x - a, n + 1)),
        r"(1 - \beta) \sum_{i=1}^{n + 1} \beta^{n + 1 - i} (x - a)",
    ),
    "without what a 0 or a 1 would add": (
        lambda: written(normal(x, 0, 1)),
        r"e^{- \frac{x^{2}}{2}}",
    ),
    "a name, to where it was assigned": (
        lambda: written(lam + names_of_sums),
        r"\lambda + x + \beta",
    ),
    "a name behind a minus": (lambda: written(lam - names_of_sums), r"\lambda - (x + \beta)"),
    "a fraction of a fraction": (lambda: written(x / a / 2), r"\frac{x}{2 a}"),
    "a minus above a line": (lambda: written(-(x + a) / v), r"- \frac{x + a}{v}"),
    "an operator in front of a factor": (
        lambda: written(sp.Derivative(scale, t) * x),
        r"x \frac{d}{d t} s(t)",
    ),
    "a power of a function": (lambda: written(sp.cos(x) ** 2 * scale**2), r"\cos^{2}(x) s^{2}(t)"),
    "bounds, as they are written": (
        lambda: written(sp.Integral(x + a, (x, 0, n + s))),
        r"\int\limits_{0}^{n + s} (x + a)\, dx",
    ),
    "a column": (
        lambda: written(sp.Matrix([x + a, 1 - t])),
        r"\left[\begin{matrix}x + a\\1 - t\end{matrix}\right]",
    ),
    "arguments of a function": (lambda: written(sp.log(x + a)), r"\log(x + a)"),
}


@pytest.mark.parametrize("name", FOLLOWED)
def test_the_source_is_followed(name):
    show, expected = FOLLOWED[name]
    assert plain(show()) == expected


def test_a_loop_shows_the_value_of_its_turn():
    shown = [written(factor * x + a) for factor in (2, 3)]
    assert shown == ["2 x + a", "3 x + a"]


def test_what_does_more_than_compute_is_not_run_again(capsys):
    assert written(printing(a)) == latex(a + x * beta)
    assert capsys.readouterr().out == "a side effect\n"


def test_endless_calls_end():
    with pytest.raises(RecursionError):
        shifted(x)
    value = sp.sympify(x)
    assert as_written(sys._getframe(), 0, "expr", value).tex == "x"


def test_without_source_it_is_sympys_order():
    scope = {"written": written, "x": x, "a": a}
    exec("found = written(x + a)", scope)
    assert scope["found"] == latex(x + a)


def test_names_are_followed_to_earlier_cells(monkeypatch):
    """As in a kernel that keeps no history: the cells' texts are in linecache only."""
    scope = {"written": written, "x": x, "a": a, "t": t}
    for number, text in enumerate(("total = x + a", "found = written(t * total)")):
        name = f"/nowhere/{number}.py"
        monkeypatch.setitem(linecache.cache, name, (len(text), None, [text], name))
        exec(compile(text, name, "exec"), scope)
    assert scope["found"] == r"t \left(x + a\right)"


def test_a_value_that_is_not_what_was_checked_is_not_shown():
    def other(expr):
        return as_written(sys._getframe(1), 0, "expr", a + 2 * x).tex

    assert other(x + a) == latex(a + 2 * x)


def test_a_name_that_has_changed_since_is_not_followed():
    total = x + a
    total = total.subs(a, beta)
    assert written(1 + total) == f"1 + {latex(total)}"


def test_starred_arguments_are_not_followed():
    both = (x + a,)
    assert written(*both) == latex(x + a)


@pytest.fixture
def shown(monkeypatch):
    """The records that are displayed."""
    found = []
    monkeypatch.setattr(
        Evidence, "show", lambda self: found.append(self._repr_mimebundle_()[MIME]["latex"])
    )
    return found


def test_the_verbs_print_as_their_call_is_written(shown):
    define(sp.Symbol("y"), x + a)
    claim((x + a) ** 2, x**2 + 2 * x * a + a**2)
    claim(sp.Le(-((x - a) ** 2), 0, evaluate=False))
    agree(lambda x, a: x * a + x, x * a + x, x, a, name="code")
    assert shown == [
        "y := x + a",
        r"\left(x + a\right)^{2} = x^{2} + 2 x a + a^{2}",
        r"- \left(x - a\right)^{2} \leq 0",
        r"\texttt{code}\left(x,\ a\right) = x a + x",
    ]


def test_keywords_print_as_they_are_written(shown):
    claim(rhs=x**2 - a**2, lhs=(x + a) * (x - a))
    assert shown == [r"\left(x + a\right) \left(x - a\right) = x^{2} - a^{2}"]
