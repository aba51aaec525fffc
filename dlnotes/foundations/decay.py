"""Weight decay as it really acts: decoupled, or as an L2 term that Adam divides by its moments.

The expectations assume what the chapter states: gradients of the loss with mean zero and standard
deviation `grad_std`, independent from step to step, and a weight that moves little in one step.
"""

import torch

from dlnotes.checks import check_values


def pushed_by_noise(optimizer, weights, grad_std, steps, generator):
    """Yields the weights after each step under gradients that are noise and nothing else.

    Args:
        optimizer: updates `weights`.
        weights: a parameter of any shape.
        grad_std: standard deviation of the gradients, broadcasts with `weights`.
        steps: number of steps to yield.
        generator: draws the noise, on the CPU, so that every device sees the same.
    """
    for _ in range(steps):
        noise = torch.randn(weights.shape, dtype=weights.dtype, generator=generator)
        weights.grad = grad_std * noise.to(weights.device)
        optimizer.step()
        yield weights.detach().clone()


def decoupled_decay(lrs, weight_decay):
    """Share of a weight left by AdamW's decay alone: the product of 1 - lr * weight_decay.

    Args:
        lrs: learning rate of every step, shape (T,).
        weight_decay: lambda as in torch, at least 0.

    >>> decoupled_decay(torch.full((2,), 0.1), 1.0)
    tensor(0.8100)
    """
    check_values("[0, inf)", weight_decay=weight_decay)
    return torch.prod(1 - lrs * weight_decay)


def l2_decay_rate(param, grad_std, weight_decay):
    """Decay of a weight under Adam with an L2 term, per unit of learning rate.

    lambda / sqrt(s^2 + lambda^2 w^2), where AdamW has lambda: the L2 term's gradient lambda * w is
    divided by the root mean square of the whole gradient.

    Args:
        param: the weight w, any shape.
        grad_std: standard deviation s of the loss's gradient, broadcasts with `param`.
        weight_decay: lambda, at least 0.
    """
    check_values("[0, inf)", weight_decay=weight_decay)
    return weight_decay / torch.sqrt(grad_std**2 + (weight_decay * param) ** 2)


def l2_decay_path(param, grad_std, lr, betas, weight_decay, steps):
    """Yields the expected weight after each step of Adam with an L2 term.

    The two moments are those of the expected gradient, lambda * w, and of its expected square,
    s^2 + lambda^2 w^2; `l2_decay_rate` is the limit in which they remember one step only.

    Args:
        param: the weights before the first step, any shape.
        grad_std: standard deviation s > 0 of the loss's gradient, broadcasts with `param`.
        lr, betas, weight_decay: as given to Adam.
        steps: number of steps to yield.
    """
    check_values("[0, inf)", lr=lr, weight_decay=weight_decay)
    exp_avg, exp_avg_sq = torch.zeros_like(param), torch.zeros_like(param)
    for step in range(1, steps + 1):
        exp_avg = torch.lerp(weight_decay * param, exp_avg, betas[0])
        square = grad_std**2 + (weight_decay * param) ** 2
        exp_avg_sq = torch.lerp(square, exp_avg_sq, betas[1])
        mean = exp_avg / (1 - betas[0] ** step)
        param = param - lr * mean / torch.sqrt(exp_avg_sq / (1 - betas[1] ** step))
        yield param
