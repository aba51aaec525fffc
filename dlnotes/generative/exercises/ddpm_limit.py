"""References of the exercises on DDPM and its continuous limit."""

import torch


def respaced_betas(betas, every):
    """The betas of the chain that keeps every `every`-th level of a chain, shape (n // every,).

    A step of it keeps what the steps between kept together (Nichol and Dhariwal 2021, equation 19).

    >>> respaced_betas(torch.tensor([0.5, 0.5]), 2)
    tensor([0.7500])
    """
    alphas_bar = torch.cumprod(1 - betas, dim=0)[every - 1 :: every]
    before = torch.cat([betas.new_ones(1), alphas_bar[:-1]])
    return 1 - alphas_bar / before


def exact_betas(integral):
    """Betas whose chain has alpha_bar = exp(-integral) at every step, shape (N,).

    Args:
        integral: of the rate beta(t), from 0 to each of the N + 1 times; the first value is 0.

    >>> exact_betas(torch.tensor([0.0, 0.5, 1.0])).prod().sqrt()
    tensor(0.3935)
    """
    return -torch.expm1(integral[:-1] - integral[1:])
