"""Numbers that go with a batch: how they are kept, and how they are shaped to multiply it."""

import pytest
import torch

from dlnotes.generative.batches import along, as_level, level_dtype


def test_numbers_become_float64_and_tensors_keep_their_precision():
    assert as_level(1).dtype == torch.float64
    for dtype in (torch.float32, torch.float64):
        value = torch.tensor([0.5, 1.0], dtype=dtype)
        assert as_level(value) is value


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_half_precision_is_raised(dtype):
    value = torch.tensor([0.5, 1.0], dtype=dtype)
    assert as_level(value).dtype == torch.float32
    assert level_dtype(value) == torch.float32 and level_dtype(value.double()) == torch.float64


@pytest.mark.parametrize("shape", [(2,), (2, 3), (2, 3, 4, 5)])
def test_one_number_a_member_multiplies_it(shape):
    x, value = torch.ones(shape, dtype=torch.float64), torch.tensor([2.0, 3.0])
    shaped = along(value, x)
    assert shaped.dtype == x.dtype and shaped.ndim == x.ndim
    assert torch.equal((shaped * x)[0], 2 * x[0]) and torch.equal((shaped * x)[1], 3 * x[1])


def test_gradients_flow_through_the_shaping():
    value = torch.tensor([2.0, 3.0], requires_grad=True)
    (along(value, torch.ones(2, 4)) * torch.ones(2, 4)).sum().backward()
    assert value.grad.tolist() == [4.0, 4.0]
