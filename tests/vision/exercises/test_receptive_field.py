"""The exercises' references against hand-worked stacks and the book's other code."""

import pytest
from hypothesis import given, settings

from dlnotes.vision.exercises.receptive_field import field_of_stack, pixels_that_count
from dlnotes.vision.receptive_field.effective_field import path_shares
from tests.vision.receptive_field.oracles import stacks, walk


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([], (1, 1, 0)),
        ([(7, 2, 3, 1)], (7, 2, -3)),
        ([(7, 2, 3, 1), (3, 2, 1, 1)], (11, 4, -5)),
        ([(3, 1, 0, 1), (3, 1, 0, 2), (3, 1, 0, 4), (3, 1, 0, 8), (3, 1, 0, 16)], (63, 1, 0)),
        ([(3, 2, 0, 1), (3, 1, 0, 1)] * 2 + [(3, 2, 0, 1)], (27, 8, 0)),
    ],
)
def test_fields_worked_by_hand(layers, expected):
    assert field_of_stack(layers) == expected


@settings(deadline=None)
@given(stacks)
def test_field_is_where_a_walk_ends(layers):
    seen = walk(layers, 0)
    values = [(x.kernel_size, x.stride, x.padding, x.dilation) for x in layers]
    size, _, first = field_of_stack(values)
    assert (first, first + size - 1) == (min(seen), max(seen))


@settings(deadline=None)
@given(stacks)
def test_pixels_are_those_with_a_path(layers):
    values = [(x.kernel_size, x.stride, x.dilation) for x in layers]
    assert pixels_that_count(values) == (path_shares(layers) > 0).sum()
