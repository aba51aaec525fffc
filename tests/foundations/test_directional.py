"""Directional derivatives and gradients against sympy, torch and hand-worked numbers."""

import math

import numpy as np
import pytest
import sympy as sp
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from torch.testing import assert_close

from dlnotes.foundations.directional import (
    CENTRAL,
    ROUNDING,
    TRUNCATION,
    best_step,
    difference_error,
    directional_derivative,
    finite_difference,
    gradient,
    partial_derivatives,
    partial_function,
    steepest_direction,
)

TIGHT = {"rtol": 1e-9, "atol": 1e-12}
ORDERS = (1, 2, 4)
X, Y, Z = sp.symbols("x y z", real=True)
FORMULA = sp.sin(X) * sp.exp(Y / 2) + X * Y**2 * Z - sp.cos(X * Z)
HALF_METRIC = [[2.0, 0.3, 0.0], [0.3, 1.0, -0.2], [0.0, -0.2, 0.5]]


def vector(*numbers, dtype=torch.float64):
    return torch.tensor(numbers, dtype=dtype)


def bowl(p):
    return p[0] ** 2 + p[1] ** 2


def bumpy(p):
    """The torch twin of FORMULA."""
    x, y, z = p
    return torch.sin(x) * torch.exp(y / 2) + x * y**2 * z - torch.cos(x * z)


def points(*shape, seed=0, dtype=torch.float64):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, generator=generator, dtype=torch.float64).to(dtype)


def symbolic(expr, point):
    """sympy's 30-digit value of an expression at a point, as a float."""
    return float(expr.subs(dict(zip((X, Y, Z), map(sp.Float, point.tolist()), strict=True))))


# --- The four notions on the hand-worked example -----------------------------------------------


def test_the_example_worked_by_hand():
    p = vector(1, 2)
    assert_close(directional_derivative(bowl, p, vector(3, 4)), torch.tensor(22 / 5).double())
    assert_close(directional_derivative(bowl, p, vector(1, 0)), torch.tensor(2.0).double())
    assert_close(
        directional_derivative(bowl, p, vector(3, 4), normalize=False), torch.tensor(22.0).double()
    )
    assert_close(
        partial_derivatives(bowl, p), (torch.tensor(2.0).double(), torch.tensor(4.0).double())
    )
    assert_close(gradient(bowl, p), vector(2, 4))
    assert_close(steepest_direction(bowl, p), vector(1, 2) / 5**0.5)
    assert_close(partial_function(bowl, 1)(vector(1, -3)), torch.tensor(-6.0).double())


@pytest.mark.parametrize("seed", range(3))
def test_values_against_sympy(seed):
    p, v = points(3, seed=seed), points(3, seed=seed + 10)
    slopes = vector(*(symbolic(sp.diff(FORMULA, s), p) for s in (X, Y, Z)))
    assert_close(gradient(bumpy, p), slopes, **TIGHT)
    assert_close(torch.stack(partial_derivatives(bumpy, p)), slopes, **TIGHT)
    assert_close(torch.stack([partial_function(bumpy, i)(p) for i in range(3)]), slopes, **TIGHT)
    along = directional_derivative(bumpy, p, v)
    assert_close(along, slopes @ v / math.sqrt(sum(v**2)), **TIGHT)
    assert_close(directional_derivative(bumpy, p, v, normalize=False), slopes @ v, **TIGHT)
    assert_close(steepest_direction(bumpy, p), slopes / math.sqrt(sum(slopes**2)), **TIGHT)


def test_gradients_of_the_result_against_sympy():
    """d/dp and d/dv of the directional derivative, with and without the division by |v|."""
    a, b, c = w = sp.symbols("a b c", real=True)
    rate = sum(sp.diff(FORMULA, s) * u for s, u in zip((X, Y, Z), w, strict=True))
    length = sp.sqrt(a**2 + b**2 + c**2)
    for normalize, formula in ((False, rate), (True, rate / length)):
        p, v = points(3, seed=1).requires_grad_(), points(3, seed=2).requires_grad_()
        directional_derivative(bumpy, p, v, normalize).backward()
        place = dict(zip((X, Y, Z, a, b, c), [*p.tolist(), *v.tolist()], strict=True))
        wanted = [float(sp.diff(formula, s).subs(place)) for s in (X, Y, Z, a, b, c)]
        assert_close(torch.cat((p.grad, v.grad)), vector(*wanted), **TIGHT)


