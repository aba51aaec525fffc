"""`to_torch`: values and gradients of the compiled formula, dtypes, shapes, refusals."""

import math

import pytest
import sympy as sp
import torch

from dlnotes.symbolic import to_torch

x, y = sp.symbols("x y", real=True)
positive = torch.tensor([0.3, 0.7, 0.95], dtype=torch.float64)
real = torch.tensor([-1.7, -0.2, 0.6, 2.3], dtype=torch.float64)

UNARY = [
    *("exp", "sin", "cos", "tan", "atan", "sinh", "cosh", "tanh", "asinh", "erf", "erfc"),
    *("sign", "floor", "asin", "acos", "atanh", "log", "sqrt"),
]


@pytest.mark.parametrize("name", UNARY)
def test_functions_are_torch_functions(name):
    assert torch.equal(to_torch(getattr(sp, name)(x), x)(positive), getattr(torch, name)(positive))


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (x**2 + 3 * x - 1, lambda t: t**2 + 3 * t - 1),
        (1 / (1 + x**2), lambda t: 1 / (1 + t**2)),
        ((1 + x**2) ** sp.Rational(-1, 2), lambda t: (1 + t**2).rsqrt()),
        (2**x, lambda t: 2**t),
        (sp.sqrt(2) * x + sp.pi, lambda t: math.sqrt(2) * t + math.pi),
        (sp.Abs(x), lambda t: t.abs()),
        (sp.ceiling(x), lambda t: t.ceil()),
        (sp.Max(x, 0, sp.Rational(1, 2)), lambda t: t.clamp(min=0.5)),
        (sp.Min(1, x), lambda t: t.clamp(max=1)),
        (sp.Mod(x, 2), lambda t: t % 2),
        (sp.atan2(x, 3), lambda t: torch.atan2(t, torch.full_like(t, 3))),
        (sp.Piecewise((x, x > 0), (sp.exp(x) - 1, True)), torch.nn.functional.elu),
        (
            sp.Piecewise((sp.Rational(1, 10), x > 1), (sp.Rational(1, 5), x > 0), (0, True)),
            lambda t: torch.where(t > 1, 0.1 + 0 * t, torch.where(t > 0, 0.2 + 0 * t, 0 * t)),
        ),
        (
            sp.Piecewise((1, (x > -1) & (x < 1)), (2, (x < -5) | (x >= 2)), (3, ~(x > 0))),
            lambda t: torch.tensor([3.0, 1.0, 1.0, 2.0], dtype=torch.float64),
        ),
        (sp.loggamma(x**2 + 1), lambda t: torch.lgamma(t**2 + 1)),
        (sp.UnevaluatedExpr(x + 1) * x, lambda t: (t + 1) * t),
        (sp.Integer(3), lambda t: torch.full_like(t, 3)),
        (sp.sign(x) * sp.Integer(10) ** 30, lambda t: t.sign() * 1e30),
    ],
    ids=lambda v: str(v) if isinstance(v, sp.Basic) else "",
)
def test_values(expr, expected):
    torch.testing.assert_close(to_torch(expr, x)(real), expected(real), rtol=1e-14, atol=1e-14)


@pytest.mark.parametrize(
    "expr",
    [
        x**3 * sp.exp(-(x**2)) / (1 + x**2),
        sp.log(1 + sp.exp(x)) * sp.sin(3 * x),
        sp.sqrt(1 + x**4) / sp.cosh(x),
        sp.Piecewise((x**2, x > 0), (sp.sin(x), True)),
        sp.Max(x, x**2) + sp.erf(x),
    ],
    ids=str,
)
def test_gradients_are_the_derivative(expr):
    t = real.clone().requires_grad_()
    to_torch(expr, x)(t).sum().backward()
    wanted = [float(sp.diff(expr, x).subs(x, v).evalf()) for v in real.tolist()]
    torch.testing.assert_close(
        t.grad, torch.tensor(wanted, dtype=torch.float64), rtol=1e-12, atol=0
    )


SINC = sp.Piecewise((sp.sin(x) / x, sp.Ne(x, 0)), (1, True))


@pytest.mark.parametrize(
    ("expr", "slope"),
    [
        (SINC, lambda t: math.cos(t) / t - math.sin(t) / t**2 if t else 0),
        (SINC**2 + sp.sin(x) / (x + 9), None),
        (sp.Piecewise((sp.log(x), x > 0), (x, True)), lambda t: 1 / t if t > 0 else 1),
        (sp.Piecewise((0, x <= 0), (sp.sqrt(x), True)), lambda t: t**-0.5 / 2 if t > 0 else 0),
        (
            sp.Piecewise((sp.Piecewise((1 / x, x > 1), (x, True)), x > 0), (2 * x, True)),
            lambda t: -1 / t**2 if t > 1 else 1 if t > 0 else 2,
        ),
        (sp.Integer(3), lambda t: 0),
    ],
    ids=lambda value: (
        "slope" if callable(value) and not isinstance(value, sp.Basic) else str(value)
    ),
)
def test_the_branch_that_is_not_chosen_has_no_slope(expr, slope):
    for at in ([0.0], [-1.5, 0.0, 0.5, 2.0], [[3.0], [0.0]]):
        t = torch.tensor(at, dtype=torch.float64, requires_grad=True)
        to_torch(expr, x)(t).sum().backward()
        if slope is None:
            assert t.grad.isfinite().all()
            continue
        wanted = torch.tensor([slope(v) for v in t.flatten().tolist()], dtype=torch.float64)
        torch.testing.assert_close(t.grad.flatten(), wanted)


