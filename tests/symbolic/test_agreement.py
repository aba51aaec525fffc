"""`agree`: code that computes the formula passes, everything else does not."""

import pytest
import sympy as sp
import torch

from dlnotes.symbolic import agree
from dlnotes.symbolic.errors import AgreementError, DomainError, EvaluationError
from dlnotes.symbolic.evidence import MIME

x, y = sp.symbols("x y", real=True)
a = sp.Symbol("a", positive=True)
p = sp.Symbol("p")
n = sp.Symbol("n", integer=True, positive=True)
k = sp.Symbol("k", integer=True)


def softplus(x):
    return torch.log1p(torch.exp(x))


def power(x, n):
    return x**n


def test_agreement_is_shown(shown):
    agree(softplus, sp.log(1 + sp.exp(x)), x, because="stable", label="softplus")
    (evidence,) = shown
    assert evidence._repr_mimebundle_()[MIME] == {
        "kind": "agreement",
        "verdict": "agrees",
        "label": "softplus",
        "text": "stable",
        "latex": r"\texttt{softplus}\left(x\right) = \log{\left(1 + e^{x} \right)}",
        "method": "values and gradients",
        "points": 20,
        "tolerance": "1e-09 relative",
        "checked": "(x real) (agrees (Tuple x) (log (Add 1 (exp x))))",
    }
    assert repr(evidence) == "agrees: softplus(x) = log(exp(x) + 1)"


def test_integers_arrive_as_python_numbers():
    seen = []

    def powers(x, n):
        seen.append((type(x), type(n)))
        return x**n

    agree(powers, a**n, a, n)
    assert set(seen) == {(torch.Tensor, int)}
    agree(lambda n: n + 1, n + 1, n, name="successor")


def test_sums_with_symbolic_ends():
    def harmonic(x, n):
        return sum(x / j for j in range(1, n + 1))

    agree(harmonic, sp.Sum(x / k, (k, 1, n)), x, n)
    with pytest.raises(AgreementError, match=r"harmonic at n = .*, x = .*: the code gives"):
        agree(harmonic, sp.Sum(x / k, (k, 1, n + 1)), x, n)


def test_vectors_and_matrices():
    def outer(x, y):
        v = torch.stack((x, y))
        return torch.outer(v, v)

    agree(lambda x, y: torch.stack((x * y, x)), sp.Matrix([x * y, x]), x, y, name="pair")
    agree(outer, sp.Matrix([[x**2, x * y], [x * y, y**2]]), x, y)
    with pytest.raises(AgreementError, match="outer entry 3 at x = "):
        agree(outer, sp.Matrix([[x**2, x * y], [x * y, x**2]]), x, y)


@pytest.mark.parametrize(
    "change",
    [
        lambda x: -softplus(x),
        lambda x: softplus(x) * 2,
        lambda x: softplus(x) ** 2,
        lambda x: softplus(x + 1e-8),
        lambda x: torch.log(1 + x),
        lambda x: softplus(x) * torch.nan,
        lambda x: softplus(x) / 0,
        lambda x: 0.0 * x,
    ],
)
def test_wrong_values_are_caught(change, shown):
    with pytest.raises(AgreementError, match=r"code at x = .*: the code gives .*, the formula"):
        agree(change, sp.log(1 + sp.exp(x)), x, name="code")
    assert shown == []


def test_small_values_are_compared_with_their_own_size():
    agree(lambda x: 1e-13 * x, x / 10**13, x, name="small")
    with pytest.raises(AgreementError):
        agree(lambda x: 0 * x, x / 10**13, x, name="zero")


def test_a_value_near_zero_is_compared_with_the_others():
    agree(lambda x: (x - 2) + 1e-14, x - 2, x, name="rounded")


@pytest.mark.parametrize(
    "code",
    [
        lambda x: softplus(x.detach()),
        lambda x: softplus(x.detach()) + 0 * x,
        lambda x: softplus(x).item(),
        lambda x: softplus(2 * x.detach() - x),
        lambda x: softplus(x) + (x - x.detach()),
    ],
)
def test_right_values_with_wrong_gradients_are_caught(code):
    agree(code, sp.log(1 + sp.exp(x)), x, name="code", gradients=False)
    with pytest.raises(AgreementError, match=r"gradient of code in x at x = "):
        agree(code, sp.log(1 + sp.exp(x)), x, name="code")