def test_second_derivative_along_a_direction_is_the_hessian_form():
    p, v = points(3, seed=3), points(3, seed=4)
    twice = directional_derivative(lambda q: directional_derivative(bumpy, q, v), p, v)
    hessian = vector(*(symbolic(h, p) for h in sp.hessian(FORMULA, (X, Y, Z)))).reshape(3, 3)
    assert_close(twice, v @ hessian @ v / (v @ v), **TIGHT)
    mixed = partial_function(partial_function(bumpy, 0), 2)(p)
    assert_close(mixed, hessian[0, 2], **TIGHT)


@pytest.mark.parametrize("metric", [None, torch.tensor(HALF_METRIC, dtype=torch.float64)])
def test_steepest_direction_can_be_differentiated(metric):
    p = points(3, seed=5).requires_grad_()
    assert torch.autograd.gradcheck(lambda q: steepest_direction(bumpy, q, metric), (p,))
    assert torch.autograd.gradcheck(lambda q: gradient(bumpy, q), (p,))


def test_finite_difference_can_be_differentiated():
    p, v = points(3, seed=6).requires_grad_(), points(3, seed=7).requires_grad_()
    for order in ORDERS:
        assert torch.autograd.gradcheck(
            lambda q, u, order=order: finite_difference(bumpy, q, u, 0.1, order), (p, v)
        )


# --- Theory ------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(scale=st.floats(1e-3, 1e3), a=st.floats(-3, 3), b=st.floats(-3, 3))
def test_only_the_direction_counts_and_the_rate_is_linear_without_normalising(scale, a, b):
    p, v, w = points(3, seed=8), points(3, seed=9), points(3, seed=10)
    rate = directional_derivative(bumpy, p, v)
    assert_close(directional_derivative(bumpy, p, scale * v), rate, **TIGHT)
    assert_close(directional_derivative(bumpy, p, -scale * v), -rate, **TIGHT)
    plain = [directional_derivative(bumpy, p, u, normalize=False) for u in (v, w, a * v + b * w)]
    assert_close(plain[2], a * plain[0] + b * plain[1], rtol=1e-9, atol=1e-9)


def test_no_direction_is_steeper_than_the_steepest():
    p = points(3, seed=11)
    best = steepest_direction(bumpy, p)
    top = directional_derivative(bumpy, p, best)
    assert_close(top, gradient(bumpy, p).norm(), **TIGHT)
    others = directional_derivative(bumpy, p, points(2000, 3, seed=12))
    assert others.max() <= top + 1e-12 and others.max() > 0.98 * top


def test_no_direction_of_metric_length_one_is_steeper():
    p, metric = points(3, seed=13), torch.tensor(HALF_METRIC, dtype=torch.float64)
    best = steepest_direction(bumpy, p, metric)
    assert_close(best @ metric @ best, torch.tensor(1.0).double(), **TIGHT)
    directions = points(5000, 3, seed=14)
    directions /= torch.einsum("bi,ij,bj->b", directions, metric, directions).sqrt()[:, None]
    rates = directional_derivative(bumpy, p, directions, normalize=False)
    top = directional_derivative(bumpy, p, best, normalize=False)
    assert rates.max() <= top + 1e-12 and rates.max() > 0.98 * top
    # A Lagrange multiplier's condition: the gradient is a multiple of G v.
    assert_close(gradient(bumpy, p), top * (metric @ best), **TIGHT)


def test_a_metric_is_a_change_of_coordinates():
    """Steepest in z, x = S z, with the plain metric is steepest in x with G = (S S^T)^-1."""
    stretch, p = torch.tensor(HALF_METRIC, dtype=torch.float64), points(3, seed=15)
    in_z = steepest_direction(lambda z: bumpy(stretch @ z), torch.linalg.solve(stretch, p))
    metric = torch.linalg.inv(stretch @ stretch.T)
    assert_close(steepest_direction(bumpy, p, (metric + metric.T) / 2), stretch @ in_z, **TIGHT)
    identity = torch.eye(3, dtype=torch.float64)
    assert_close(steepest_direction(bumpy, p, 7 * identity), steepest_direction(bumpy, p) / 7**0.5)


@pytest.mark.parametrize("order", ORDERS)
def test_differences_are_exact_up_to_their_order(order):
    """A polynomial of degree `order` has no error, and degree order + 1 the one of the table."""

    def power(degree):
        return lambda p: (p[0] - 1) ** degree + p[1]

    p, v, h = vector(1.0, 0.5), vector(1, 0), 0.25
    wanted = directional_derivative(power(order), p, v)
    assert_close(finite_difference(power(order), p, v, h, order), wanted, rtol=0, atol=1e-14)
    error = finite_difference(power(order + 1), p, v, h, order)
    cut_off = TRUNCATION[order] * math.factorial(order + 1) * h**order
    assert_close(error.abs(), torch.tensor(cut_off).double(), **TIGHT)


