"""The discrete diffusion of DDPM: one step of noise, the jump to any step, and the way back.

The chain is x_i = sqrt(1 - beta_i) x_{i-1} + sqrt(beta_i) eps; alpha_bar_i is the product of all
1 - beta up to i. Ho, Jain and Abbeel 2020 (arXiv:2006.11239, "DDPM"); Song, Meng and Ermon 2021
(arXiv:2010.02502, "DDIM"). A step back takes the two values of alpha_bar between which it goes,
so it may also skip steps of the chain. Levels are numbers or have shape (B,); x has shape (B, ...),
and results have its dtype and device. Left out: learned variances.
"""

import torch

from dlnotes.generative.batches import along, checked_batch, checked_levels
from dlnotes.generative.samplers.steps import noise_like


def forward_step(x, beta, eps):
    """sqrt(1 - beta) x + sqrt(beta) eps, one step of noise (DDPM, equation 2)."""
    beta = along("beta", checked_levels("beta", beta, 0, 1), checked_batch("x", x))
    return (1 - beta).sqrt() * x + beta.sqrt() * shaped_like(x, "eps", eps)


def forward_chain(x0, betas, generator=None):
    """Yields x_1, x_2, ..., x_n, one forward step for each of the n betas."""
    x = checked_batch("x0", x0)
    for beta in betas:
        x = forward_step(x, beta, noise_like(x, generator))
        yield x


def marginal(alpha_bar):
    """(scale, std) of x_t given x0: sqrt(alpha_bar) and sqrt(1 - alpha_bar) (DDPM, equation 4)."""
    alpha_bar = checked_levels("alpha_bar", alpha_bar, 0, 1)
    return alpha_bar.sqrt(), torch.sqrt(1 - alpha_bar)


def noisy(x0, alpha_bar, eps):
    """sqrt(alpha_bar) x0 + sqrt(1 - alpha_bar) eps: all steps up to alpha_bar in one."""
    scale, std = levels_like(x0, marginal(alpha_bar))
    return scale * x0 + std * shaped_like(x0, "eps", eps)


def predict_x0(xt, eps, alpha_bar):
    """The x0 that eps implies: (x_t - sqrt(1 - alpha_bar) eps) / sqrt(alpha_bar)."""
    alpha_bar = checked_levels("alpha_bar", alpha_bar, 0, 1, open_low=True)
    scale, std = levels_like(xt, marginal(alpha_bar))
    return (xt - std * shaped_like(xt, "eps", eps)) / scale


def step_beta(alpha_bar, alpha_bar_prev):
    """beta of the step between two levels: 1 - alpha_bar / alpha_bar_prev."""
    alpha_bar, alpha_bar_prev = checked_pair(alpha_bar, alpha_bar_prev)
    return (alpha_bar_prev - alpha_bar) / alpha_bar_prev


def posterior_mean(xt, x0, alpha_bar, alpha_bar_prev):
    """Mean of q(x_{t-1} | x_t, x0), between the two of them (DDPM, equation 7)."""
    alpha_bar, alpha_bar_prev = checked_pair(alpha_bar, alpha_bar_prev)
    beta = step_beta(alpha_bar, alpha_bar_prev)
    of_x0 = alpha_bar_prev.sqrt() * beta / (1 - alpha_bar)
    of_xt = torch.sqrt(1 - beta) * (1 - alpha_bar_prev) / (1 - alpha_bar)
    of_x0, of_xt = levels_like(xt, (of_x0, of_xt))
    return of_x0 * shaped_like(xt, "x0", x0) + of_xt * xt


def posterior_variance(alpha_bar, alpha_bar_prev):
    """Variance of q(x_{t-1} | x_t, x0), beta tilde (DDPM, equation 7); 0 for the first step."""
    alpha_bar, alpha_bar_prev = checked_pair(alpha_bar, alpha_bar_prev)
    return (1 - alpha_bar_prev) / (1 - alpha_bar) * step_beta(alpha_bar, alpha_bar_prev)


def reverse_mean(xt, eps, alpha_bar, alpha_bar_prev):
    """(x_t - beta / sqrt(1 - alpha_bar) eps) / sqrt(1 - beta) (DDPM, equation 11).

    The posterior mean at the x0 that `eps` implies.
    """
    alpha_bar, alpha_bar_prev = checked_pair(alpha_bar, alpha_bar_prev)
    beta = step_beta(alpha_bar, alpha_bar_prev)
    of_eps, keep = levels_like(xt, (beta / torch.sqrt(1 - alpha_bar), torch.sqrt(1 - beta)))
    return (xt - of_eps * shaped_like(xt, "eps", eps)) / keep


