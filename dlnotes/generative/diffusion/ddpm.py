"""The discrete diffusion of DDPM: one step of noise, the jump to any step, and the way back.

The chain is x_i = sqrt(1 - beta_i) x_{i-1} + sqrt(beta_i) eps; alpha_bar_i is the product of all
1 - beta up to i. Ho, Jain and Abbeel 2020 (arXiv:2006.11239, "DDPM"); Song, Meng and Ermon 2021
(arXiv:2010.02502, "DDIM"). A step back takes the two values of alpha_bar between which it goes,
so it may also skip steps of the chain. Levels are numbers or have shape (B,); x has shape (B, ...),
and results have its dtype and device. Left out: learned variances.
"""

import torch

from dlnotes.checks import check_alike, check_floats, check_indices, check_levels, check_rising
from dlnotes.generative.batches import along, as_level
from dlnotes.generative.diffusion.samplers.ancestral import renoised
from dlnotes.generative.diffusion.samplers.steps import noise_like


def forward_step(x, beta, eps):
    """sqrt(1 - beta) x + sqrt(beta) eps, one step of noise (DDPM, equation 2)."""
    check_alike(x=x, eps=eps)
    check_levels(x, "[0, 1]", beta=beta)
    beta = as_level(beta)
    return along((1 - beta).sqrt(), x) * x + along(beta.sqrt(), x) * eps


def forward_chain(x0, betas, generator=None):
    """Yields x_1, x_2, ..., x_n, one forward step for each of the n betas."""
    check_floats(x0=x0)
    x = x0
    for beta in betas:
        x = forward_step(x, beta, noise_like(x, generator))
        yield x


def marginal(alpha_bar):
    """(scale, std) of x_t given x0: sqrt(alpha_bar) and sqrt(1 - alpha_bar) (DDPM, equation 4)."""
    check_levels(None, "[0, 1]", alpha_bar=alpha_bar)
    alpha_bar = as_level(alpha_bar)
    return alpha_bar.sqrt(), torch.sqrt(1 - alpha_bar)


def noisy(x0, alpha_bar, eps):
    """sqrt(alpha_bar) x0 + sqrt(1 - alpha_bar) eps: all steps up to alpha_bar in one."""
    check_alike(x0=x0, eps=eps)
    check_levels(x0, "[0, 1]", alpha_bar=alpha_bar)
    alpha_bar = as_level(alpha_bar)
    return along(alpha_bar.sqrt(), x0) * x0 + along((1 - alpha_bar).sqrt(), x0) * eps


def predict_x0(xt, eps, alpha_bar):
    """The x0 that eps implies: (x_t - sqrt(1 - alpha_bar) eps) / sqrt(alpha_bar)."""
    check_alike(xt=xt, eps=eps)
    check_levels(xt, "(0, 1]", alpha_bar=alpha_bar)
    alpha_bar = as_level(alpha_bar)
    return (xt - along((1 - alpha_bar).sqrt(), xt) * eps) / along(alpha_bar.sqrt(), xt)


def step_beta(alpha_bar, alpha_bar_prev):
    """beta of the step between two levels: 1 - alpha_bar / alpha_bar_prev."""
    check_pair(None, alpha_bar, alpha_bar_prev)
    return beta_between(as_level(alpha_bar), as_level(alpha_bar_prev))


def beta_between(alpha_bar, alpha_bar_prev):
    """`step_beta` of tensors, without a cancellation where the levels are close."""
    return (alpha_bar_prev - alpha_bar) / alpha_bar_prev


def posterior_mean(xt, x0, alpha_bar, alpha_bar_prev):
    """Mean of q(x_{t-1} | x_t, x0), between the two of them (DDPM, equation 7)."""
    check_alike(xt=xt, x0=x0)
    check_pair(xt, alpha_bar, alpha_bar_prev)
    a, b = as_level(alpha_bar), as_level(alpha_bar_prev)
    beta = beta_between(a, b)
    of_x0 = b.sqrt() * beta / (1 - a)
    of_xt = torch.sqrt(1 - beta) * (1 - b) / (1 - a)
    return along(of_x0, xt) * x0 + along(of_xt, xt) * xt