@pytest.mark.parametrize("order", ORDERS)
def test_order_of_convergence_is_measured(order):
    p, v = points(200, 3, seed=16), points(200, 3, seed=17)
    exact = directional_derivative(bumpy, p, v)
    steps = [0.1, 0.05]
    errors = [
        (finite_difference(bumpy, p, v, h, order) - exact).square().mean().sqrt() for h in steps
    ]
    slope = math.log(errors[0] / errors[1]) / math.log(steps[0] / steps[1])
    assert abs(slope - order) < 0.1


def test_differences_against_scipy_and_by_hand():
    p = points(3, seed=18)
    theirs = approx_fprime(p.numpy(), lambda q: bumpy(torch.from_numpy(q)).item(), 1e-6)
    axes = torch.eye(3, dtype=torch.float64)
    assert_close(finite_difference(bumpy, p, axes, 1e-6, 1), torch.from_numpy(theirs))
    cube = lambda q: q[0] ** 3  # noqa: E731
    forward = finite_difference(cube, vector(1), vector(1), 0.5, 1)
    backward = finite_difference(cube, vector(1), vector(1), -0.5, 1)
    assert (forward.item(), backward.item()) == (4.75, 1.75)  # (27/8 - 1) / 0.5, (1 - 1/8) / 0.5
    assert finite_difference(cube, vector(1), vector(2), 0.5, 2, normalize=False).item() == 8.0


@pytest.mark.parametrize("order", ORDERS)
def test_best_step_minimises_the_error_bound(order):
    rounding, slope = 1e-9, 3.0
    best = best_step(order, rounding, slope)
    grid = best * np.logspace(-1, 1, 2001)
    bounds = difference_error(grid, order, rounding, slope)
    assert abs(grid[bounds.argmin()] / best - 1) < 0.01
    least = difference_error(best, order, rounding, slope)
    assert least == pytest.approx((1 + 1 / order) * ROUNDING[order] * rounding / best, rel=1e-12)
    weights = [2 * abs(w) for w in CENTRAL.get(order, {1: 1}).values()]
    assert ROUNDING[order] == pytest.approx(sum(weights))


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_the_bound_holds_for_real_rounding(order, dtype):
    """exp at 0: every derivative is near 1, every value is rounded by eps or less."""
    rounding = 2 * torch.finfo(dtype).eps
    h = best_step(order, rounding, 1.0)
    x = torch.zeros(1, dtype=dtype)
    slope = finite_difference(lambda p: p[0].exp(), x, torch.ones_like(x), h, order)
    assert abs(slope.item() - 1) <= 2 * difference_error(h, order, rounding, 1.0)


# --- Functions without a derivative ------------------------------------------------------------


def test_slopes_exist_that_no_gradient_explains():
    def f(p):
        x, y = p
        return torch.where(x == 0, 0, x**2 * y / (x**2 + y**2))

    origin, angles = vector(0, 0), torch.linspace(0.1, 6.2, 40, dtype=torch.float64)
    directions = torch.stack((angles.cos(), angles.sin()), -1)
    measured = torch.stack([finite_difference(f, origin, v, 1e-6, 1) for v in directions])
    assert_close(measured, angles.cos() ** 2 * angles.sin(), **TIGHT)


def test_a_cone_has_only_one_sided_slopes():
    cone = lambda p: torch.linalg.vector_norm(p)  # noqa: E731
    origin, v = vector(0, 0), vector(3, 4)
    assert finite_difference(cone, origin, v, 1e-6, 1).item() == pytest.approx(1)
    assert finite_difference(cone, origin, v, -1e-6, 1).item() == pytest.approx(-1)
    assert finite_difference(cone, origin, v, 1e-6, 2).item() == 0


def test_reverse_mode_answers_where_there_is_no_gradient():
    """As the docstring of `gradient` says: the partial derivatives, a convention, or nan."""

    def plain(p):
        rise = p[0] ** 2 * p[1] / bowl(p)
        return torch.where(bowl(p) == 0, 0.0, rise)

    def guarded(p):
        flat = bowl(p) == 0
        return torch.where(flat, 0.0, p[0] ** 2 * p[1] / torch.where(flat, 1.0, bowl(p)))

    origin = vector(0, 0)
    assert gradient(plain, origin).isnan().all()
    assert gradient(guarded, origin).tolist() == [0, 0]
    slopes = finite_difference(guarded, origin, torch.eye(2, dtype=torch.float64), 1e-3)
    assert slopes.tolist() == [0, 0]
    assert finite_difference(guarded, origin, vector(1, 1), 1e-3).item() == pytest.approx(8**-0.5)
    assert gradient(lambda p: p.relu().sum(), origin).tolist() == [0, 0]


