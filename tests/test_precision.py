"""What is raised, and what stays as it is."""

import pytest
import torch

from dlnotes.precision import raised


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_half_precision_becomes_float32_with_the_same_values(dtype):
    x = torch.tensor([0.1, -3.0, 100.0], dtype=dtype, requires_grad=True)
    assert raised(x).dtype == torch.float32 and torch.equal(raised(x).to(dtype), x)
    raised(x).sum().backward()
    assert x.grad.dtype == dtype


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.int64])
def test_others_are_the_same_tensor(dtype):
    x = torch.ones(2, dtype=dtype)
    assert raised(x) is x
