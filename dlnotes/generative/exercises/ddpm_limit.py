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
