"""What reference code is called with, and what the page calls it."""

import functools

import pytest
import sympy as sp
import torch

from dlnotes.symbolic import agree, real
from dlnotes.symbolic.code import Code, by_names
from dlnotes.symbolic.errors import AgreementError
from tests.symbolic.prints.tokens import PrintError
from tests.symbolic.prints.verdict import compare_print

x, y, a, b = sp.symbols("x y a b", real=True)
n = sp.Symbol("n", integer=True, positive=True)


def pair(x, y):
    return x * y, x - y


def slope(function, at, direction, order=1):
    return function(at) @ direction if order == 1 else None


def gradient(at):
    return torch.stack((2 * at[0], at[1] * 0 + 3))


class Square:
    def __call__(self, x):
        return x**2

    def half(self, x):
        return x**2 / 2


def test_a_function_that_returns_a_tuple(shown):
    agree(pair, (x * y, x - y), x, y, label="pair")
    agree(pair, [x * y, x - y], x, y)
    assert shown[0].latex == (
        r"\texttt{pair}\left(x,\ y\right) = \left[\begin{matrix}x y\\x - y\end{matrix}\right]"
    )


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ((x * y, y - x), "pair entry 1 at"),
        ((x - y, x * y), "pair entry 0 at"),
        ((x * y,), "returns 2 values, expected 1"),
        ((x * y, x - y, x), "returns 2 values, expected 3"),
        (x * y, "returns tuple, expected a tensor"),
        (sp.Matrix([x * y, x - y]), "returns tuple, expected a tensor"),
    ],
)
def test_a_tuple_is_compared_part_by_part(wrong, words):
    with pytest.raises(AgreementError, match=words):
        agree(pair, wrong, x, y)


def test_a_tensor_is_no_tuple():
    with pytest.raises(AgreementError, match="returns Tensor, expected a tuple"):
        agree(lambda x: gradient(torch.stack((x, x))), (2 * x, 3), x, name="gradient")


def test_gradients_of_a_part_are_compared():
    with pytest.raises(AgreementError, match="gradient of pair entry 1 in y"):
        agree(lambda x, y: (x * y, x - y.detach()), (x * y, x - y), x, y, name="pair")


def test_expressions_tuples_matrices_and_functions_are_arguments(shown):
    agree(torch.sqrt, sp.sqrt(1 + a**2), 1 + a**2)
    agree(pair, (x * 2 * y, x - 2 * y), x, 2 * y)
    agree(slope, 2 * x * a + 3 * b, gradient, sp.Matrix([x, y]), sp.Matrix([a, b]))
    agree(lambda rates, x: x * rates[0] + rates[1], a * x + b, (a, b), x, name="line")
    agree(torch.mul, 3 * x, x, 3)
    agree(torch.pow, x ** (2 * n + 1), x, 2 * n + 1)
    assert r"\texttt{sqrt}\left(1 + a^{2}\right)" in shown[0].latex
    assert [e.plain.partition(" = ")[0] for e in shown[1:]] == [
        "pair(x, 2*y)",
        "slope(gradient, x, y, a, b)",
        "line(a, b, x)",
        "mul(x, 3)",
        "pow(x, 2*n + 1)",
    ]
    for evidence in shown:
        compare_print(evidence.latex, evidence.checked)
    wrong = shown[0].latex.replace("1 + a^{2}", "1 - a^{2}", 1)
    with pytest.raises(PrintError, match="arguments"):
        compare_print(wrong, shown[0].checked)


@pytest.mark.parametrize("argument", [2 * a, a + sp.Rational(1, 10**6), a**2])
def test_an_expression_among_the_arguments_counts(argument):
    agree(torch.sin, sp.sin(argument), argument)
    with pytest.raises(AgreementError):
        agree(torch.sin, sp.sin(a), argument)


def test_gradients_pass_through_an_expression():
    with pytest.raises(AgreementError, match="gradient of sin in a"):
        agree(lambda v: torch.sin(v.detach()), sp.sin(2 * a), 2 * a, name="sin")


def test_a_matrix_keeps_its_shape():
    seen = []

    def total(table):
        seen.append(tuple(table.shape))
        return table.sum()

    agree(total, x + y + a + b, sp.Matrix([[x, y], [a, b]]))
    agree(total, x + y, sp.Matrix([x, y]))
    assert set(seen) == {(2, 2), (2,)}


SQUARE = Square()


def test_names_are_found_in_the_source(shown):
    square = SQUARE
    agree(square, x**2, x)
    agree(lambda x: square(x), x**2, x)
    agree(lambda x: pair(x, 2 * x)[0], 2 * x**2, x)
    agree(lambda x: torch.stack(pair(x, 2 * x))[1], -x, x)
    for code in (torch.sin, torch.cos):
        agree(lambda x, code=code: code(x) * 1, getattr(sp, code.__name__)(x), x)
    agree(functools.partial(torch.mul, 2), 2 * x, x)
    agree(square.half, x**2 / 2, x)
    agree(lambda x: SQUARE.half(x), x**2 / 2, x)
    names = [e.plain.partition("(")[0] for e in shown]
    expected = ["square", "square", "pair", "pair", "sin", "cos", "mul", "half", "SQUARE.half"]
    assert names == expected


def test_a_lambda_that_calls_no_code_needs_a_name():
    with pytest.raises(ValueError, match="a lambda needs the name"):
        agree(lambda x: torch.sin(x) + abs(x), sp.sin(x) + sp.Abs(x), x)


def test_what_a_record_calls_it():
    square = SQUARE
    assert Code(pair, (x, y)).name == "pair" and Code(SQUARE, (x,)).name == "Square"
    assert Code(functools.partial(pair, 2), (x,)).name == "pair"
    assert Code(lambda v: pair(v, 2)[0], (x,)).name == "pair"
    assert Code(lambda v: sum(square(w) for w in (v, v)), (x,)).name == "square"
    assert Code(lambda v: torch.sin(v) + x, (x,)).name == ""


def test_text_is_no_argument():
    with pytest.raises(TypeError, match="no text"):
        Code(pair, (x, "y"))


def test_arguments_by_names():
    p = real("p", 0, 1)
    assert by_names(pair, {x, y, p}).arguments == (x, y)
    assert by_names(lambda p, q=2: p, {p}).arguments == (p,)
    assert by_names(lambda q=2, p=1, *, mode="fast": p, {p, x}).arguments == (2, p)
    assert by_names(lambda p, how="mean": p, {p}).arguments == (p,)