def test_a_wrong_backward_is_caught():
    class Square(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x**2

        @staticmethod
        def backward(ctx, slope):
            return slope * ctx.saved_tensors[0]

    with pytest.raises(AgreementError, match="gradient of square in x"):
        agree(Square.apply, x**2, x, name="square")


def test_a_gradient_in_one_argument_only_is_caught():
    with pytest.raises(AgreementError, match="gradient of product in y"):
        agree(lambda x, y: x * y.detach(), x * y, x, y, name="product")


def test_arguments_without_influence_are_fine():
    agree(lambda x, y: x**2, x**2, x, y, name="first")


@pytest.mark.parametrize("dtype", [torch.float32, torch.float16, torch.bfloat16])
def test_code_that_leaves_float64_is_caught(dtype):
    with pytest.raises(AgreementError, match=f"returns {dtype} for float64 arguments"):
        agree(lambda x: x.to(dtype), x, x, name="cast")


def test_code_that_rounds_on_the_way_is_caught():
    with pytest.raises(AgreementError):
        agree(lambda x: x.float().exp().double(), sp.exp(x), x, name="rounded")


def test_complex_results_are_caught():
    with pytest.raises(AgreementError, match=r"returns torch\.complex128"):
        agree(lambda x: x + 0j, x, x, name="code")


@pytest.mark.parametrize(
    ("code", "expr"),
    [
        (lambda x: x.reshape(1), x),
        (lambda x: x.reshape(1, 1), x),
        (lambda x: x, sp.Matrix([x])),
        (lambda x: torch.stack((x, x)), x),
        (lambda x: torch.stack((x, x)), sp.Matrix([x, x, x])),
        (lambda x: torch.stack((x, x)), sp.Matrix([[x, x]])),
        (lambda x: torch.stack((x, x, x, x)), sp.Matrix([[x, x], [x, x]])),
        (lambda x: x.reshape(0), x) if False else (lambda x: x[None][:0], x),
    ],
)
def test_shapes_must_match(code, expr):
    with pytest.raises(AgreementError, match=r"code returns shape \(.*\), expected"):
        agree(code, expr, x, name="code")


@pytest.mark.parametrize("result", [None, "1", (1.0, 2.0), [torch.tensor(1.0)]])
def test_results_are_tensors_or_numbers(result):
    with pytest.raises(AgreementError, match="expected a tensor"):
        agree(lambda x: result, x, x, name="code")


def test_a_domain_is_used():
    with pytest.raises(EvaluationError, match="is not real at"):
        agree(torch.sqrt, sp.sqrt(x), x)
    agree(torch.sqrt, sp.sqrt(x), x, where={x: (0, 5)})
    with pytest.raises(DomainError, match="where names y"):
        agree(torch.sqrt, sp.sqrt(x), x, where={y: (0, 5)})


def test_piecewise_formulas():
    formula = sp.Piecewise((x, x > 0), (x / 10, True))
    agree(lambda x: torch.where(x > 0, x, x / 10), formula, x, name="leaky")
    with pytest.raises(AgreementError):
        agree(lambda x: torch.where(x > 0, x, x / 100), formula, x, name="leaky")


def test_arguments_keep_their_values():
    """Code that writes into its arguments fails in torch itself."""

    def in_place(x):
        return x.mul_(2)

    with pytest.raises(RuntimeError, match="leaf"):
        agree(in_place, 2 * x, x)


def test_a_lambda_needs_a_name():
    with pytest.raises(ValueError, match="name=None: a lambda needs"):
        agree(lambda x: x, x, x)


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"function": 3}, TypeError, "function=3"),
        ({"symbols": (x,)}, ValueError, r"lack the symbols y"),
        ({"symbols": (x, "y")}, TypeError, "symbols="),
        ({"tolerance": 0}, ValueError, "tolerance=0"),
        ({"tolerance": 1}, ValueError, "tolerance=1"),
        ({"label": "No"}, ValueError, "label='No'"),
    ],
)
def test_bad_arguments(options, error, words):
    function = options.pop("function", lambda x, y: x + y)
    symbols = options.pop("symbols", (x, y))
    with pytest.raises(error, match=words):
        agree(function, x + y, *symbols, name="code", **options)


def test_more_than_four_arguments_are_not_listed(shown):
    many = sp.symbols("x1:6", real=True)
    agree(lambda *v: sum(v), sum(many), *many, name="total")
    assert r"\texttt{total}\left(\ldots\right)" in shown[0].latex


def test_the_tolerance_is_what_decides():
    def close(x):
        return x * (1 + 1e-7)

    agree(close, x, x, tolerance=1e-6)
    with pytest.raises(AgreementError):
        agree(close, x, x, tolerance=1e-8)
