"""References of the exercises on diffusion as a stochastic differential equation."""

import sympy as sp

from dlnotes.generative.sde import VPSDE


def backward_step(x, t, h, score, stochasticity, eps):
    """x at t - h by one Euler-Maruyama step of the backward family of `VPSDE()`.

    Args:
        x, score, eps: point, score at it, standard normal noise; all of one shape.
        t, h: the time and the length of the step, numbers with 0 < h <= t <= 1.
        stochasticity: 0 for the ODE, 1 for the reverse SDE.
    """
    sde = VPSDE()
    noise = stochasticity * sde.diffusion(t).to(x) * h**0.5 * eps
    return x - h * sde.family_drift(x, t, score, stochasticity) + noise


def equation_of_schedule(scale, sigma, t):
    """(f, g^2), a column, of the equation whose noisy data are scale * (x0 + sigma * eps).

    >>> t = sp.Symbol("t", positive=True)
    >>> equation_of_schedule(sp.S.One, t, t)
    Matrix([
    [  0],
    [2*t]])
    """
    rate = sp.diff(scale, t) / scale
    return sp.Matrix([rate, scale**2 * sp.diff(sigma**2, t)])