def test_a_scalar_takes_its_branch():
    t = torch.tensor(0.0, requires_grad=True)
    value = to_torch(SINC, x)(t)
    value.backward()
    assert value.item() == 1
    assert t.grad.item() == 0


def test_branches_broadcast():
    ratio = to_torch(sp.Piecewise((x / y, sp.Ne(y, 0)), (0, True)), x, y)
    top, bottom = torch.tensor([[1.0], [2.0]]), torch.tensor([0.0, 2.0, 4.0], requires_grad=True)
    value = ratio(top, bottom)
    assert value.tolist() == [[0, 0.5, 0.25], [0, 1, 0.5]]
    value.sum().backward()
    assert bottom.grad.tolist() == [0, -0.75, -0.1875]


def test_no_branch_is_nan():
    assert to_torch(sp.Piecewise((1, x > 0)), x)(real).isnan().tolist() == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64])
def test_the_result_follows_its_arguments(dtype):
    formula = to_torch(
        sp.pi * x + sp.Piecewise((sp.Rational(1, 3), x > y), (sp.Max(0, y), True)), x, y
    )
    result = formula(torch.ones(2, 1, dtype=dtype), torch.zeros(3, dtype=dtype))
    assert result.dtype == dtype
    assert result.shape == (2, 3)


def test_numbers_stand_beside_tensors():
    formula = to_torch(x - 2 * y, x, y)
    assert formula(torch.tensor([1.0, 2.0]), 3).tolist() == [-5.0, -4.0]
    assert formula(1, torch.tensor(2.0)).item() == -3.0


def test_integers_stay_integers():
    result = to_torch(x**2 + 1, x)(torch.tensor([1, 2, 3]))
    assert result.tolist() == [2, 5, 10]
    assert result.dtype == torch.int64


def test_a_scalar_of_another_dtype_does_not_change_the_result():
    formula = to_torch(sp.Piecewise((x, y > 0), (y, True)), x, y)
    value = formula(torch.tensor(2.0, dtype=torch.float64), torch.tensor([1.0, -1.0]))
    assert value.tolist() == [2, -1]
    assert value.dtype == torch.float32


def test_fractions_beside_integers_make_fractions():
    whole = torch.tensor([1, 2, 4])
    assert to_torch(x * y, x, y)(whole, 0.5).tolist() == [0.5, 1, 2]
    assert to_torch(x * y, x, y)(0.5, whole).tolist() == [0.5, 1, 2]
    assert to_torch(x * y, x, y)(whole, sp.Rational(1, 2)).tolist() == [0.5, 1, 2]
    assert to_torch(x / 2, x)(whole).tolist() == [0.5, 1, 2]
    assert to_torch(1 / x, x)(whole).tolist() == [1, 0.5, 0.25]
    assert to_torch(sp.sqrt(x), x)(whole).tolist()[2] == 2
    assert to_torch(sp.Piecewise((x / 8, x > 1), (x, True)), x)(whole).tolist() == [1, 0.25, 0.5]
    assert to_torch(x * y, x, y)(whole, 2).dtype == torch.int64
    double = torch.tensor(1.0, dtype=torch.float64)
    z = sp.Symbol("z")
    assert to_torch(x * y + z, x, y, z)(whole, 0.1, double)[0].item() == 1.1


def test_constants_broadcast_and_keep_full_precision():
    result = to_torch(sp.sqrt(2), x)(torch.zeros(2, 2, dtype=torch.float64))
    assert (result == math.sqrt(2)).all()


def test_the_order_of_the_symbols_is_that_of_the_arguments():
    one, two = torch.tensor(1.0), torch.tensor(2.0)
    assert to_torch(x - y, x, y)(one, two) == -1
    assert to_torch(x - y, y, x)(one, two) == 1


def test_common_parts_are_computed_once():
    calls = []
    inner = sp.tanh(x * y)

    class Counting(torch.Tensor):
        @classmethod
        def __torch_function__(cls, function, types, args=(), kwargs=None):
            if function is torch.tanh:
                calls.append(function)
            return super().__torch_function__(function, types, args, kwargs or {})

    formula = to_torch(inner + inner**2 + sp.sin(inner), x, y)
    formula(torch.tensor(0.5).as_subclass(Counting), torch.tensor(2.0).as_subclass(Counting))
    assert len(calls) == 1


class Unknown(sp.Function):
    """Nothing that torch knows."""


@pytest.mark.parametrize(
    "expr",
    [
        *(sp.zeta(x), sp.gamma(x), sp.Function("f")(x), Unknown(x), sp.I * x),
        *(sp.Sum(x, (y, 0, 3)), sp.Integral(x, (y, 0, 1)), sp.Derivative(x**2, x)),
        *(sp.Limit(x * y, y, 0), sp.Matrix([x]), sp.oo * sp.sign(x)),
        *(1 + sp.sqrt(sp.zeta(x)), sp.Piecewise((sp.zeta(x), x > 0), (0, True))),
    ],
    ids=str,
)
def test_what_torch_cannot_compute_is_refused_at_once(expr):
    with pytest.raises(TypeError, match="torch cannot compute"):
        to_torch(expr, x, y)


def test_symbols_must_be_arguments():
    with pytest.raises(ValueError, match=r"expr=x \+ y: .* lack the symbols y"):
        to_torch(x + y, x)


def test_calls_need_the_right_arguments():
    formula = to_torch(x + y, x, y)
    with pytest.raises(TypeError, match="expected 2 arguments"):
        formula(torch.tensor(1.0))
    with pytest.raises(TypeError, match=r"at least one torch\.Tensor"):
        formula(1, 2)
    assert "x + y" in formula.__doc__
