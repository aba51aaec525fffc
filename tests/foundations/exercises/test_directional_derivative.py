"""The exercise's reference against the derivatives it comes from."""

import torch

from dlnotes.foundations.directional import directional_derivative, gradient
from dlnotes.foundations.exercises.directional_derivative import gradient_from_slopes


def test_slopes_along_independent_vectors_give_the_gradient():
    def f(p):
        return torch.sin(p[0]) * p[1] + p[2] ** 3

    generator = torch.Generator().manual_seed(0)
    point, *rows = torch.randn(4, 3, generator=generator, dtype=torch.float64)
    rows = torch.stack(rows)
    slopes = directional_derivative(f, point, rows, normalize=False)
    torch.testing.assert_close(gradient_from_slopes(rows, slopes), gradient(f, point))
