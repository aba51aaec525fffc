"""The few examples that stand for all have whatever any example has."""

from tests.explore.specs import FEW, SPECS, few, traits


def test_the_few_have_every_trait():
    assert set().union(*(traits(SPECS[name]) for name in FEW)) == set().union(
        *map(traits, SPECS.values())
    )
    assert len(FEW) == len(set(FEW)) < len(SPECS)


def test_a_trait_of_one_example_brings_it_in():
    odd = {"panels": [{"kind": "dial"}], "sliders": [], "readouts": []}
    assert "odd" in few(SPECS | {"odd": odd})
    assert traits(odd) == {("dial", "one panel")}
