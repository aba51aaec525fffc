"""What is computed with more digits than it came with: levels, cosines and others of wide range."""

import torch


def raised(tensor):
    """The tensor, in float32 if it was in half precision.

    >>> raised(torch.ones(1, dtype=torch.bfloat16)).dtype
    torch.float32
    """
    return tensor.float() if tensor.dtype in (torch.float16, torch.bfloat16) else tensor
