"""References of the exercises on Adam and AdamW."""

import torch

from dlnotes.foundations.optimizers import Adam


def spike_length(beta1, beta2):
    """Length of Adam's step, in learning rates, for one gradient after a long silence.

    Both corrections are 1 by then, so the moments are (1 - beta1) x and (1 - beta2) x^2.

    >>> round(spike_length(0.9, 0.999), 3)
    3.162
    """
    return (1 - beta1) / (1 - beta2) ** 0.5


def final_weight(beta2, amsgrad=False, C=4):
    """Where Adam without momentum ends in Reddi's game, rounded: -1 is best, +1 is worst.

    The gradient is C once in three steps and -1 in the other two, the weight stays in [-1, 1], and
    the learning rate falls as 0.1 / sqrt(t) (Reddi, Kale and Kumar 2018, section 3).

    >>> final_weight(0.05)
    1
    """
    weight = torch.zeros(1, requires_grad=True)
    optimizer = Adam([weight], betas=(0.0, beta2), eps=0.0, amsgrad=amsgrad)
    for n in range(3000):
        optimizer.param_groups[0]["lr"] = 0.1 / (n + 1) ** 0.5
        weight.grad = torch.tensor([float(C if n % 3 == 0 else -1)])
        optimizer.step()
        with torch.no_grad():
            weight.clamp_(-1, 1)
    return round(weight.item())