def reverse_step(xt, eps, alpha_bar, alpha_bar_prev, variance, noise):
    """One ancestral step, reverse_mean + sqrt(variance) noise (DDPM, algorithm 2, line 4).

    Args:
        xt: (B, ...); `eps`: the noise predicted in it; `noise`: fresh, both of its shape.
        variance: `step_beta` or `posterior_variance` of the two levels, or between; 0 at the end.
    """
    mean = reverse_mean(xt, eps, alpha_bar, alpha_bar_prev)
    std = checked_levels("variance", variance, 0, 1).sqrt()
    return mean + along("variance", std, xt) * shaped_like(xt, "noise", noise)


def ddim_step(xt, eps, alpha_bar, alpha_bar_prev, eta, noise):
    """One step of DDIM's family (DDIM, equations 12 and 16): eta 0 adds no noise, 1 is DDPM.

    The predicted x0 is noised again to the level of `alpha_bar_prev`: with the old noise `eps`, and
    a share of fresh `noise` whose variance is eta^2 times `posterior_variance`.
    """
    x0, eta = predict_x0(xt, eps, alpha_bar), checked_levels("eta", eta, 0, 1)
    alpha_bar, alpha_bar_prev = checked_pair(alpha_bar, alpha_bar_prev)
    variance = posterior_variance(alpha_bar, alpha_bar_prev)
    old = torch.sqrt(1 - alpha_bar_prev - eta**2 * variance)
    scale, old, fresh = levels_like(xt, (alpha_bar_prev.sqrt(), old, eta * variance.sqrt()))
    return scale * x0 + old * eps + fresh * shaped_like(xt, "noise", noise)


def simple_loss(network, x0, steps, eps, alphas_bar):
    """Mean squared error of the predicted noise (DDPM, equation 14), a scalar.

    Args:
        network: called with x_t, (B, ...), and `steps`; returns a prediction of `eps`.
        x0, eps: (B, ...).
        steps: (B,), whole numbers; step k has noise level alphas_bar[k], k = 0 ... n - 1.
        alphas_bar: (n,), from `schedules.alphas_bar`.
    """
    check_steps(steps, len(x0), len(alphas_bar))
    levels = alphas_bar[steps.to(alphas_bar.device)]
    predicted = network(noisy(x0, levels, eps), steps)
    return (shaped_like(x0, "network(xt, steps)", predicted) - eps).square().mean()


def levels_like(x, levels):
    """Each of the levels, () or (B,), shaped to multiply x."""
    return [along("alpha_bar", level, checked_batch("x", x)) for level in levels]


def shaped_like(x, name, value):
    """`value`; raises a ValueError unless it has the shape of x."""
    if value.shape != x.shape:
        raise ValueError(f"{name} must have shape {tuple(x.shape)}, got {tuple(value.shape)}")
    return value


def checked_pair(alpha_bar, alpha_bar_prev):
    """Both as tensors; raises unless 0 < alpha_bar <= alpha_bar_prev <= 1 and alpha_bar < 1."""
    alpha_bar = checked_levels("alpha_bar", alpha_bar, 0, 1, open_low=True)
    alpha_bar_prev = checked_levels("alpha_bar_prev", alpha_bar_prev, 0, 1, open_low=True)
    if not ((alpha_bar <= alpha_bar_prev) & (alpha_bar < 1)).all():
        raise ValueError(
            "expected alpha_bar <= alpha_bar_prev <= 1 and alpha_bar < 1, got "
            f"alpha_bar={alpha_bar.tolist()}, alpha_bar_prev={alpha_bar_prev.tolist()}"
        )
    return alpha_bar, alpha_bar_prev


def check_steps(steps, batch, n):
    """Raises a ValueError unless `steps` are `batch` whole numbers in 0 ... n - 1."""
    if steps.is_floating_point() or steps.shape != (batch,):
        raise ValueError(f"steps must be whole numbers of shape ({batch},), got {steps!r}")
    if not ((steps >= 0) & (steps < n)).all():
        raise ValueError(f"steps must lie in 0 ... {n - 1}, got {steps.tolist()}")
