"""Numbers that go with a batch: what is accepted, how it is shaped, what is refused."""

import math

import pytest
import torch

from dlnotes.generative.batches import along, checked_batch, checked_levels


def test_numbers_become_float64_and_tensors_stay_as_they_are():
    assert checked_levels("t", 1, 0, 1).dtype == torch.float64
    half = torch.tensor([0.5, 1.0], dtype=torch.float16)
    assert checked_levels("t", half, 0, 1) is half


def test_both_ends_belong_to_the_interval_unless_the_lower_is_open():
    ends = torch.tensor([0.0, 1.0])
    assert checked_levels("t", ends, 0, 1) is ends
    with pytest.raises(ValueError, match=r"t must lie in \(0, 1\], got \[0.0, 1.0\]"):
        checked_levels("t", ends, 0, 1, open_low=True)


@pytest.mark.parametrize("value", [-0.1, 1.1, math.nan, torch.tensor([0.5, math.nan])])
def test_values_outside_are_refused(value):
    with pytest.raises(ValueError, match=r"t must lie in \[0, 1\]"):
        checked_levels("t", value, 0, 1)


@pytest.mark.parametrize("value", [True, "0.5", None, torch.tensor([1])])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(TypeError, match="t must be a number or a floating-point tensor"):
        checked_levels("t", value, 0, 2)


def test_a_matrix_of_levels_is_refused():
    with pytest.raises(ValueError, match=r"shape \(B,\), got \(2, 1\)"):
        checked_levels("t", torch.ones(2, 1), 0, 1)


@pytest.mark.parametrize("shape", [(2,), (2, 3), (2, 3, 4, 5)])
def test_one_number_a_member_multiplies_it(shape):
    x, value = torch.ones(shape, dtype=torch.float64), torch.tensor([2.0, 3.0])
    shaped = along("t", value, x)
    assert shaped.dtype == x.dtype and shaped.ndim == x.ndim
    assert torch.equal((shaped * x)[0], 2 * x[0]) and torch.equal((shaped * x)[1], 3 * x[1])


def test_gradients_flow_through_the_shaping():
    value = torch.tensor([2.0, 3.0], requires_grad=True)
    (along("t", value, torch.ones(2, 4)) * torch.ones(2, 4)).sum().backward()
    assert value.grad.tolist() == [4.0, 4.0]


def test_another_length_is_refused():
    with pytest.raises(ValueError, match=r"with B = 2, as the batch has; got \(3,\)"):
        along("t", torch.ones(3), torch.ones(2, 4))


def test_a_batch_is_a_floating_point_tensor():
    x = torch.ones(2, dtype=torch.float16)
    assert checked_batch("x", x) is x
    for wrong in (torch.ones(2, dtype=torch.int64), [1.0], 1.0):
        with pytest.raises(TypeError, match="x must be a floating-point tensor"):
            checked_batch("x", wrong)
