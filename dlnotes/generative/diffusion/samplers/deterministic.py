"""Samplers without noise: they follow the probability-flow ODE from large sigma to small.

Sources: Karras et al. 2022, algorithm 1 (Heun, with s(t) and sigma(t) of any framework) and
equations 3 and 4; Lu et al. 2022 (DPM-Solver++, arXiv:2211.01095, algorithm 2). On unscaled x and
with sigma as time the ODE is the same for every framework, dx/dsigma = (x - D(x, sigma)) / sigma;
Euler on it is DDIM (Song, Meng and Ermon 2021). Left out: steps of adaptive size.
"""

from itertools import pairwise

import torch

from dlnotes.checks import check_floats, check_grid
from dlnotes.generative.batches import level_dtype
from dlnotes.generative.diffusion.samplers.steps import as_grid, intervals, last_of
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
    """Euler's method in sigma: order 1, one evaluation of D a step. It is DDIM without noise."""
    for sigma, sigma_next in intervals(sigmas, x):
        x = x + (sigma_next - sigma) * slope(denoise, x, sigma)
        yield x


def heun_path(denoise, x, sigmas):
    """Heun's method in sigma: order 2 (EDM, algorithm 1 with s = 1, sigma = t).

    Two evaluations of D a step, one to sigma = 0.
    """
    for sigma, sigma_next in intervals(sigmas, x):
        x = heun_step(denoise, x, sigma, sigma_next)
        yield x


def dpmpp_2m_path(denoise, x, sigmas):
    """DPM-Solver++(2M): order 2 with one evaluation of D a step.

    In log sigma the term of x is solved exactly, and D is continued on a line through this level's
    value and the last one's. The first step and the step to sigma = 0 take D as it is.
    """
    previous = None
    for sigma, sigma_next in intervals(sigmas, x):
        denoised = estimate = denoise(x, sigma)
        if previous is not None and sigma_next > 0:
            sigma_before, denoised_before = previous
            ratio = torch.log(sigma_before / sigma) / torch.log(sigma / sigma_next)
            estimate = denoised + (denoised - denoised_before) / (2 * ratio)
        x = estimate + sigma_next / sigma * (x - estimate)
        previous = sigma, denoised
        yield x


def euler_in_time_path(denoise, x, times, schedule):
    """Euler's method in t, order 1; arguments as in `heun_in_time`."""
    for time, time_next in time_steps(times, x):
        v = velocity(denoise, x, level_at(schedule, time, x))
        x = x + (time_next - time).to(x) * v
        yield x


def heun_in_time_path(denoise, x, times, schedule):
    """Heun's method in t, for any framework (Karras et al. 2022, algorithm 1): order 2.

    Args:
        denoise: D(x, sigma), sees x / s.
        x: the start at scale: s(t) (x0 + sigma(t) eps) at t = times[0], shape (B, ...).
        times: decreasing, the last at least 0; sigma is finite at the first.
        schedule: a function of t that returns `ScaleSigma`, such as `vp_schedule`.
    """
    for time, time_next in time_steps(times, x):
        step, level_next = (time_next - time).to(x), level_at(schedule, time_next, x)
        v = velocity(denoise, x, level_at(schedule, time, x))
        predicted = x + step * v
        if level_next.sigma == 0:
            x = predicted
        else:
            x = x + step * (v + velocity(denoise, predicted, level_next)) / 2
        yield x


def time_steps(times, x):
    """The pairs (t, next t) in the dtype they came in: s and sigma are computed from these."""
    check_floats(x=x)
    times = as_grid(times)
    check_grid(times=times)
    return list(pairwise(times))


def level_at(schedule, time, x):
    """s, sigma and their derivatives at a time, on the device of x, in float32 at least."""
    return ScaleSigma(*(value.to(x.device, level_dtype(x)) for value in schedule(time)))


euler, heun, dpmpp_2m = map(last_of, (euler_path, heun_path, dpmpp_2m_path))
euler_in_time, heun_in_time = map(last_of, (euler_in_time_path, heun_in_time_path))
