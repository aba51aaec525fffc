"""A field's places by hand, its forward step against a walk over indices."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dlnotes.vision.receptive_field.field import PIXEL, ReceptiveField, begun, center, grown
from tests.vision.receptive_field.oracles import layers, walk


@settings(deadline=None)
@given(layers, layers, st.integers(-5, 5))
def test_a_step_up_is_what_a_walk_finds(below, above, unit):
    field = PIXEL.after(below).after(above)
    seen = walk([below, above], unit)
    assert (
        list(field.region(unit))[:: len(field.region(unit)) - 1 or 1]
        == [
            min(seen),
            max(seen),
        ][: 1 + (len(seen) > 1)]
    )


def test_formulas_by_hand():
    assert grown(11, 4, 3) == 19
    assert begun(5, 4, 1) == 9
    assert (center(19, 9), center(4, 0)) == (0, 1.5)


def test_region_inside_an_image():
    field = ReceptiveField(size=11, stride=4, padding=5)
    assert field.region(0, 32) == range(0, 6)
    assert field.region(3, 32) == range(7, 18)
    assert field.region((0, 8), (32, 30)) == (range(0, 6), range(27, 30))
    assert len(field.region(50, 32)) == 0
    assert len(field.region(-50, 32)) == 0


def test_equal_pairs_are_one_number():
    assert ReceptiveField((3, 3), (1, 1), (0, 0)) == ReceptiveField(3, 1, 0)
    assert ReceptiveField((3, 5), 1, 0).center == (1, 2)


def test_alignment_takes_no_part_in_equality():
    assert ReceptiveField(3, 1, 1, aligned=False) == ReceptiveField(3, 1, 1)


def test_published_centre():
    """Araujo, Norris and Sim's README: unit (0, 2) of Inception-ResNet-v2 is centred at 37, 101."""
    field = ReceptiveField(size=3039, stride=32, padding=1482)
    assert [field.center + u * field.stride for u in (0, 2)] == [37, 101]
