"""The density that an ODE carries along: d log p / dt = -divergence of its slope.

Chen et al. 2018 (the instantaneous change of variables), Grathwohl et al. 2018 (the estimate of the
divergence), Song et al. 2021 (section 4.3 and appendix D.2: the likelihood of a diffusion).
"""

import torch

from dlnotes.generative.simulation import integrate


def divergence(slope, x):
    """The sum of d slope_i / d x_i, exact: one backward pass for each coordinate; shape (B,).

    Args:
        slope: function of x alone that looks like x and treats the members of a batch apart.
        x: (B, ...).
    """
    values, pullback = torch.func.vjp(slope, x)
    one = x.shape[1:]
    units = torch.eye(one.numel()).to(x)  # row i picks coordinate i
    rows = [pullback(unit.reshape(one).expand_as(values))[0].flatten(1) for unit in units]
    return sum(row[:, i] for i, row in enumerate(rows))


def estimated_divergence(slope, x, probe):
    """probe . (d slope / d x) probe: right on average over probes with covariance I; shape (B,).

    One backward pass whatever the dimension (Hutchinson's estimate).

    Args:
        slope, x: as for `divergence`.
        probe: like x; signs +-1 have the smallest variance.
    """
    _, pullback = torch.func.vjp(slope, x)
    return (pullback(probe)[0] * probe).flatten(1).sum(1)


def log_likelihood(slope, log_prior, x, times, divergence=divergence):
    """log p(x) at times[0]: log_prior at the other end, plus the divergence gathered on the way.

    Args:
        slope: function of x and t, the slope of the ODE.
        log_prior: log density at times[-1], a function of x with shape (B,).
        x: (B, ...).
        times: (N + 1,), rising from the data to the prior.
        divergence: function of (slope at one t, x) with shape (B,), exact or estimated.

    Returns:
        (B,), in nats.
    """

    def joint_slope(state, t):
        here = state[:, :-1].reshape(x.shape)
        growth = divergence(lambda x: slope(x, t), here)
        return torch.cat([slope(here, t).flatten(1), growth[:, None]], 1)

    start = torch.cat([x.flatten(1), x.new_zeros(len(x), 1)], 1)
    *_, end = integrate(joint_slope, start, times)
    return log_prior(end[:, :-1].reshape(x.shape)) + end[:, -1]
