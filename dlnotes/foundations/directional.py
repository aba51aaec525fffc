"""How fast a function changes: directional and partial derivatives, gradient, differences.

A function `f` takes one point, a tensor of shape (n,), and returns one number, a tensor without
dimensions. Points and directions may come in batches of shape (..., n): `f` is mapped over them and
still sees one point at a time. All derivatives can be differentiated again.

Sources: Rudin 1976, chapter 9 (derivatives); Nocedal and Wright 2006, section 8.1 (differences);
Amari 1998, theorem 1 (metric). Left out: vector-valued functions, and points on curved spaces.
Automatic differentiation does not notice where a function has no derivative.
"""

import torch

from dlnotes.checks import check_filled, check_same_place, check_values, ends, inside
from dlnotes.precision import raised

CENTRAL = {2: {1: 1 / 2}, 4: {1: 2 / 3, 2: -1 / 12}}  # order: {k: weight of f(x+khv) - f(x-khv)}
TRUNCATION = {1: 1 / 2, 2: 1 / 6, 4: 1 / 30}  # order p: error / (h^p * derivative of order p + 1)
DIRECTION = "v must be a direction, finite and not zero"
ROUNDING = {1: 2, 2: 1, 4: 3 / 2}  # order: sum of all weights' sizes


def directional_derivative(f, x, v, normalize=True):
    """The rate of change of `f` at `x` along `v`: a number, by one pass of forward mode.

    Args:
        f: (n,) -> number.
        x: point or points, (..., n).
        v: direction or directions, (..., n), broadcasts with `x`.
        normalize: True divides v by its length, so that the rate is per unit of length. False
            keeps it: twice the vector gives twice the rate, and zero gives zero.

    Returns:
        Shape (...), in the units of f per unit of x.

    Raises:
        ValueError: v has other variables than x; v is zero or not finite (if normalised); f does
            not return a single number.
        TypeError: x or v is not a tensor of real floating-point numbers, or f returns none.

    >>> bowl = lambda p: p[0] ** 2 + p[1] ** 2
    >>> directional_derivative(bowl, torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0]))
    tensor(4.4000)
    """
    check_filled((..., "n"), x=x, v=v)
    check_direction(x, v)
    return rate(f, x, unit(v, DIRECTION) if normalize else v)


def rate(f, x, v):
    """The rate of change of `f` at `x` along `v` as it is, (...)."""
    x, v = torch.broadcast_tensors(x, v)
    return pointwise(lambda p, u: torch.func.jvp(scalar(f), (p,), (u,))[1], x, v)


def partial_derivatives(f, x):
    """The partial derivatives at a point: n numbers, the rates along the n axes, as a tuple.

    Args:
        f, x: as for `directional_derivative`.

    >>> partial_derivatives(lambda p: p[0] ** 2 + p[1] ** 2, torch.tensor([1.0, 2.0]))
    (tensor(2.), tensor(4.))
    """
    check_filled((..., "n"), x=x)
    axes = torch.eye(x.shape[-1], dtype=x.dtype, device=x.device)
    return tuple(rate(f, x, axis) for axis in axes)


def partial_function(f, i):
    """The partial derivative function in variable `i`: a function of the point, as `f` is.

    Args:
        f: (n,) -> number.
        i: which variable, 0 to n - 1.

    Returns:
        A function (n,) -> number, whose value at a point is the i-th partial derivative there.

    >>> partial_function(lambda p: p[0] ** 2 + p[1] ** 2, 1)(torch.tensor([1.0, 2.0]))
    tensor(4.)
    """
    if isinstance(i, bool) or not isinstance(i, int):
        raise TypeError(f"i must be the number of a variable, got {i!r}")

    def derivative(x):
        check_filled((..., "n"), x=x)
        n = x.shape[-1]
        if not 0 <= i < n:
            raise ValueError(f"i must be 0 to {n - 1} for points of {n} numbers, got {i}")
        axis = torch.eye(n, dtype=x.dtype, device=x.device)[i]
        return rate(f, x, axis)

    return derivative


def gradient(f, x):
    """The gradient of `f` at `x`, where `f` is differentiable, by one pass of reverse mode.

    Where it is not, there is no gradient, and no error either: the rules of differentiation return
    the partial derivatives, a convention (0 for a kink of max(x, 0) at 0), or nan.

    Args:
        f, x: as for `directional_derivative`.

    Returns:
        The shape of x, (..., n).

    >>> gradient(lambda p: p[0] ** 2 + p[1] ** 2, torch.tensor([1.0, 2.0]))
    tensor([2., 4.])
    """
    check_filled((..., "n"), x=x)
    return pointwise(torch.func.grad(scalar(f)), x)


