"""Both recurrences against the closed form and against a walk over indices."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlnotes.vision import receptive_field as public
from dlnotes.vision.receptive_field import fields, neighbours, receptive_field, top_down
from dlnotes.vision.receptive_field.field import ReceptiveField
from dlnotes.vision.receptive_field.layers import Layer
from tests.vision.receptive_field.oracles import stacks, walk


def closed_form(layers):
    jumps = [math.prod(layer.stride for layer in layers[:n]) for n in range(len(layers) + 1)]
    return 1 + sum((layer.extent - 1) * j for layer, j in zip(layers, jumps, strict=False))


@settings(deadline=None)
@given(stacks)
def test_forward_equals_top_down_and_the_closed_form(layers):
    size = receptive_field(layers).size
    assert size == closed_form(layers)
    assert size == [1, *top_down(layers)][-1]


@settings(deadline=None)
@given(stacks, st.integers(-3, 20))
def test_region_is_where_a_walk_over_indices_ends(layers, unit):
    field, seen = receptive_field(layers), walk(layers, unit)
    region = field.region(unit)
    assert (region.start, region.stop - 1) == (min(seen), max(seen))
    assert len(region) == field.size
    middle = field.center + unit * field.stride
    assert middle == (min(seen) + max(seen)) / 2


@settings(deadline=None)
@given(stacks)
def test_neighbour_counts_are_spans_of_the_maps_below(layers):
    spans = []
    for n in reversed(range(len(layers))):
        seen = walk(layers[n:], 0)
        spans.append(max(seen) - min(seen) + 1)
    assert list(top_down(layers)) == spans


@settings(deadline=None)
@given(stacks, st.integers(0, 4))
def test_padding_moves_the_field_and_does_not_change_its_size(layers, padding):
    moved = [Layer(x.kernel_size, x.stride, padding, x.dilation) for x in layers]
    before, after = receptive_field(layers), receptive_field(moved)
    assert (before.size, before.stride) == (after.size, after.stride)


@settings(deadline=None)
@given(stacks, st.integers(0, 5))
def test_a_stack_can_be_cut_anywhere(layers, cut):
    below, above = receptive_field(layers[:cut]), receptive_field(layers[cut:])
    assert receptive_field(layers) == ReceptiveField(
        size=(above.size - 1) * below.stride + below.size,
        stride=above.stride * below.stride,
        padding=below.padding + above.padding * below.stride,
    )


def test_hand_worked_stack():
    layers = [Layer(7, 2, 3), Layer(3, 2, 1), Layer(3, 1, 1), Layer(3, 1, 2, dilation=2)]
    assert [f.size for f in fields(layers)] == [7, 11, 19, 35]
    assert [f.stride for f in fields(layers)] == [2, 4, 4, 4]
    assert [f.padding for f in fields(layers)] == [3, 5, 9, 17]
    assert receptive_field(layers).center == 0  # paddings of half a window keep centres at pixel 0


def test_even_kernels_lie_between_pixels():
    field = receptive_field([Layer(2, stride=2), Layer(2, stride=2)])
    assert field == ReceptiveField(size=4, stride=4, padding=0)
    assert field.center == 1.5


def test_axes_are_independent():
    layers = [Layer((3, 5), (1, 2), (0, 2)), Layer(3, (2, 1), dilation=(1, 4))]
    field = receptive_field(layers)
    for axis in (0, 1):
        single = receptive_field(
            Layer(*(v[axis] if isinstance(v, tuple) else v for v in vars(layer).values()))
            for layer in layers
        )
        assert field.size[axis] == single.size
        assert field.region((3, 4))[axis] == single.region((3, 4)[axis])
        assert field.center[axis] == single.center
        assert list(top_down(layers))[-1][axis] == single.size


def test_no_layers_see_one_pixel():
    assert receptive_field([]) == ReceptiveField(1, 1, 0)
    assert list(top_down([])) == []


def test_neighbours_of_one_unit_are_its_window():
    assert neighbours(1, 5, 7) == 7


@pytest.mark.parametrize("walkthrough", [receptive_field, lambda x: list(top_down(x))])
def test_other_things_than_layers_are_refused(walkthrough):
    with pytest.raises(TypeError, match=r"layers must hold Layer objects, got \(3, 1\)"):
        walkthrough([(3, 1)])


def test_public_names():
    for name in ("Layer", "ReceptiveField", "receptive_field", "from_module", "regions"):
        assert hasattr(public, name)
    assert callable(public.empirical) and callable(public.effective)