# --- Batches, dtypes, extremes -----------------------------------------------------------------


def test_batches_are_loops():
    p, v = points(4, 1, 3, seed=19), points(5, 3, seed=20)
    metric = torch.tensor(HALF_METRIC, dtype=torch.float64)
    rates, central = directional_derivative(bumpy, p, v), finite_difference(bumpy, p, v, 1e-3, 4)
    assert rates.shape == central.shape == (4, 5)
    for i in range(4):
        q = p[i, 0]
        assert_close(gradient(bumpy, p)[i, 0], gradient(bumpy, q))
        assert_close(torch.stack(partial_derivatives(bumpy, p))[:, i, 0], gradient(bumpy, q))
        best = steepest_direction(bumpy, q, metric)
        assert_close(steepest_direction(bumpy, p, metric)[i, 0], best)
        for j in range(5):
            assert_close(rates[i, j], directional_derivative(bumpy, q, v[j]))
            assert_close(central[i, j], finite_difference(bumpy, q, v[j], 1e-3, 4))


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.bfloat16, torch.float16])
def test_results_follow_the_dtype(dtype):
    p, v = vector(1, 2, dtype=dtype), vector(3, 4, dtype=dtype)
    results = [
        directional_derivative(bowl, p, v),
        *partial_derivatives(bowl, p),
        gradient(bowl, p),
        steepest_direction(bowl, p),
        finite_difference(bowl, p, v, 0.25, 2),
    ]
    assert all(result.dtype == dtype for result in results)
    assert_close(results[0].double(), torch.tensor(4.4).double(), rtol=0.01, atol=0)


@pytest.mark.parametrize("size", [1e-30, 1e30])
def test_very_short_and_very_long_directions(size):
    """The square of the length is no float32 number; the direction is one all the same."""
    p, v = vector(1, 2, dtype=torch.float32), size * vector(3, 4, dtype=torch.float32)
    assert_close(directional_derivative(bowl, p, v), torch.tensor(4.4))


def test_arguments_are_left_alone():
    p, v = points(2, 3, seed=21), points(2, 3, seed=22)
    copies = p.clone(), v.clone()
    directional_derivative(bumpy, p, v)
    finite_difference(bumpy, p, v, 0.1, 4)
    steepest_direction(bumpy, p)
    assert torch.equal(p, copies[0]) and torch.equal(v, copies[1])


def test_constants_have_slope_zero_and_nan_stays_visible():
    constant = lambda p: torch.tensor(3.0)  # noqa: E731
    assert directional_derivative(constant, torch.ones(2), torch.ones(2)).item() == 0
    assert gradient(constant, torch.ones(2)).tolist() == [0, 0]
    assert gradient(bowl, torch.tensor([math.nan, 1.0]))[0].isnan()


def test_without_normalising_zero_is_a_vector_like_others():
    p = points(3)
    assert directional_derivative(bumpy, p, torch.zeros_like(p), normalize=False).item() == 0


# --- Bad input ---------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_a_metric_in_half_precision(dtype):
    x = torch.tensor([1.0, 2.0], dtype=dtype)
    metric = torch.tensor([[2.0, 0.5], [0.5, 1.0]], dtype=dtype)
    found = steepest_direction(bowl, x, metric)
    assert found.dtype == dtype
    expected = steepest_direction(bowl, x.double(), metric.double())
    torch.testing.assert_close(found.double(), expected, rtol=0.01, atol=0.01)


