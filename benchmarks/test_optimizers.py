"""AdamW against torch.optim's three AdamWs, on parameters split as a small transformer splits them.

`make bench` prints one table a size. The peer of the book's budget is `foreach=False`: like ours it
is one Python loop over tensors in pure torch.
"""

import pytest
import torch

from dlnotes.foundations.optimizers import AdamW

OPTIMIZERS = {
    "dlnotes": AdamW,
    "torch foreach=False": lambda params: torch.optim.AdamW(params, foreach=False),
    "torch foreach=True": lambda params: torch.optim.AdamW(params, foreach=True),
    "torch fused=True": lambda params: torch.optim.AdamW(params, fused=True),
}
# Number of parameters: (width, blocks, vocabulary) of the transformer that has about that many.
SIZES = {10**4: (24, 1, 100), 10**5: (48, 3, 300), 10**6: (128, 4, 1500), 10**7: (320, 6, 8000)}


def transformer_shapes(width, blocks, vocabulary):
    """Shapes of an embedding and, per block, of attention, MLP and two layer norms."""
    block = [(3 * width, width), (3 * width,), (width, width), (width,)]
    block += [(4 * width, width), (4 * width,), (width, 4 * width), (width,)]
    block += [(width,)] * 4
    return [(vocabulary, width)] + block * blocks


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("size", SIZES, ids="{:.0e}".format)
def test_adamw_step(benchmark, size, optimizer):
    params = [torch.randn(shape, requires_grad=True) for shape in transformer_shapes(*SIZES[size])]
    for param in params:
        param.grad = torch.randn_like(param)
    step = OPTIMIZERS[optimizer](params).step
    benchmark.group = f"AdamW step, {size:.0e} parameters"
    benchmark.extra_info["parameters"] = sum(param.numel() for param in params)
    benchmark.extra_info["tensors"] = len(params)
    benchmark.pedantic(step, rounds=min(300, 2 * 10**8 // size), warmup_rounds=3)