def steepest_direction(f, x, metric=None):
    """The direction of length one in which `f` rises fastest: along the gradient, g / |g|.

    With a metric G the length of v is sqrt(v^T G v), and the direction is G^-1 g divided by
    sqrt(g^T G^-1 g); -G^-1 g is the natural gradient's step (Amari 1998, theorem 1).

    Args:
        f, x: as for `directional_derivative`.
        metric: symmetric positive definite, (n, n) or a batch that fits x; None is the identity.

    Returns:
        (..., n).

    Raises:
        ValueError: the gradient at x is zero or not finite; the metric is none.
        TypeError: as for `directional_derivative`; the metric has another dtype than x.
    """
    g = unit(gradient(f, x), "the gradient at x must be finite and not zero")
    if metric is None:
        return g
    g = raised(g)
    dual = torch.cholesky_solve(g[..., None], cholesky(metric, x))[..., 0]  # G^-1 g, (..., n)
    return (dual / (g * dual).sum(-1, keepdim=True).sqrt()).to(x)


def finite_difference(f, x, v, h, order=2, normalize=True):
    """The directional derivative from values of `f` alone, with an error of size h^order.

    Order 1 looks ahead, (f(x + hv) - f(x)) / h; orders 2 and 4 look to both sides (Nocedal and
    Wright 2006, section 8.1, for 1 and 2; for 4, the slopes for h and 2h combined).

    Args:
        f, x, v, normalize: as for `directional_derivative`.
        h: the step, in lengths of the direction; negative looks the other way.
        order: 1, 2 or 4, for 2, 2 or 4 values of f.

    Raises:
        ValueError: h is zero or not finite; order is none of these; and as
            `directional_derivative`.
    """
    check_order(order)
    check_step(h)
    check_filled((..., "n"), x=x, v=v)
    check_direction(x, v)
    x, v = torch.broadcast_tensors(x, unit(v, DIRECTION) if normalize else v)

    def at(k):
        return pointwise(scalar(f), x + k * h * v)

    if order == 1:
        return (at(1) - at(0)) / h
    return sum(weight * (at(k) - at(-k)) for k, weight in CENTRAL[order].items()) / h


def difference_error(h, order, rounding, derivative):
    """A bound on the error of `finite_difference`: what the formula cuts off, and the rounding.

    Args:
        h: the step, above 0.
        order: 1, 2 or 4.
        rounding: how wrong a single value of f may be, in the units of f.
        derivative: size of the derivative of order `order` + 1 along the direction.
    """
    check_order(order)
    return TRUNCATION[order] * derivative * h**order + ROUNDING[order] * rounding / h


def best_step(order, rounding, derivative):
    """The step that makes `difference_error` smallest; both arguments must be positive."""
    check_order(order)
    ratio = ROUNDING[order] * rounding / (order * TRUNCATION[order] * derivative)
    return ratio ** (1 / (order + 1))


def pointwise(function, *points):
    """A function of single points (n,), applied to batches (..., n) of one shape."""
    if points[0].ndim == 1:
        return function(*points)
    return torch.func.vmap(lambda *rows: pointwise(function, *rows))(*points)


def scalar(f):
    """`f`, with an error where it does not return a single real number."""

    def checked(x):
        value = f(x)
        if not isinstance(value, torch.Tensor) or not value.is_floating_point():
            raise TypeError(f"f must return a tensor of real numbers, got {value!r}")
        if value.shape != ():
            raise ValueError(f"f must return one number a point, got shape {tuple(value.shape)}")
        return value

    return checked


def check_direction(x, v):
    """Raise unless v goes with x: dtype, device, number of variables, batches that broadcast."""
    check_same_place(x=x, v=v)
    try:
        fits = torch.broadcast_shapes(x.shape[:-1], v.shape[:-1]) is not None
    except RuntimeError:
        fits = False
    if not fits or v.shape[-1] != x.shape[-1]:
        raise ValueError(f"v must fit x of shape {tuple(x.shape)}, got {tuple(v.shape)}")


def check_step(h):
    """Raise unless h is a number, or a tensor of one, that is finite and not zero."""
    check_values("(-inf, inf)", h=h)
    if h == 0:
        raise ValueError(f"h must not be zero, got {h}")


def unit(v, expected):
    """v / |v| along the last dimension; a ValueError with the words `expected` if it has none."""
    largest = v.abs().amax(-1, keepdim=True)
    if not inside("(0, inf)", *ends(largest)):
        bad = ~((largest > 0) & largest.isfinite())
        raise ValueError(f"{expected}, got {str(v[bad[..., 0]][0].tolist())[:100]}")
    v = v / largest  # so that no square under- or overflows
    return v / torch.linalg.vector_norm(v, dim=-1, keepdim=True)


def cholesky(metric, x):
    """The Cholesky factor of a metric for points like x; an error if it is none."""
    n = x.shape[-1]
    check_filled((..., "n", "n"), metric=metric)
    check_same_place(x=x, metric=metric)
    if metric.shape[-2:] != (n, n) or not torch.allclose(metric, metric.mT):
        raise ValueError(f"metric must be a symmetric ({n}, {n}) matrix, got {metric.tolist()}")
    factor, failed = torch.linalg.cholesky_ex(raised(metric))
    if failed.any():
        raise ValueError(f"metric must be positive definite, got {metric.tolist()}")
    return factor


def check_order(order):
    """Raises unless there is a difference of this order."""
    if isinstance(order, bool) or order not in TRUNCATION:
        raise ValueError(f"order must be 1, 2 or 4, got {order!r}")
