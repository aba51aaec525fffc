"""`define` holds a definition against the code that computes it."""

import pytest
import sympy as sp
import torch

from dlnotes.symbolic import computed, define, real
from dlnotes.symbolic.errors import AgreementError
from dlnotes.symbolic.evidence import MIME

t = sp.Symbol("t", integer=True, positive=True)
m, g = (sp.IndexedBase(name, real=True) for name in ("m", "g"))
beta = real("beta", 0, 1)
x = sp.Symbol("x", real=True)
mean = beta * m[t - 1] + (1 - beta) * g[t]


def ema(average, value, beta):
    return beta * average + (1 - beta) * value


def test_a_definition_says_which_code_computes_it(shown):
    define(m[t], mean, "running mean", by=computed(ema, m[t - 1], g[t], beta), label="mean")
    bundle = shown[0]._repr_mimebundle_()
    assert bundle[MIME]["method"] == "computed by ema" and bundle[MIME]["points"] == 20
    assert r"\text{running mean}\text{; }\texttt{ema}\text{ computes it}" in bundle["text/latex"]


def test_a_definition_that_no_code_computes_says_why(shown):
    define(sp.Symbol("y"), x**2, only="a name")
    record = shown[0]._repr_mimebundle_()[MIME]
    assert (record["method"], record["points"], record["tolerance"]) == (
        "no code computes it: a name",
        0,
        "",
    )
    define(sp.Symbol("y"), x**2)
    assert shown[1]._repr_mimebundle_()[MIME]["method"] == ""


@pytest.mark.parametrize(
    "wrong",
    [
        beta * m[t - 1] - (1 - beta) * g[t],
        beta * m[t - 1] + (1 + beta) * g[t],
        beta * g[t] + (1 - beta) * m[t - 1],
        beta * m[t - 1] + (1 - beta) * g[t] ** 2,
        mean + sp.Rational(1, 10**6),
    ],
)
def test_a_definition_with_a_fault_is_refused(wrong, shown):
    with pytest.raises(AgreementError, match=r"ema at beta = .*: the code gives"):
        define(m[t], wrong, by=computed(ema, m[t - 1], g[t], beta))
    assert shown == []


def test_many_numbers_are_not_taken_for_one():
    i = sp.Symbol("i", integer=True)
    total = sp.Sum(beta ** (t - i) * g[i], (i, 1, t))
    with pytest.raises(ValueError, match=r"g\[i\] in .* stands for many numbers"):
        define(m[t], total, by=computed(ema, 0, g[1], beta))


def test_a_lambda_that_calls_no_code_is_refused():
    for by in (lambda x: 2 * x, lambda x: torch.mul(x, 2), computed(lambda v: 2 * v + sp.pi, x)):
        with pytest.raises(ValueError, match="calls no reference code"):
            define(sp.Symbol("y"), 2 * x, by=by)


def test_a_lambda_around_code_is_shown_by_the_name_of_the_code(shown):
    define(sp.Symbol("y"), (x + 3) / 2, by=computed(lambda v: ema(v, 3, 0.5), x))
    assert shown[0].code == "ema"


def test_arguments_are_found_by_their_names(shown):
    def shifted(x, by=3, *, scale=1.0):
        return scale * (x + by)

    define(sp.Symbol("y"), x + 3, by=shifted)
    with pytest.raises(ValueError, match="has the argument average, which no symbol is called"):
        define(m[t], mean, by=ema)


def test_all_symbols_reach_the_code():
    with pytest.raises(ValueError, match="lack the symbols beta"):
        define(m[t], mean, by=computed(ema, m[t - 1], g[t], 0.9))


def test_functions_of_time_and_domains():
    f = sp.Function("f", real=True)(x)
    define(sp.Symbol("y"), sp.sqrt(f), by=computed(torch.sqrt, f), where={f: (0, 4)})


@pytest.mark.parametrize("only", ["", " ", 3])
def test_a_reason_is_words(only):
    with pytest.raises(ValueError, match="only="):
        define(sp.Symbol("y"), x, only=only)


def test_code_and_a_reason_for_none_are_one_too_many():
    with pytest.raises(ValueError, match="no by="):
        define(sp.Symbol("y"), x, only="a name", by=computed(torch.sin, x))