ONES = torch.ones(2)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: directional_derivative(bowl, ONES, torch.zeros(2)), r"v must be .* got \[0.0, 0"),
        (lambda: finite_difference(bowl, ONES, torch.zeros(2), 0.1), r"v must be a direction"),
        (lambda: directional_derivative(bowl, ONES, ONES * math.inf), r"v must be .* got \[inf"),
        (lambda: directional_derivative(bowl, ONES, ONES * math.nan), r"v must be .* got \[nan"),
        (
            lambda: directional_derivative(bowl, ONES, torch.tensor([[1.0, 0.0], [0.0, 0.0]])),
            r"v must be .* got \[0.0, 0.0\]",
        ),
        (lambda: directional_derivative(bowl, ONES, torch.ones(3)), r"v must fit x .* got \(3,\)"),
        (lambda: directional_derivative(bowl, ONES, torch.ones(1)), r"v must fit x .* got \(1,\)"),
        (
            lambda: directional_derivative(bowl, torch.ones(3, 2), torch.ones(4, 2)),
            r"v must fit x of shape \(3, 2\), got \(4, 2\)",
        ),
        (lambda: gradient(bowl, torch.tensor(1.0)), r"x must have shape \(..., n\)"),
        (lambda: gradient(bowl, torch.ones(2, 0)), r"x must not be empty, got shape \(2, 0\)"),
        (lambda: gradient(bowl, torch.ones(0, 2)), r"x must not be empty, got shape \(0, 2\)"),
        (lambda: gradient(lambda p: p, ONES), r"f must return one number a point, got shape \(2"),
        (lambda: finite_difference(lambda p: p, ONES, ONES, 0.1), r"f must return one number"),
        (lambda: finite_difference(bowl, ONES, ONES, 0.0), "h must not be zero, got 0"),
        (lambda: finite_difference(bowl, ONES, ONES, math.nan), "h must lie in"),
        (lambda: finite_difference(bowl, ONES, ONES, torch.tensor(0.0)), "h must not be zero"),
        (lambda: finite_difference(bowl, ONES, ONES, 0.1, 3), "order must be 1, 2 or 4, got 3"),
        (lambda: best_step(True, 1e-7, 1.0), "order must be 1, 2 or 4, got True"),
        (lambda: difference_error(0.1, 0, 1e-7, 1.0), "order must be 1, 2 or 4, got 0"),
        (lambda: partial_function(bowl, 2)(ONES), r"i must be 0 to 1 .* got 2"),
        (lambda: steepest_direction(bowl, 0 * ONES), r"gradient at x must be .* got \[0.0, 0.0\]"),
        (
            lambda: steepest_direction(bowl, ONES, torch.tensor([[1.0, 2.0], [0.0, 1.0]])),
            r"metric must be a symmetric \(2, 2\) matrix",
        ),
        (lambda: steepest_direction(bowl, ONES, torch.eye(3)), r"metric must be a symmetric"),
        (
            lambda: steepest_direction(bowl, ONES, torch.diag(torch.tensor([1.0, -1.0]))),
            "metric must be positive definite",
        ),
    ],
)
def test_bad_values_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: gradient(bowl, [1.0, 2.0]),
            r"x must be a floating.* got \[1.0, 2.0\]",
        ),
        (
            lambda: gradient(bowl, torch.tensor([1, 2])),
            "x must be a floating.* got torch.int64",
        ),
        (lambda: partial_derivatives(bowl, (1.0, 2.0)), "x must be a floating"),
        (
            lambda: directional_derivative(bowl, ONES, (3, 4)),
            r"v must be a floating.* got \(3, 4\)",
        ),
        (lambda: directional_derivative(bowl, ONES, ONES.double()), "x and v must have one dtype"),
        (lambda: gradient(lambda p: 1.0, ONES), r"f must return a tensor .* got 1.0"),
        (lambda: gradient(lambda p: p.sum() + 0j, ONES), "f must return a tensor of real"),
        (lambda: partial_function(bowl, "x"), "i must be the number of a variable, got 'x'"),
        (lambda: partial_function(bowl, 0)([1.0]), "x must be a floating"),
        (
            lambda: steepest_direction(bowl, ONES, torch.eye(2).double()),
            "x and metric must have",
        ),
        (lambda: steepest_direction(bowl, ONES, 2.0), "metric must be a floating"),
    ],
)
def test_bad_types_are_named(call, message):
    with pytest.raises(TypeError, match=message):
        call()


# --- On a GPU ----------------------------------------------------------------------------------


@pytest.mark.gpu
def test_gpu_equals_the_cpu():
    if torch.cuda.is_available():
        device, dtype, close = "cuda", torch.float64, TIGHT
    elif torch.backends.mps.is_available():
        device, dtype, close = "mps", torch.float32, {"rtol": 1e-4, "atol": 1e-5}
    else:
        pytest.skip("no CUDA or MPS device")
    p, v = points(6, 3, seed=23, dtype=dtype), points(6, 3, seed=24, dtype=dtype)
    metric = torch.tensor(HALF_METRIC, dtype=dtype)

    def results(p, v, metric):
        yield directional_derivative(bumpy, p, v)
        yield from partial_derivatives(bumpy, p)
        yield gradient(bumpy, p)
        yield steepest_direction(bumpy, p, metric)
        yield finite_difference(bumpy, p, v, 0.1, 4)

    there = results(p.to(device), v.to(device), metric.to(device))
    for ours, cpu in zip(there, results(p, v, metric), strict=True):
        assert ours.device.type == device
        assert_close(ours.cpu(), cpu, **close)