def posterior_variance(alpha_bar, alpha_bar_prev):
    """Variance of q(x_{t-1} | x_t, x0), beta tilde (DDPM, equation 7); 0 for the first step."""
    check_pair(None, alpha_bar, alpha_bar_prev)
    a, b = as_level(alpha_bar), as_level(alpha_bar_prev)
    return (1 - b) / (1 - a) * beta_between(a, b)


def reverse_mean(xt, eps, alpha_bar, alpha_bar_prev):
    """(x_t - beta / sqrt(1 - alpha_bar) eps) / sqrt(1 - beta) (DDPM, equation 11).

    The posterior mean at the x0 that `eps` implies.
    """
    check_alike(xt=xt, eps=eps)
    check_pair(xt, alpha_bar, alpha_bar_prev)
    a = as_level(alpha_bar)
    beta = beta_between(a, as_level(alpha_bar_prev))
    return (xt - along(beta / torch.sqrt(1 - a), xt) * eps) / along(torch.sqrt(1 - beta), xt)


def reverse_step(xt, eps, alpha_bar, alpha_bar_prev, variance, noise):
    """One ancestral step, reverse_mean + sqrt(variance) noise (DDPM, algorithm 2, line 4).

    Args:
        xt: (B, ...); `eps`: the noise predicted in it; `noise`: fresh, both of its shape.
        variance: `step_beta` or `posterior_variance` of the two levels, or between; 0 at the end.
    """
    check_alike(xt=xt, noise=noise)
    check_levels(xt, "[0, 1]", variance=variance)
    std = along(as_level(variance).sqrt(), xt)
    return reverse_mean(xt, eps, alpha_bar, alpha_bar_prev) + std * noise


def ddim_step(xt, eps, alpha_bar, alpha_bar_prev, eta, noise):
    """One step of DDIM's family (DDIM, equations 12 and 16): eta 0 adds no noise, 1 is DDPM.

    The predicted x0 is noised again to the level of `alpha_bar_prev`: with the old noise `eps`, and
    a share of fresh `noise` whose variance is eta^2 times `posterior_variance`. That is the
    samplers' step, `renoised`, on x_t = sqrt(alpha_bar) (x0 + sigma eps).
    """
    check_alike(xt=xt, eps=eps, noise=noise)
    check_pair(xt, alpha_bar, alpha_bar_prev)
    check_levels(xt, "[0, 1]", eta=eta)
    a, b = as_level(alpha_bar), as_level(alpha_bar_prev)
    sigma, sigma_next = torch.sqrt((1 - a) / a), torch.sqrt((1 - b) / b)
    x0 = xt / along(a.sqrt(), xt) - along(sigma, xt) * eps
    return along(b.sqrt(), xt) * renoised(x0, eps, noise, sigma, sigma_next, eta)


def simple_loss(network, x0, steps, eps, alphas_bar):
    """Mean squared error of the predicted noise (DDPM, equation 14), a scalar.

    Args:
        network: called with x_t, (B, ...), and `steps`; returns a prediction of `eps`.
        x0, eps: (B, ...).
        steps: (B,), whole numbers; step k has noise level alphas_bar[k], k = 0 ... n - 1.
        alphas_bar: (n,), from `schedules.alphas_bar`.
    """
    check_indices(len(x0), len(alphas_bar), steps=steps)
    levels = alphas_bar[steps.to(alphas_bar.device)]
    predicted = network(noisy(x0, levels, eps), steps)
    check_alike(**{"x0": x0, "network(xt, steps)": predicted})
    return (predicted - eps).square().mean()


def check_pair(x, alpha_bar, alpha_bar_prev):
    """Raise unless 0 < alpha_bar <= alpha_bar_prev <= 1 and alpha_bar < 1, one a member of x."""
    check_levels(x, "(0, 1)", alpha_bar=alpha_bar)
    check_levels(x, "(0, 1]", alpha_bar_prev=alpha_bar_prev)
    check_rising(alpha_bar=alpha_bar, alpha_bar_prev=alpha_bar_prev)
