"""Samplers without noise: they follow the probability-flow ODE from large sigma to small.

Sources: Karras et al. 2022, algorithm 1 (Heun, with s(t) and sigma(t) of any framework) and
equations 3 and 4; Lu et al. 2022 (DPM-Solver++, arXiv:2211.01095, algorithm 2). On unscaled x and
with sigma as time the ODE is the same for every framework, dx/dsigma = (x - D(x, sigma)) / sigma;
Euler on it is DDIM (Song, Meng and Ermon 2021). Left out: steps of adaptive size.
"""

from itertools import pairwise

import torch

from dlnotes.generative.batches import checked_batch
from dlnotes.generative.samplers.steps import checked_levels, intervals, last
from dlnotes.generative.schedules import ScaleSigma


def slope(denoise, x, sigma):
    """dx/dsigma = (x - D(x, sigma)) / sigma, the noise that D finds in x, of x's shape."""
    return (x - denoise(x, sigma)) / sigma


def heun_step(denoise, x, sigma, sigma_next):
    """Euler to sigma_next, then again with the mean of both slopes; to sigma_next = 0, Euler."""
    d = slope(denoise, x, sigma)
    predicted = x + (sigma_next - sigma) * d
    if sigma_next == 0:
        return predicted
    d_next = slope(denoise, predicted, sigma_next)
    return x + (sigma_next - sigma) * (d + d_next) / 2


def velocity(denoise, x, level):
    """dx/dt at x_t, of x's shape: s' D + (s sigma)' eps, where x_t = s D + s sigma eps.

    The same as (s'/s + sigma'/sigma) x - (sigma' s / sigma) D (Karras et al. 2022, algorithm 1).

    Args:
        denoise: D(x, sigma), sees x / s.
        x: at scale s, shape (B, ...).
        level: `ScaleSigma` at t, sigma positive and finite, s positive.
    """
    scale, sigma, scale_rate, sigma_rate = level
    denoised = denoise(x / scale, sigma)
    eps = (x / scale - denoised) / sigma
    return scale_rate * denoised + (scale_rate * sigma + scale * sigma_rate) * eps


def euler_path(denoise, x, sigmas):
    """Yields x after every Euler step in sigma; one evaluation of D a step."""
    for sigma, sigma_next in intervals("sigmas", sigmas, x):
        x = x + (sigma_next - sigma) * slope(denoise, x, sigma)
        yield x


def euler(denoise, x, sigmas):
    """The last x of Euler's method in sigma: order 1. It is DDIM without noise."""
    return last(euler_path(denoise, x, sigmas))


def heun_path(denoise, x, sigmas):
    """Yields x after every Heun step in sigma; two evaluations of D a step, one to sigma = 0."""
    for sigma, sigma_next in intervals("sigmas", sigmas, x):
        x = heun_step(denoise, x, sigma, sigma_next)
        yield x


def heun(denoise, x, sigmas):
    """The last x of Heun's method in sigma: order 2 (EDM, algorithm 1 with s = 1, sigma = t)."""
    return last(heun_path(denoise, x, sigmas))


def dpmpp_2m_path(denoise, x, sigmas):
    """Yields x after every step of DPM-Solver++(2M); one evaluation of D a step.

    In log sigma the term of x is solved exactly, and D is continued on a line through this level's
    value and the last one's. The first step and the step to sigma = 0 take D as it is.
    """
    previous = None
    for sigma, sigma_next in intervals("sigmas", sigmas, x):
        denoised = estimate = denoise(x, sigma)
        if previous is not None and sigma_next > 0:
            sigma_before, denoised_before = previous
            ratio = torch.log(sigma_before / sigma) / torch.log(sigma / sigma_next)
            estimate = denoised + (denoised - denoised_before) / (2 * ratio)
        x = estimate + sigma_next / sigma * (x - estimate)
        previous = sigma, denoised
        yield x


def dpmpp_2m(denoise, x, sigmas):
    """The last x of DPM-Solver++(2M): order 2 with one evaluation of D a step."""
    return last(dpmpp_2m_path(denoise, x, sigmas))


def euler_in_time_path(denoise, x, times, schedule):
    """Yields x_t after every Euler step in t; as `heun_in_time_path`."""
    for time, time_next in time_steps(times, x):
        level = level_at(schedule, time, x)
        x = x + (time_next - time).to(x) * velocity(denoise, x, level)
        yield x


def euler_in_time(denoise, x, times, schedule):
    """The last x_t of Euler's method in t; arguments as in `heun_in_time`."""
    return last(euler_in_time_path(denoise, x, times, schedule))


def heun_in_time_path(denoise, x, times, schedule):
    """Yields x_t after every Heun step in t (Karras et al. 2022, algorithm 1)."""
    for time, time_next in time_steps(times, x):
        step, level_next = (time_next - time).to(x), level_at(schedule, time_next, x)
        v = velocity(denoise, x, level_at(schedule, time, x))
        predicted = x + step * v
        if level_next.sigma == 0:
            x = predicted
        else:
            x = x + step * (v + velocity(denoise, predicted, level_next)) / 2
        yield x


def heun_in_time(denoise, x, times, schedule):
    """The last x_t of Heun's method in t, for any framework (Karras et al. 2022, algorithm 1).

    Args:
        denoise: D(x, sigma), sees x / s.
        x: the start at scale: s(t) (x0 + sigma(t) eps) at t = times[0], shape (B, ...).
        times: decreasing, the last at least 0; sigma is finite at the first.
        schedule: a function of t that returns `ScaleSigma`, such as `vp_schedule`.
    """
    return last(heun_in_time_path(denoise, x, times, schedule))


def time_steps(times, x):
    """The pairs (t, next t) in the dtype they came in: s and sigma are computed from these."""
    times = checked_levels("times", times)
    checked_batch("x", x)
    return list(pairwise(times))


def level_at(schedule, time, x):
    """s, sigma and their derivatives at a time, in dtype and device of x."""
    return ScaleSigma(*(value.to(x) for value in schedule(time)))
