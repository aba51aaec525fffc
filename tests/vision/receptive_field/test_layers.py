"""One layer: its output size against torch, its arguments checked."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from dlnotes.vision.receptive_field.layers import Layer, collapsed, extent, output_size, per_axis

small = st.integers(1, 5)


@settings(deadline=None)
@given(n=st.integers(1, 30), k=small, s=small, p=st.integers(0, 4), d=small)
def test_output_size_is_torchs(n, k, s, p, d):
    weight = torch.ones(1, 1, k)
    try:
        expected = torch.conv1d(torch.ones(1, 1, n), weight, None, s, p, d).shape[-1]
    except RuntimeError:
        with pytest.raises(ValueError, match=f"dilation={d} span {d * (k - 1) + 1} cells"):
            output_size(n, k, s, p, d)
    else:
        assert output_size(n, k, s, p, d) == expected
        assert Layer(k, s, p, d).output_size(n) == expected


def test_output_size_of_pairs_is_torchs():
    layer = Layer((3, 4), stride=(2, 1), padding=(0, 2), dilation=(2, 3))
    conv = torch.nn.Conv2d(1, 1, (3, 4), (2, 1), (0, 2), (2, 3))
    assert layer.output_size((20, 17)) == tuple(conv(torch.ones(1, 1, 20, 17)).shape[2:])
    assert layer.extent == (5, 10)


def test_dilation_larger_than_the_input_is_refused():
    with pytest.raises(
        ValueError, match="kernel_size=3, dilation=20 span 41 cells, the padded input has 32"
    ):
        Layer(3, dilation=20).output_size(32)


def test_extent_counts_gaps():
    assert [extent(3, d) for d in (1, 2, 4)] == [3, 5, 9]
    assert extent(1, 7) == 1


def test_equal_pairs_are_one_number():
    assert Layer((3, 3), (2, 2)) == Layer(3, 2)
    assert collapsed((3, 5)) == (3, 5)


def test_per_axis_pairs_only_where_something_is_a_pair():
    assert per_axis(lambda a, b: a - b, 3, 1) == 2
    assert per_axis(lambda a, b: a - b, (3, 5), 1) == (2, 4)
    assert per_axis(lambda a, b: a - b, 1, (3, 5)) == (-2, -4)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"kernel_size": 0}, ValueError, "kernel_size must be at least 1, got 0"),
        ({"kernel_size": 3, "stride": 0}, ValueError, "stride must be at least 1"),
        ({"kernel_size": 3, "padding": -1}, ValueError, "padding must be at least 0, got -1"),
        ({"kernel_size": 3, "dilation": (1, 0)}, ValueError, r"dilation .* got \(1, 0\)"),
        ({"kernel_size": 3.0}, TypeError, "kernel_size must be an int or a pair"),
        ({"kernel_size": True}, TypeError, "kernel_size must be an int or a pair"),
        ({"kernel_size": (3, 3, 3)}, TypeError, "kernel_size must be an int or a pair"),
        ({"kernel_size": [3, 3]}, TypeError, "kernel_size must be an int or a pair"),
        ({"kernel_size": 3, "padding": "same"}, TypeError, "padding must be an int"),
    ],
)
def test_bad_arguments_are_named(arguments, error, message):
    with pytest.raises(error, match=message):
        Layer(**arguments)
