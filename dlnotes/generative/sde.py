"""Diffusion as a stochastic differential equation, dx = f(t) x dt + g(t) dw, t from 0 to 1.

Song et al. 2021 (arXiv:2011.13456): the three forward equations (section 3.4 and appendix B), their
transition kernels (equation 29), the reverse-time equation (6) and the probability-flow ODE (13).
Data are at t = 0, noise at t = 1. Drifts are given in forward time: a reverse step has dt < 0.
Left out: drifts that are not linear in x.
"""

import math

import torch

from dlnotes.checks import (
    check_alike,
    check_fits,
    check_floats,
    check_levels,
    check_numbers,
    check_rising,
)
from dlnotes.generative.batches import along, as_level
from dlnotes.generative.schedules import vp_beta, vp_integral


class LinearSDE:
    """What the three equations share.

    A subclass gives `rate` (f), `diffusion` (g), `marginal` and `prior_std`. `t` is a number or has
    shape (B,), in [0, 1]; `x` and `score` have shape (B, ...). Drifts have the dtype and device of
    `x`. What depends on `t` alone has its shape and dtype, float64 for a plain number.

    Raises:
        TypeError: `t` is not a number or floating-point tensor, `x` not a floating-point tensor.
        ValueError: `t` leaves [0, 1] or does not fit `x`, or `score` has another shape than `x`.
    """

    def drift(self, x, t):
        """f(t) x, the mean velocity of the forward process, (B, ...)."""
        check_floats(x=x)
        check_fits(x, t=t)
        return along(self.rate(t), x) * x

    def reverse_drift(self, x, t, score):
        """f(t) x - g(t)^2 score, drift of the reverse-time SDE (equation 6), (B, ...)."""
        return self.family_drift(x, t, score, 1.0)

    def probability_flow(self, x, t, score):
        """f(t) x - g(t)^2 score / 2, slope of the ODE with the same marginals (13), (B, ...)."""
        return self.family_drift(x, t, score, 0.0)

    def family_drift(self, x, t, score, stochasticity):
        """Drift of the reverse equation whose noise is `stochasticity` times g(t), (B, ...).

        f(t) x - (1 + stochasticity^2) / 2 g(t)^2 score: the same marginals for every value; 1 is
        the reverse SDE, 0 the probability-flow ODE.
        """
        check_alike(x=x, score=score)
        check_fits(x, t=t)
        f, g = along(self.rate(t), x), along(self.diffusion(t), x)
        return f * x - (1 + stochasticity**2) / 2 * g**2 * score


class VPSDE(LinearSDE):
    """Variance preserving, the limit of DDPM: f = -beta(t) / 2, g^2 = beta(t).

    beta(t) = beta_min + t (beta_max - beta_min); its integral from 0 is B(t).
    """

    def __init__(self, beta_min=0.1, beta_max=20.0):
        check_numbers("[0, inf)", beta_min=beta_min)
        check_numbers("(0, inf)", beta_max=beta_max)
        check_rising(beta_min=beta_min, beta_max=beta_max)
        self.beta_min, self.beta_max = beta_min, beta_max

    def beta(self, t):
        """beta(t), the rate at which the variance forgets the data."""
        check_levels(None, "[0, 1]", t=t)
        return vp_beta(as_level(t), self.beta_min, self.beta_max)

    def integral(self, t):
        """B(t), the integral of beta from 0 to t."""
        check_levels(None, "[0, 1]", t=t)
        return vp_integral(as_level(t), self.beta_min, self.beta_max)

    def rate(self, t):
        """f(t) = -beta(t) / 2."""
        return -self.beta(t) / 2

    def diffusion(self, t):
        """g(t) = sqrt(beta(t))."""
        return self.beta(t).sqrt()

    def marginal(self, t):
        """(scale, std) of x_t given x0: exp(-B / 2) and sqrt(1 - exp(-B))."""
        integral = self.integral(t)
        return torch.exp(-integral / 2), torch.sqrt(-torch.expm1(-integral))

    def prior_std(self):
        """Standard deviation of the noise that sampling starts from."""
        return 1.0


class SubVPSDE(VPSDE):
    """As VP, with noise that sets in later: g^2 = beta(t) (1 - exp(-2 B(t)))."""

    def diffusion(self, t):
        """g(t) = sqrt(beta(t) (1 - exp(-2 B(t))))."""
        return torch.sqrt(-self.beta(t) * torch.expm1(-2 * self.integral(t)))

    def marginal(self, t):
        """(scale, std) of x_t given x0: exp(-B / 2) and 1 - exp(-B)."""
        integral = self.integral(t)
        return torch.exp(-integral / 2), -torch.expm1(-integral)


class VESDE(LinearSDE):
    """Variance exploding, the limit of SMLD: f = 0, g^2 = d sigma^2 / dt.

    sigma(t) = sigma_min (sigma_max / sigma_min)^t.
    """

    def __init__(self, sigma_min=0.01, sigma_max=50.0):
        check_numbers("(0, inf)", sigma_min=sigma_min)
        check_numbers(f"({sigma_min}, inf)", sigma_max=sigma_max)
        self.sigma_min, self.sigma_max = sigma_min, sigma_max
        self.log_ratio = math.log(sigma_max / sigma_min)

    def sigma(self, t):
        """sigma(t), the noise level at t."""
        check_levels(None, "[0, 1]", t=t)
        return self.sigma_min * torch.exp(self.log_ratio * as_level(t))

    def rate(self, t):
        """f(t) = 0."""
        check_levels(None, "[0, 1]", t=t)
        return 0 * as_level(t)

    def diffusion(self, t):
        """g(t) = sigma(t) sqrt(2 log(sigma_max / sigma_min))."""
        return self.sigma(t) * math.sqrt(2 * self.log_ratio)

    def marginal(self, t):
        """(scale, std) as in the paper's code: 1 and sigma(t), which is sigma_min at t = 0."""
        return torch.exp(self.rate(t)), self.sigma(t)

    def exact_std(self, t):
        """Standard deviation of x_t given x_0 at t = 0: sqrt(sigma(t)^2 - sigma_min^2)."""
        check_levels(None, "[0, 1]", t=t)
        return self.sigma_min * torch.sqrt(torch.expm1(2 * self.log_ratio * as_level(t)))

    def prior_std(self):
        """Standard deviation of the noise that sampling starts from."""
        return self.sigma_max
