"""The exercises' references against the derivatives they come from."""

import torch

from dlnotes.foundations.directional import directional_derivative, finite_difference, gradient
from dlnotes.foundations.exercises.directional_derivative import extrapolated, gradient_from_slopes


def test_slopes_along_independent_vectors_give_the_gradient():
    def f(p):
        return torch.sin(p[0]) * p[1] + p[2] ** 3

    generator = torch.Generator().manual_seed(0)
    point, *rows = torch.randn(4, 3, generator=generator, dtype=torch.float64)
    rows = torch.stack(rows)
    slopes = directional_derivative(f, point, rows, normalize=False)
    torch.testing.assert_close(gradient_from_slopes(rows, slopes), gradient(f, point))


def test_two_differences_of_order_two_make_one_of_order_four():
    point, axis = torch.tensor([0.7], dtype=torch.float64), torch.ones(1, dtype=torch.float64)

    def slope(h):
        return finite_difference(lambda p: p[0].sin(), point, axis, h, 2)

    of_four = finite_difference(lambda p: p[0].sin(), point, axis, 0.3, 4)
    torch.testing.assert_close(extrapolated(slope, 0.3), of_four)
